"""Music of the house: recorded tracks from a package, and cues composed where no track has the mood."""
