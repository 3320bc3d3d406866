"""Some 220 good and bad requests before both judges: they agree, or the table of differences says why not."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.simcord.courts import SandboxCourt, SimcordCourt, Verdict, both_courts
from tests.simcord.differences import KNOWN, TAKEN
from tests.simcord.requests import ANSWERS, COMMANDS, MESSAGES, PLACES, Json

pytestmark = pytest.mark.asyncio(loop_scope="module")
Courts = tuple[SandboxCourt, SimcordCourt]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def courts() -> AsyncIterator[Courts]:
    async with both_courts() as courts:
        yield courts


def agree(said: dict[str, tuple[Verdict, Verdict]]) -> None:
    """Fails for every request on which the two differ otherwise than the table says, or no longer differ."""
    expected = {name: (one.sandbox, one.simcord) for name, one in KNOWN.items() if name in said}
    differing = {name: verdicts for name, verdicts in said.items() if verdicts[0] != verdicts[1]}
    assert differing == expected, "Mend the sandbox, or write the reason down in differences.py."


async def test_messages(courts: Courts) -> None:
    said = {}
    for name, body in MESSAGES.items():
        first, second = [await court.verdict("POST", "/channels/{channel}/messages", body) for court in courts]
        said[f"message: {name}"] = first, second
    agree(said)


async def test_commands(courts: Courts) -> None:
    said = {}
    for name, body in COMMANDS.items():
        first, second = [await court.verdict("PUT", "/applications/{app}/commands", body) for court in courts]
        said[f"command: {name}"] = first, second
    agree(said)


async def test_answers_to_interactions(courts: Courts) -> None:
    said = {}
    for court in courts:
        assert await court.verdict("PUT", "/applications/{app}/commands", COMMANDS["a command"]) == TAKEN
    for name, body in ANSWERS.items():
        first, second = [await _answered(court, body) for court in courts]
        said[f"answer: {name}"] = first, second
    agree(said)


async def _answered(court: SandboxCourt | SimcordCourt, body: Json) -> Verdict:
    number, token = await court.opened()
    return await court.verdict("POST", f"/interactions/{number}/{token}/callback", body)


async def test_everything_else(courts: Courts) -> None:
    said = {}
    for name, request in PLACES.items():
        first, second = [await court.verdict(*request) for court in courts]
        said[f"place: {name}"] = first, second
    agree(said)


async def test_table_speaks_of_requests_that_there_are() -> None:
    lists = {"message": MESSAGES, "command": COMMANDS, "answer": ANSWERS, "place": PLACES}
    names = {f"{kind}: {name}" for kind, every in lists.items() for name in every}
    assert set(KNOWN) <= names
