"""Ballots of every kind, judged by simcord."""

from tests.cogs.test_voting import *  # noqa: F403
