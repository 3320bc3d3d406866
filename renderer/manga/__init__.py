"""Manga pages: how panels are laid out, inked, lettered; and the cover of an episode."""
