"""How fast the stage is: one table of all that issue and notes ask of it, each figure with its target."""
