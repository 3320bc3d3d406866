"""Drafts: reading, editing, retaking, approving."""

VERSION_IDS = r"(?P<episode>[a-z0-9-]+):(?P<version>\d+)"
"""How the ids of everything on a draft name the version that it belongs to."""
