"""The crew: ports in `ports`, one adapter a file."""
