"""What goes wrong on a guild, judged by simcord."""

from tests.cogs.test_mishaps import *  # noqa: F403
