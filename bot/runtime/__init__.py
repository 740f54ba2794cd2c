"""The running bot: everything put together, started, driven by the clock and stopped."""
