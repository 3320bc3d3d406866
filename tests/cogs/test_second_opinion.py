"""The moderation service: asked about words, pictures and scripts, and what happens when it does not answer."""

from __future__ import annotations

import asyncio
import base64
import codecs
import io
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from PIL import Image, ImageDraw

from bot.moderation import ModerationOptions
from renderer.crew.moderator_openai import MOST_CHARACTERS, OpenAIModerator
from sandbox.testing import running_sandbox
from sandbox.told import File
from show.errors import CrewUnavailable
from show.order import DraftOrder
from storage.pitches import Pitches
from storage.records import OrderKind
from tests.cogs.house import LOG, PATIENT, ROOM, House, answer, options_for, said

module = pytest.mark.asyncio(loop_scope="module")
NAMES = ("sexual", "sexual/minors", "hate", "hate/threatening", "self-harm/instructions", "violence", "harassment")


@dataclass
class Service:
    """Answers like OpenAI's moderation: 0.9 for a category whose word stands in a text; red pictures are too much."""

    words: dict[str, str] = field(default_factory=dict)
    is_down: bool = False
    asked: list[Any] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    url: str = ""

    async def moderate(self, request: web.Request) -> web.Response:
        self.keys.add(request.headers.get("Authorization", ""))
        if self.is_down:
            return web.json_response({"error": {"message": "down"}}, status=503)
        body = await request.json()
        assert body["model"] == "omni-moderation-latest"
        given = body["input"] if isinstance(body["input"], list) else [body["input"]]
        self.asked += given
        return web.json_response({"id": "modr-1", "model": body["model"], "results": [self.result(g) for g in given]})

    def result(self, given: Any) -> dict[str, Any]:
        scores = dict.fromkeys(NAMES, 0.001)
        if isinstance(given, str):
            scores |= {category: 0.9 for word, category in self.words.items() if word in given}
        else:
            content = base64.b64decode(given["image_url"]["url"].partition(",")[2])
            red, green, blue = Image.open(io.BytesIO(content)).convert("RGB").resize((1, 1)).getpixel((0, 0))
            scores["sexual"] = 0.95 if red > 180 and green < 90 and blue < 90 else 0.01
        return {
            "flagged": any(score > 0.5 for score in scores.values()),
            "categories": {name: score > 0.5 for name, score in scores.items()},
            "category_scores": scores,
            "category_applied_input_types": {name: ["text"] for name in scores},
        }


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def service() -> AsyncIterator[Service]:
    """The service on a free port."""
    built = Service()
    app = web.Application()
    app.router.add_post("/v1/moderations", built.moderate)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    built.url = f"http://127.0.0.1:{port}/v1"
    yield built
    await runner.cleanup()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(tmp_path_factory, service: Service) -> AsyncIterator[House]:
    """A studio whose moderation service is that one."""
    folder: Path = tmp_path_factory.mktemp("studio")
    moderation = ModerationOptions(base_url=service.url, api_key="secret", timeout_seconds=20.0)
    async with running_sandbox(rules=PATIENT) as guild:
        built = House(guild, replace(options_for(guild.url, folder), moderation=moderation))
        await built.start()
        try:
            await built.set_up()
            yield built
        finally:
            await built.stop()


def drawn(colour: str) -> bytes:
    """A picture drawn on the spot."""
    picture = Image.new("RGB", (320, 200), colour)
    ImageDraw.Draw(picture).ellipse((20, 20, 60, 60), fill="white")
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


@module
async def test_words_are_declined_by_the_service_and_the_log_says_by_whom(house: House, service: Service):
    series = await house.found("Second Glance")
    service.words = {"frobnicate": "sexual", "glorp": "sexual/minors", "slay": "violence"}
    kai = await house.guild.member("Kai")

    async def pitched(idea: str) -> str:
        return await answer(await kai.slash("pitch", {"idea": idea, "series": series.id}, channel=ROOM))

    assert "sexual content above the rating" in await pitched("They frobnicate at dawn")
    assert "sexual content about minors" in await pitched("They glorp at dawn")
    assert "Your pitch is in" in await pitched("They slay the dragon at dawn")
    await house.guild.wait_for(LOG, lambda m: "moderation service: explicit" in m.text)
    assert service.keys == {"Bearer secret"}
    founding = {"title": "Frob", "premise": "Two rivals frobnicate in a tower."}
    assert "put it another way" in await answer(await house.admin.slash("series create", founding))
    # What the word list declines itself nobody else gets to read.
    before = len(service.asked)
    assert "put it another way" in await pitched(codecs.decode("n cbea cnegl", "rot13"))
    assert len(service.asked) == before


