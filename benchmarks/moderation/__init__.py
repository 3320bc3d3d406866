"""Moderation measured: what the word list stops, what the classifier stops besides, and what both let pass."""
