"""Recasting a part and moving a shot of a draft, at once or as suggestions, and never behind anybody's back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from sandbox.told import Message
from show.order import DraftOrder
from show.script import Episode
from storage.library import Library
from storage.records import OrderKind
from tests.cogs.house import ROOM, House, answer, said

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module")
async def usual(house: House) -> AsyncIterator[None]:
    """Afterwards changes are made at once again."""
    yield
    await said(await house.admin.slash("studio approval", {"edits": "direct"}))


async def ask(house: House, name: str, draft: Message, button: str, values: dict[str, object]) -> str:
    """A member fills in the form behind a button; the whole answer."""
    member = await house.guild.member(name)
    form = (await member.press(draft, button)).modal
    return await answer(await member.submit(form, values))


def order_of(script: Episode) -> list[str]:
    return [shot.id for _, _, shot in script.shots()]


async def test_a_part_goes_to_another_and_a_shot_to_another_place(house: House):
    series, draft = await house.to_draft("Understudies")
    text = await ask(house, "Kai", draft, "Recast", {"part0": ["mira"], "player0": ["rin"]})
    assert text.startswith("Rin plays the part of Mira. Version 2")
    order = await house.order(OrderKind.DRAFT, f"{series.id}-e1")
    assert isinstance(order, DraftOrder)
    assert order.script is not None
    assert [line.speaker for _, line in order.script.lines()] == ["rin", "mira", "rin"]
    second = await house.drawn(series, 2)
    assert "• Rin plays the part of Mira." in second.text
    assert "• Mira plays the part of Rin." in second.text
    assert "Version 3" in await ask(house, "Ren", second, "Reorder", {"shot0": ["s2"], "after0": ["-"]})
    third = await house.drawn(series, 3)
    assert "is shot" in third.text
    kept = await house.read(lambda db: Library(db).drafts(f"{series.id}-e1"))
    assert [order_of(one.script) for one in kept] == [["s1", "s2"], ["s1", "s2"], ["s2", "s1"]]
    compared = await said(await (await house.guild.member("Kai")).slash("episode versions", {"first": 1, "second": 3}))
    assert "Rin plays the part of Mira" in compared
    assert "is shot" in compared
    assert "nothing was changed" in await ask(house, "Ren", third, "Reorder", {"shot0": ["s2"], "after0": ["-"]})
    assert "choose somebody else" in await ask(house, "Ren", third, "Recast", {"part0": ["rin"], "player0": ["rin"]})


async def test_two_move_the_same_shot_at_once_and_one_hears_of_the_other(house: House):
    series, draft = await house.to_draft("Tug of War")
    forms = []
    for name in ("Kai", "Ren"):
        member = await house.guild.member(name)
        forms.append((member, (await member.press(draft, "Reorder")).modal))
    replies = await asyncio.gather(*(one.submit(form, {"shot0": ["s2"], "after0": ["-"]}) for one, form in forms))
    texts = sorted([await answer(reply) for reply in replies])
    assert sum("Version 2 is being drawn" in text for text in texts) == 1
    assert sum("nothing was changed" in text or "moved that shot" in text for text in texts) == 1
    await house.drawn(series, 2)


async def test_while_the_film_is_made_the_script_stays_as_it_is(house: House):
    series, draft = await house.to_draft("Locked Reel")
    kai = await house.guild.member("Kai")
    form = (await kai.press(draft, "Recast")).modal
    await said(await house.approver.press(draft, "Approve"))
    text = await answer(await kai.submit(form, {"part0": ["mira"], "player0": ["rin"]}))
    assert "the film is being made" in text
    await house.order(OrderKind.FILM, f"{series.id}-e1")


async def test_both_wait_for_others_where_the_server_wants_suggestions(house: House, usual: None):
    await said(await house.admin.slash("studio approval", {"edits": "suggested", "accepts": 1}))
    series, draft = await house.to_draft("By Your Leave")
    assert "suggestion" in await ask(house, "Kai", draft, "Recast", {"part0": ["mira"], "player0": ["rin"]})
    assert "suggestion" in await ask(house, "Kai", draft, "Reorder", {"shot0": ["s2"], "after0": ["-"]})
    assert "suggestion" in await ask(house, "Ren", draft, "Reorder", {"shot0": ["s2"], "after0": ["-"]})
    part = await house.guild.wait_for(ROOM, lambda m: "Rin plays the part of Mira" in m.text and "Accept" in m.labels)
    cards = [m for m in await house.guild.messages(ROOM) if "Shot 2 at the very beginning" in m.text]
    assert len(cards) == 2
    sora = await house.guild.member("Sora")
    assert "Version 2" in await said(await sora.press(part, "Accept"))
    await house.restart()
    first, second = await asyncio.gather(*(sora.press(card, "Accept") for card in cards))
    texts = sorted([await answer(first), await answer(second)])
    assert "Version 3" in texts[0]
    assert texts[1].startswith("Too late")
    order = await house.order(OrderKind.DRAFT, f"{series.id}-e1")
    assert isinstance(order, DraftOrder)
    assert order.script is not None
    assert order_of(order.script) == ["s2", "s1"]
    assert next(order.script.lines())[1].speaker == "rin"
