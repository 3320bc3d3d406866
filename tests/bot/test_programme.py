"""What the terminal shows of a demo, and what becomes of its processes."""

from __future__ import annotations

import asyncio
import io
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from bot.demo import print_stages, read_stages, watched
from bot.programme import Programme, Work, read_work
from cogs.queue.views import progress_words
from renderer.service import _stages
from show.errors import CliffhangerError
from show.ids import ChannelId, EpisodeId, MemberId, MessageId
from show.order import Progress, Stage
from show.texts import Text
from storage.records import Booking, BookingState, OrderKind
from tests.stories import GUILD, a_draft, a_script, a_series, with_bible

ROOT = Path(__file__).resolve().parents[2]
BOOKING = Booking(
    id="moon-post-e1-film-1",
    kind=OrderKind.FILM,
    subject="e1",
    guild_id=GUILD,
    channel_id=ChannelId(1),
    member_id=MemberId(1),
    document="",
    state=BookingState.PLACED,
    booked_at=0.0,
    settled_at=None,
    progress_message_id=MessageId(0),
    failure=Text(""),
)


def plain() -> Console:
    return Console(file=io.StringIO(), force_terminal=False, width=120)


def told(console: Console) -> list[str]:
    file = console.file
    assert isinstance(file, io.StringIO)
    return file.getvalue().splitlines()


def test_the_bots_own_progress_message_is_understood():
    progress = Progress(stage=Stage.FRAMES, fraction=0.43, shots_done=10, shots_total=24, seconds_left=21.0)
    work = read_work(progress_words(BOOKING, "Moon Post · Episode 1", progress, None))
    assert work == Work(what="the film", percent=43, facts="the shots are animated · 10 of 24 shots · about 20 s left")
    waiting = read_work(progress_words(BOOKING, "Moon Post", None, 3))
    assert waiting == Work(what="the film", percent=0, facts="waiting for a free hand · 2 orders ahead")
    done = replace(BOOKING, state=BookingState.DONE, settled_at=4.0)
    assert read_work(progress_words(done, "Moon Post", None, None)) is None
    assert read_work("▰▰▱ 3 votes, and the Making of it") is None


def test_without_a_terminal_there_are_few_plain_lines():
    console = plain()
    with Programme(console, ("pitches", "film")) as programme:
        programme.begin("film")
        for percent in range(100):
            facts = f"{'the painter paints' if percent < 50 else 'the film is cut'} · {percent} of 100 shots"
            programme.show(Work(what="the film", percent=percent, facts=facts))
        programme.tell("Kai pitched: [bold]nothing[/bold]")
        programme.end("film")
    assert told(console) == [
        "film …",
        "    the film: the painter paints (0 %)",
        "    the film: the film is cut (50 %)",
        "  • Kai pitched: [bold]nothing[/bold]",
    ]
    assert set(programme.seconds) == {"film"}


def test_on_a_terminal_acts_are_ticked_off_under_the_events():
    file = io.StringIO()
    console = Console(file=file, force_terminal=True, width=120, height=40)
    with Programme(console, ("pitches", "film")) as programme:
        programme.begin("pitches")
        programme.end("pitches")
        programme.begin("film")
        programme.show(Work(what="the film", percent=43, facts="the shots are animated · 10 of 24 shots"))
        programme.tell("Kai pitched")
        programme._live.refresh()
        shown = file.getvalue()
    assert "✓" in shown
    assert "43 %" in shown
    assert "10 of 24 shots" in shown
    assert shown.index("Kai pitched") < shown.rindex("10 of 24 shots")


def test_the_renderers_log_tells_how_long_each_stage_took(tmp_path):
    series = with_bible(a_series())
    took = _stages(a_draft(a_script(series, EpisodeId("e1"))))
    log = f"… INFO renderer.service: Order moon-post-ab12-e1-draft-2 is done.{took}\n… Order x-founding-1 is done.\n"
    assert read_stages(log) == {"draft 2": {"writing": 1.0, "painting": 2.0}}
    assert _stages(series) == ""
    (tmp_path / "renderer.log").write_text(log)
    console = plain()
    print_stages(console, tmp_path / "renderer.log")
    assert any("draft 2" in line and "2.0" in line for line in told(console))


async def test_what_the_watcher_finds_ends_the_act():
    ended = asyncio.Event()

    async def act() -> None:
        try:
            await asyncio.sleep(30)
        finally:
            ended.set()

    async def finds() -> None:
        raise CliffhangerError("The renderer stopped.")

    with pytest.raises(CliffhangerError, match="renderer stopped"):
        await watched(act(), finds())
    assert ended.is_set()


async def test_an_act_that_is_over_ends_the_watching():
    async def act() -> None:
        await asyncio.sleep(0)

    async def watches() -> None:
        await asyncio.sleep(30)

    async with asyncio.timeout(5):
        await watched(act(), watches())


PARENT = """
import sys, time
from pathlib import Path
from bot.processes import Part, Troupe
with Troupe() as troupe:
    arguments = ("http.server", "0", "--bind", "127.0.0.1")
    troupe.start(Part(name="http", arguments=arguments, environment={}, log=Path("log")))
    print(troupe._running["http"].pid, flush=True)
    time.sleep(60)
"""


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX's")
def test_a_house_told_to_stop_leaves_no_process_behind(tmp_path):
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    os.kill(child, 0)
    parent.send_signal(signal.SIGTERM)
    assert parent.wait(20) == 128 + signal.SIGTERM
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        try:
            os.kill(child, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    pytest.fail("The child lives on.")
