"""tests/cogs/test_auditions.py once more under simcord."""

from tests.cogs.test_auditions import *  # noqa: F403
