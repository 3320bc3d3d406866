"""The queue: what is being made, how far it is, and what failed."""
