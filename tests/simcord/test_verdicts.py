"""Some 220 good and bad requests before both judges: they agree, or a table of differences says why not."""

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.simcord.courts import Court, Ruling, both_courts
from tests.simcord.differences import EVENTS, EXTRA_KEYS, KNOWN, TAKEN
from tests.simcord.requests import ANSWERS, COMMANDS, MESSAGES, PLACES, Json

pytestmark = pytest.mark.asyncio(loop_scope="module")
Rulings = dict[str, tuple[Ruling, Ruling]]
WHAT_TO_DO = "Mend the sandbox, or write the reason down in differences.py."


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def rulings() -> AsyncIterator[Rulings]:
    """What the sandbox and simcord say to every request, by its name."""
    async with both_courts() as courts:
        said: Rulings = {}
        for name, body in MESSAGES.items():
            first, second = [await one.rule("POST", "/channels/{channel}/messages", body) for one in courts]
            said[f"message: {name}"] = first, second
        for name, commands in COMMANDS.items():
            first, second = [await one.rule("PUT", "/applications/{app}/commands", commands) for one in courts]
            said[f"command: {name}"] = first, second
        for one in courts:
            assert (await one.rule("PUT", "/applications/{app}/commands", COMMANDS["a command"])).verdict == TAKEN
        for name, body in ANSWERS.items():
            first, second = [await _answered(one, body) for one in courts]
            said[f"answer: {name}"] = first, second
        for name, request in PLACES.items():
            first, second = [await one.rule(*request) for one in courts]
            said[f"place: {name}"] = first, second
        yield said


async def _answered(court: Court, body: Json) -> Ruling:
    number, token = await court.opened()
    return await court.rule("POST", f"/interactions/{number}/{token}/callback?with_response=1", body)


def taken(rulings: Rulings) -> Rulings:
    """The requests that both take."""
    return {name: both for name, both in rulings.items() if both[0].verdict == both[1].verdict == TAKEN}


async def test_status_and_code(rulings: Rulings) -> None:
    expected = {name: (one.sandbox, one.simcord) for name, one in KNOWN.items()}
    verdicts = {name: (first.verdict, second.verdict) for name, (first, second) in rulings.items()}
    assert {name: pair for name, pair in verdicts.items() if pair[0] != pair[1]} == expected, WHAT_TO_DO
    assert len(rulings) > 200


async def test_events_in_their_order(rulings: Rulings) -> None:
    expected = {name: (one.sandbox, one.simcord) for name, one in EVENTS.items()}
    events = {name: (first.events, second.events) for name, (first, second) in taken(rulings).items()}
    assert {name: pair for name, pair in events.items() if pair[0] != pair[1]} == expected, WHAT_TO_DO


async def test_keys_of_answers(rulings: Rulings) -> None:
    extra = {name + key for name, (first, second) in taken(rulings).items() for key in second.keys - first.keys}
    unexplained = {key for key in extra if not any(re.search(pattern, key) for pattern, _ in EXTRA_KEYS)}
    assert unexplained == set(), WHAT_TO_DO
    unused = [pattern for pattern, _ in EXTRA_KEYS if not any(re.search(pattern, key) for key in extra)]
    assert unused == [], "Strike these out of differences.py."
