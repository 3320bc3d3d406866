"""tests/cogs/test_bible.py once more under simcord."""

from tests.cogs.test_bible import *  # noqa: F403
