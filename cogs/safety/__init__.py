"""Safety: what members report, and what administrators freeze."""
