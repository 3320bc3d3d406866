"""tests/cogs/test_premieres.py once more under simcord."""

from tests.cogs.test_premieres import *  # noqa: F403
