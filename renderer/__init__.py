"""From an order to a film: writers, painters, voices, musicians and the stage."""

from renderer.gl import lend_missing

lend_missing()
