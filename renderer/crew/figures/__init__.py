"""The house painter's characters: from the bible's words to a puppet that the stage can move."""

from renderer.crew.figures.puppet import FIGURES_VERSION, paint_puppet

__all__ = ["FIGURES_VERSION", "paint_puppet"]
