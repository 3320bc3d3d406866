"""The director: from a set-up of the plan to a scene description, by tables of beats, emotions and framings."""
