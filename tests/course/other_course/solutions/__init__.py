"""The model answers."""