@module
async def test_a_script_is_looked_at_before_the_room_reads_it(house: House, service: Service):
    service.words = {}
    series = await house.found("Read First")
    for n, name in enumerate(("Kai", "Ren")):
        member = await house.guild.member(name)
        await said(await member.slash("pitch", {"idea": f"first {n}", "series": series.id}, channel=ROOM))
    await said(await house.approver.slash("ballot open", {"series": series.id}, channel=ROOM))
    await said(await house.approver.slash("ballot close", {"series": series.id}, channel=ROOM))
    order = await house.order(OrderKind.DRAFT, f"{series.id}-e1")
    assert isinstance(order, DraftOrder)
    line = next((await house.draft_result(order)).script.lines())[1].text
    service.words = {line: "hate"}
    await house.deliver_draft(order)
    failed = await house.guild.wait_for(ROOM, lambda m: "may not be shown here" in m.text and "Retry" in m.labels)
    assert line not in failed.text
    service.words = {}
    await said(await house.approver.press(failed, "Retry"))
    await house.drawn(series, 1)


@module
async def test_pictures_are_looked_at_and_wait_while_nobody_answers(house: House, service: Service):
    series = await house.found("Gallery Guard")
    kai, ren = await house.guild.member("Kai"), await house.guild.member("Ren")

    async def pitched(idea: str, colour: str) -> str:
        options = {"idea": idea, "series": series.id, "picture": File(name="p.png", blob=drawn(colour))}
        return await answer(await kai.slash("pitch", options, channel=ROOM))

    assert "sexual content above" in await pitched("A red room", "#ff2020")
    assert "Your pitch is in" in await pitched("A blue room", "#2040ff")
    shown = await house.guild.wait_for(ROOM, lambda m: "A blue room" in m.text)
    assert len(shown.attachments) == 1
    service.is_down = True
    assert "Your pitch is in" in await pitched("A green room", "#20ff40")
    assert "Your pitch is in" in await pitched("A grey room", "#808080")
    told = [m for m in await house.guild.messages(LOG) if "does not answer" in m.text]
    assert len(told) == 1
    card = await house.guild.wait_for(ROOM, lambda m: "A green room" in m.text)
    assert (card.attachments, "waits for an approver" in card.text) == ([], True)
    assert "role" in await answer(await ren.press(card, "Look at the picture"))
    await house.restart()
    looked = await (await house.approver.press(card, "Look at the picture")).final()
    assert looked is not None
    assert len(looked.attachments) == 1
    two = [house.approver.press(looked, "Let it through") for _ in range(2)]
    texts = sorted([await answer(reply) for reply in await asyncio.gather(*two)])
    assert texts[0].startswith("The picture is shown")
    assert "decided on already" in texts[1]
    through = await house.guild.wait_until(card, lambda m: "idea and picture by Kai" in m.text)
    assert len(through.attachments) == 1
    grey = await house.guild.wait_for(ROOM, lambda m: "A grey room" in m.text)
    looked = await (await house.approver.press(grey, "Look at the picture")).final()
    await said(await house.approver.press(looked, "Leave it out"))
    left = await house.guild.wait_until(grey, lambda m: "waits for" not in m.text)
    assert left.attachments == []
    service.is_down = False
    assert "Your pitch is in" in await pitched("A white room", "#ffffff")
    assert len(await house.read(lambda db: Pitches(db).of_episode(f"{series.id}-e1"))) == 4


async def test_a_server_that_answers_something_else_is_taken_for_down():
    async def odd(request: web.Request) -> web.Response:
        return web.json_response({"results": []})

    app = web.Application()
    app.router.add_post("/moderations", odd)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        asked = OpenAIModerator(
            base_url=f"http://127.0.0.1:{runner.addresses[0][1]}", api_key="k", model="m", timeout_seconds=20.0
        )
        with pytest.raises(CrewUnavailable):
            await asyncio.to_thread(asked.texts, ["one"])
    finally:
        await runner.cleanup()


@module
async def test_what_stands_late_in_a_long_text_is_looked_at_too(service: Service):
    asker = OpenAIModerator(base_url=service.url, api_key="k", model="omni-moderation-latest")
    before, service.is_down = len(service.asked), False
    long = "a quiet evening " * 400
    found = await asyncio.to_thread(asker.texts, [long, "short"])
    assert len(found) == 2
    assert "".join(service.asked[before:-1]) == long
    assert max(len(piece) for piece in service.asked[before:]) <= MOST_CHARACTERS
