"""What is remembered, what is kept and what waits: the library, the media store and the queue."""
