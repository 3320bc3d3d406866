"""Dubs: films in other languages, translated by the room."""
