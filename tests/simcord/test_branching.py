"""tests/cogs/test_branching.py once more under simcord."""

from tests.cogs.test_branching import *  # noqa: F403
