"""tests/cogs/test_safety.py once more under simcord."""

from tests.cogs.test_safety import *  # noqa: F403
