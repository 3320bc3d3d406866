"""The studio: an administrator sets up channels and roles."""
