"""The writers' room: pitches."""
