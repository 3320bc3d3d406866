"""Series: founding one, its bible and its cast."""
