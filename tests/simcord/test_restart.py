"""The bot stopped and started between any two steps, judged by simcord."""

import pytest

from tests.cogs.house import House
from tests.cogs.test_restart import tell_with_restarts

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_restart_between_any_two_steps_changes_nothing(house: House):
    await tell_with_restarts(house)
