"""Credits: who made what."""
