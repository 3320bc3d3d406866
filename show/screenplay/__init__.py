"""The screenplay: an episode as Fountain text that people can read and edit, and back without loss."""

from show.screenplay.printing import to_fountain
from show.screenplay.reading import from_fountain

__all__ = ["from_fountain", "to_fountain"]
