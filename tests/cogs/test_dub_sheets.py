"""Dubs by the sheet: lines handed out as a file and taken back from one, and a writer that translates first."""

from __future__ import annotations

import csv
import io

import pytest

from sandbox.told import File, Message
from show.codec import dumps
from show.ids import EpisodeId
from show.order import ProductionOrder
from show.sketch import SketchOrder, SketchResult, Translate
from show.translation import Translation
from storage.dubs import TRANSLATION, Dub, Dubs
from storage.library import Library
from storage.queue import POST_SKETCH
from storage.records import OrderKind
from tests.cogs.house import ROOM, House, answer, said
from tests.cogs.test_premieres import panels, to_premiere

pytestmark = pytest.mark.asyncio(loop_scope="module")

SPANISH = {"l1": "Esta carta es de mañana.", "l2": "No la abras.", "l3": "Soy yo."}


async def dub_of(house: House, episode: str, language: str) -> Dub:
    return await house.read(lambda db: Dubs(db).dub(EpisodeId(episode), language))


async def sheet_in(house: House, reply: Message) -> list[dict[str, str]]:
    (file,) = reply.attachments
    return list(csv.DictReader(io.StringIO((await house.guild.download(file)).decode("utf-8-sig"))))


def csv_of(rows: dict[str, str]) -> File:
    text = "id,translation\n" + "".join(f'{line},"{words}"\n' for line, words in rows.items())
    return File(name="lines.csv", blob=text.encode())


async def test_lines_go_out_as_a_sheet_and_come_back_corrected(house: House):
    series, _ = await to_premiere(house, "Spreadsheet")
    kai, ren = await house.guild.member("Kai"), await house.guild.member("Ren")
    await panels(house, series)
    reply = await (await kai.slash("dub", {"language": "es", "series": series.id}, channel=ROOM)).final()
    assert [row["id"] for row in await sheet_in(house, reply)] == ["title", "question", "l1", "l2", "l3"]

    async def sent(member, rows: File) -> str:
        options = {"language": "es", "series": series.id, "sheet": rows}
        return await answer(await member.slash("dub", options, channel=ROOM))

    assert "3 lines of the sheet are new" in await sent(kai, csv_of(SPANISH | {"title": ""}))
    assert "1 line of the sheet is new" in await sent(ren, csv_of(SPANISH | {"l3": "Fui yo."}))
    assert "0 lines" in await sent(ren, csv_of(SPANISH | {"l3": "Fui yo."}))
    dub = await dub_of(house, f"{series.id}-e1", "es")
    assert dub.texts == SPANISH | {"l3": "Fui yo."}
    assert [one.name for one in await house.read(lambda db: Dubs(db).dubbers(dub))] == ["Kai", "Ren"]
    for bad, why in (
        (csv_of({"l9": "¿Qué?"}), "no line “l9”"),
        (csv_of({"l1": "kill yourself"}), "can't go into the show"),
        (File(name="lines.csv", blob=b"\xff\xfe\xfa"), "can't be read as text"),
        (File(name="lines.csv", blob=b"one,two\n1,2\n"), "columns id and translation"),
    ):
        assert why in await sent(ren, bad)
    assert await dub_of(house, f"{series.id}-e1", "es") == dub


async def test_a_writer_translates_first_and_members_correct_it(house: House, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("storage.dubs.OFFLINE", "another")
    series, _ = await to_premiere(house, "Ghostwriter")
    kai = await house.guild.member("Kai")
    await panels(house, series)
    asked = {"language": "es", "series": series.id}
    assert "The writer translates it meanwhile" in await said(await kai.slash("dub", asked, channel=ROOM))
    assert "meanwhile" not in await said(await kai.slash("dub", asked, channel=ROOM))
    order = await house.order(OrderKind.SKETCH, f"{series.id}-e1-es{TRANSLATION}")
    assert isinstance(order, SketchOrder)
    assert isinstance(order.wish, Translate)
    corrected = csv_of({"l2": "Ni la abras."})
    await said(await kai.slash("dub", asked | {"sheet": corrected}, channel=ROOM))
    lines = {"l1": "Esta carta es de mañana.", "l2": "No la abras.", "l3": "kill yourself"}
    done = SketchResult(translation=Translation(language="es", lines=lines, title="La carta", by="a model"))
    for _ in range(2):
        await house.post(POST_SKETCH, order, dumps(done))
    there = await house.until(lambda: _once(house, f"{series.id}-e1", 3))
    assert there.texts == {"title": "La carta", "l1": lines["l1"], "l2": "Ni la abras."}
    assert there.missing == ["l3"]
    assert [one.name for one in await house.read(lambda db: Dubs(db).dubbers(there))] == ["Kai"]


async def test_a_dub_says_names_as_the_bible_has_them_when_it_is_ordered(house: House):
    series, _ = await to_premiere(house, "Accent")
    kai = await house.guild.member("Kai")
    card = await panels(house, series)
    await said(await kai.slash("dub", {"language": "es", "series": series.id, "sheet": csv_of(SPANISH)}, channel=ROOM))
    options = {"word": "Mira", "said": "Mí-ra", "language": "es", "series": series.id}
    await said(await kai.slash("cast pronounce", options, channel=ROOM))
    dub = await house.guild.wait_for(card.channel_id, lambda m: "Make the dub" in m.labels)
    await said(await house.approver.press(dub, "Make the dub"))
    order = await house.order(OrderKind.DUB, f"{series.id}-e1")
    assert isinstance(order, ProductionOrder)
    assert order.series.lexicons == {"es": {"Mira": "Mí-ra"}}
    assert (await house.read(lambda db: Library(db).series(series.id))).series.lexicon == {}


async def _once(house: House, episode: str, texts: int) -> Dub | None:
    dub = await dub_of(house, episode, "es")
    return dub if len(dub.texts) == texts else None
