"""tests/cogs/test_approval.py once more under simcord."""

from tests.cogs.test_approval import *  # noqa: F403
