"""tests/cogs/test_setup.py once more under simcord."""

from tests.cogs.test_setup import *  # noqa: F403
