"""What independent judges hear and see in finished films: words, times, quality of the voices, captions, mouths."""
