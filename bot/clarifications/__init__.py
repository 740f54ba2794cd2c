"""The domain of what people suggest: clarifications of terms, requests for missing ones."""
