"""tests/cogs/test_queue.py once more under simcord."""

from tests.cogs.test_queue import *  # noqa: F403
