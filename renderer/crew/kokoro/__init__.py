"""Kokoro-82M on the CPU: its model in three parts, its phonemes, its voices and how they act."""
