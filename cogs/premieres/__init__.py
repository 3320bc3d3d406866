"""Premieres: a finished film, and the next ballot under it."""
