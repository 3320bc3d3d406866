"""tests/cogs/test_pitching.py once more under simcord."""

from tests.cogs.test_pitching import *  # noqa: F403
