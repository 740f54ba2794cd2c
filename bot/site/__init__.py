"""The glossary as pages on the web: drawn from the terms, served by any web server or none."""
