"""tests/cogs/test_restaging.py once more under simcord."""

from tests.cogs.test_restaging import *  # noqa: F403
