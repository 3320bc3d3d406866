"""The whole story once more, judged by simcord's model of Discord instead of the sandbox."""

from tests.cogs.test_conversation import *  # noqa: F403
