"""Reels: recaps and bests-of, and what members love in finished films."""
