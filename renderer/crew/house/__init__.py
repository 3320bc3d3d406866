"""The house painter: anime characters and places drawn by code."""
