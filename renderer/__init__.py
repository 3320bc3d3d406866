"""From an order to a film: writers, painters, voices, musicians and the stage."""
