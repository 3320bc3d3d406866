"""Ballots: opening, voting, closing."""
