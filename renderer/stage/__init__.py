"""The stage: a scene description in, the frames of one shot out."""
