"""The cinema: `/watch`, `/gallery`, and the watch page under links that nobody can guess."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import aiohttp
import pytest
import pytest_asyncio
import sqlite_utils

from bot.watch import KEY_FILE, WatchOptions
from bot.watch_page import page_of
from cogs.premieres.chapters import chapters_of, chapters_vtt
from sandbox.testing import running_sandbox
from show.ids import ChannelId, EpisodeId, LocationId, MessageId
from show.order import ProductionOrder
from show.script import Scene
from storage.dubs import Dubs
from storage.films import Film, Films
from storage.programme import Credit, Showing
from storage.records import OrderKind
from tests.cogs.house import PATIENT, PREMIERES, ROOM, House, an_mp4, answer, options_for, said
from tests.stories import a_film, a_script, a_series

on_one_loop = pytest.mark.asyncio(loop_scope="module")

CAPTIONS = """WEBVTT

STYLE
::cue(.a) { color: red }

1
00:00:01.200 --> 00:00:02.500 line:70%
<v Mira>This letter is

2
00:00:02.500 --> 00:00:03.000
<v Mira>from tomorrow.

00:00:10.500 --> 00:00:12.000
<v Mira><c.loud>It has my</c> handwriting.
"""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(tmp_path_factory) -> AsyncIterator[House]:
    """A studio with a watch page and one finished film."""
    folder = tmp_path_factory.mktemp("cinema")
    async with running_sandbox(rules=PATIENT) as guild:
        built = House(guild, replace(options_for(guild.url, folder), watch=WatchOptions()))
        await built.start()
        try:
            await built.set_up()
            series, draft = await built.to_draft("Moon & Post")
            await said(await built.approver.press(draft, "Approve"))
            order = await built.order(OrderKind.FILM, f"{series.id}-e1")
            assert isinstance(order, ProductionOrder)
            texts = ((CAPTIONS, "text/vtt", "film.vtt"), ("Mira: This letter…", "text/plain", "film.txt"))
            refs = tuple([await built.media(text.encode(), kind, name) for text, kind, name in texts])
            result = replace(await built.film_result(order), subtitles=refs)
            await built.post("post_film", order, built.document(result))
            await guild.wait_for(PREMIERES, lambda m: "Approved by" in m.text)
            await built.until(lambda: noted(built, order.script.id))
            yield built
        finally:
            await built.stop()


async def noted(house: House, episode: EpisodeId) -> bool | None:
    """Whether the library knows by now where the film hangs: that comes a moment after the message."""
    film = await house.read(lambda db: Films(db).film(episode))
    return True if film.message_id else None


async def link_of(house: House) -> str:
    kai = await house.guild.member("Kai")
    shown = await (await kai.slash("watch", channel=ROOM)).final()
    assert shown is not None
    buttons = [one for one in shown.buttons if one.get("url")]
    return str(buttons[0]["url"])


@on_one_loop
async def test_a_member_gets_the_film_its_captions_and_its_transcript(house: House):
    kai = await house.guild.member("Kai")
    shown = await (await kai.slash("watch", {"episode": 1}, channel=ROOM)).final()
    assert shown is not None
    assert shown.ephemeral
    assert [one.filename.rsplit(".")[-1] for one in shown.attachments] == ["mp4", "vtt", "txt"]
    assert "The Early Letter" in shown.text
    assert "discord.com/channels/" in shown.text
    offered = await kai.autocomplete("watch", "episode", "early", {}, channel=ROOM)
    assert offered == [("1 · The Early Letter", 1)]
    assert "no film of episode 7" in await answer(await kai.slash("watch", {"episode": 7}, channel=ROOM))
    gallery = await (await kai.slash("gallery", channel=ROOM)).final()
    assert gallery is not None
    assert "1 film" in gallery.text
    assert gallery.attachments[0].filename.endswith("cover.png")


@on_one_loop
async def test_the_page_shows_everything_and_runs_nothing(house: House):
    link = await link_of(house)
    async with aiohttp.ClientSession() as session, session.get(link) as response:
        assert response.status == 200
        policy = response.headers["Content-Security-Policy"]
        page = await response.text()
    assert policy.startswith("default-src 'none'")
    assert "script" not in policy
    assert "<script" not in page
    assert "Moon &amp; Post" in page
    assert "Approved by</dt><dd>" in page
    assert 'rel="noreferrer">Kai</a>' in page
    assert "Made with AI" in page
    async with aiohttp.ClientSession() as session:
        for name, kind in (("captions.vtt", "text/vtt"), ("chapters.vtt", "text/vtt"), ("cover.png", "image/png")):
            async with session.get(link + name) as response:
                assert response.status == 200, name
                assert response.headers["Content-Type"].startswith(kind)
                assert response.headers["X-Content-Type-Options"] == "nosniff"
        async with session.get(link + "?at=nonsense") as response:
            assert response.status == 200


@pytest.mark.parametrize(
    ("wish", "language"),
    [
        ("de-CH, de;q=0.9, en;q=0.8", "de"),
        ("fr;q=1, ja;q=0.5, pt-BR;q=0.7", "pt"),
        ("fr, it", "en"),
        ("de;q=0, en;q=x, *, ,es;q=0.1", "es"),
        ("", "en"),
    ],
)
@on_one_loop
async def test_the_page_speaks_the_visitors_language_and_the_film_its_own(house: House, wish: str, language: str):
    link, wishes = await link_of(house), {"Accept-Language": wish}
    async with aiohttp.ClientSession() as session, session.get(link, headers=wishes) as response:
        page = await response.text()
        assert response.headers["Vary"] == "Accept-Language"
    assert f'<html lang="{language}">' in page
    assert '<h1 lang="en">' in page


@on_one_loop
async def test_a_part_of_the_film_can_be_asked_for(house: House):
    link, film = await link_of(house), an_mp4()
    async with aiohttp.ClientSession() as session:
        async with session.get(link + "film.mp4", headers={"Range": "bytes=10-19"}) as response:
            assert response.status == 206
            assert len(await response.read()) == 10
        async with session.get(link + "film.mp4") as response:
            assert response.headers["Content-Type"] == "video/mp4"
            assert abs(len(await response.read()) - len(film)) < len(film)


@on_one_loop
async def test_without_the_mark_of_the_studio_nothing_is_shown(house: House):
    link = await link_of(house)
    base, mark = link.rstrip("/").rsplit("/", 1)
    other = ("A" if mark[0] != "A" else "B") + mark[1:]
    async with aiohttp.ClientSession() as session:
        for address in (f"{base}/{other}/", f"{base}/{other}/film.mp4", f"{base}/x/", link + "..%2f..%2fwatch.key"):
            async with session.get(address) as response:
                assert response.status == 404, address
        async with session.get(f"{base.rsplit('/', 1)[0]}/another-e1/{mark}/") as response:
            assert response.status == 404
    assert (house.options.folder / KEY_FILE).stat().st_mode & 0o077 == 0
    await house.restart()
    again = await link_of(house)
    assert again.rstrip("/").rsplit("/", 1)[1] == mark


@on_one_loop
async def test_a_dub_is_watched_in_its_language_with_its_own_captions(house: House):
    link = await link_of(house)
    series = await house.series("Moon & Post")
    id = EpisodeId(f"{series.id}-e1")
    german = await house.media(CAPTIONS.replace("This letter is", "Dieser Brief ist").encode(), "text/vtt", "de.vtt")

    def dub(db: sqlite_utils.Database) -> None:
        film = Films(db).film(id).result
        script = replace(film.script, title="Der frühe Brief", language="de")
        Dubs(db).begin(id, "de", 0.0)
        Dubs(db).keep(id, "de", replace(film, script=script, subtitles=(german,)), None)

    await house.read(dub)
    async with aiohttp.ClientSession() as session:
        async with session.get(link) as response:
            page = await response.text()
        assert '<b lang="en">English</b> · <a href="?dub=de"' in page
        async with session.get(f"{link}?dub=de") as response:
            page = await response.text()
        assert "Der frühe Brief" in page
        assert '<a href="?dub=" hreflang="en" lang="en">English</a> · <b lang="de">Deutsch</b>' in page
        assert 'src="captions.vtt?dub=de"' in page
        async with session.get(f"{link}captions.vtt?dub=de") as response:
            assert "Dieser Brief ist" in await response.text()
        for wrong in ("fr", "../x"):
            async with session.get(f"{link}?dub={wrong}") as response:
                assert response.status == 404


def test_what_members_wrote_is_words_on_the_page_and_nothing_else():
    series = replace(a_series(), title="<script>alert(1)</script>")
    script = replace(a_script(series, EpisodeId("moon-post-1-e1")), title='"><img src=x>', logline="<a href=x>")
    film = Film(
        episode_id=script.id,
        version=1,
        result=a_film(script),
        order_id="x",
        roll=None,
        finished_at=0.0,
        channel_id=ChannelId(1),
        message_id=MessageId(2),
        thread_id=ChannelId(0),
        panels_id=MessageId(0),
    )
    names = (("Pitched by", (Credit(name="<i>Kai</i>", link='x" onclick="y'),)),)
    page = page_of(Showing(film=film, series=series, script=script, link="", credits=names), [], "AI", 0.0)
    for hostile in ("<script", "<img", "<a href=x", "<i>", 'onclick="'):
        assert hostile not in page


def test_scenes_begin_where_their_first_words_are_heard():
    series = a_series()
    script = a_script(series, EpisodeId("moon-post-1-e1"))
    first, second = script.scenes[0].shots
    two = replace(
        script,
        scenes=(
            replace(script.scenes[0], shots=(first,)),
            Scene(location_id=LocationId("the <pier>"), shots=(second,)),
        ),
    )
    found = chapters_of(two, series, CAPTIONS, 20.0)
    assert [one.start_seconds for one in found] == [0.0, 9.7]
    assert chapters_vtt(found, 20.0).count("-->") == 2
    assert "&lt;pier>" in chapters_vtt(found, 20.0)
    assert [one.start_seconds for one in chapters_of(two, series, "", 20.0)] == [0.0, 10.0]
