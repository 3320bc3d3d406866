"""tests/cogs/test_series.py once more under simcord."""

from tests.cogs.test_series import *  # noqa: F403
