"""A recorded day is replayed on a fresh guild with the small bot: the same comes of it, and differences are told."""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path

import pytest

from sandbox.control import Community
from sandbox.day_commands import run
from sandbox.errors import CommandRefused, RecordingError
from sandbox.recording import Recording, parse, read_recording
from sandbox.replaying import replay
from sandbox.testing import running_sandbox
from sandbox.told import File
from tests.sandbox.conftest import running_bot
from tests.sandbox.small_bot import PNG


async def a_day(guild: Community) -> None:
    """A bit of everything that members do."""
    boss = await guild.member("Boss", admin=True)
    kai = await guild.member("Kai")
    with pytest.raises(CommandRefused):
        await kai.slash("studio setup")
    await (await boss.slash("studio setup")).final()
    await kai.autocomplete("make", "series", "neon")
    picture = File(name="cat.png", blob=PNG)
    options = {"series": "neon ronin", "style": "Shojo", "picture": picture}
    made = await kai.slash("make", options, channel="writers-room")
    film = await made.final()
    draft = await made.followup()
    form = await kai.press(draft, "Revise")
    values = {"What should change?": "the ending", "Which shot": "Shot 2", "Reference": [picture]}
    await kai.submit(form.modal, values)
    await kai.press(film, "Star 0")
    await boss.press(draft, "Approve")
    poll = await kai.slash("poll")
    ballot = poll.message
    await boss.vote(ballot, "The rival")
    await kai.vote(ballot, "The cat")
    said = await kai.say("general", "look at this", files=[picture])
    await boss.react(film, "🔥")
    await boss.say("general", "nice", reply_to=said)
    await kai.edit(said, "look at that")
    await kai.context("Quote", said)
    await kai.context("Greet", boss)
    picked = await boss.slash("pick")
    await boss.choose(picked, "people", ["Kai"])
    await boss.slash("everything", {"member": kai, "role": "Director", "channel": "general", "ratio": 0.5, "whole": 3})
    await (await kai.slash("talk")).final()
    await kai.say("side talk", "in here")


async def recorded_day() -> Recording:
    async with running_sandbox() as guild, running_bot(guild):
        await a_day(guild)
        return await guild.recording()


@pytest.fixture(scope="module")
def day() -> Recording:
    return asyncio.run(recorded_day())


async def test_a_replayed_day_comes_to_the_same(day: Recording, tmp_path: Path) -> None:
    day.write(tmp_path / "day.jsonl")
    text = (tmp_path / "day.jsonl").read_text()
    again = read_recording(tmp_path / "day.jsonl")
    assert again == day
    async with running_sandbox(guild_name="Elsewhere") as guild, running_bot(guild):
        done = await replay(guild, again)
        assert [str(one) for one in done.differences] == []
        assert done.acts == len(day.acts)
        kai = await guild.member("Kai")
        general = [m.text for m in await guild.messages("general") if m.author in ("Kai", "Boss")]
        assert general == ["look at that", "nice"]
        assert "in here" in [m.text for m in await kai.messages("side talk")]
        film = (await guild.messages("writers-room"))[1]
        assert film.text == "1 stars"
        assert film.labels == ["Star 1"]
        assert film.reactions == {"🔥": 1}
        rerecorded = (await guild.recording()).acts[: len(day.acts)]
        assert [act.what for act in rerecorded] == [act.what for act in day.acts]
        assert [act.saw for act in rerecorded] == [act.saw for act in day.acts]
        assert f"shot 2: the ending [('cat.png', {len(PNG)})]" in [act.saw.get("text") for act in rerecorded]
    assert not re.search(r"\d{17}", text), "no snowflake of the old guild"


async def test_what_comes_out_differently_is_told_in_words(day: Recording) -> None:
    changed = parse(day.lines())
    vote = next(act for act in changed.acts if act.do == "vote")
    vote.what["message"] = {"channel": "general", "author": "", "number": 7, "with": "poll"}
    press = next(act for act in changed.acts if act.do == "press" and act.what["button"]["label"] == "Approve")
    press.saw["outcome"] = "modal"
    changed.acts = [act for act in changed.acts if act.number <= vote.number]
    changed.stood = {"general": 40}
    async with running_sandbox() as guild, running_bot(guild):
        done = await replay(guild, changed, patience_seconds=0.3)
    words = [str(one) for one in done.differences]
    assert words[0].startswith(f"act {press.number}: Boss: press came to updated")
    assert words[1].startswith(
        f"act {vote.number}: Boss could not vote: message 7 of Bot in general with poll never came"
    )
    assert "of 40 messages of the application came" in words[2]
    assert len(words) == 3


async def test_members_who_acted_at_once_do_so_again_and_others_wait_for_them() -> None:
    async with running_sandbox() as guild, running_bot(guild):
        members = [await guild.member(f"M{n}") for n in range(8)]
        await asyncio.gather(*(one.slash("hello", {"name": one.name}) for one in members))
        await members[0].slash("hello", {"name": "alone"})
        recording = await guild.recording()
    *crowd, alone = (act for act in recording.acts if act.do == "slash")
    for act in crowd:
        act.at, act.ended = crowd[0].at, crowd[0].at + 0.01
    alone.at = crowd[0].at + 0.02
    async with running_sandbox() as guild, running_bot(guild):
        await guild.fault("slow", path="/callback", times=8, seconds=0.2)
        done = await replay(guild, recording, speed=1.0)
        again = (await guild.recording()).acts
    assert [str(one) for one in done.differences] == []
    *crowd, alone = (act for act in again if act.do == "slash")
    assert max(act.at for act in crowd) < min(act.ended for act in crowd if act.ended)
    assert alone.at >= max(act.ended for act in crowd if act.ended)
    assert done.seconds >= recording.acts[-1].at


async def test_a_recording_that_makes_no_sense_is_told_act_by_act() -> None:
    strange = [
        {"do": "slash", "channel": {"name": ["x"], "number": "y"}, "command": "hello"},
        {"do": "slash", "channel": {"direct": {}}, "command": "hello"},
        {"do": "slash", "channel": "general", "command": "hello", "options": {"name": {"a": []}, "loud": [[]]}},
        {"do": "press", "message": {"channel": [], "number": {}}, "button": {"label": 3, "nth": "x"}},
        {"do": "press", "message": {"answer": 3}, "button": {"nth": "x"}},
        {"do": "submit", "form": 3, "values": ["x"]},
        {"do": "react", "message": {"author": "Nobody", "channel": "general"}, "emoji": "", "add": True},
        {"do": "vote", "message": {"answer": 3, "followup": "x"}, "answers": [{}]},
        {"do": "post", "channel": "general", "wish": {"files": 3}},
        {"do": "say", "channel": "general", "content": "x", "files": [3]},
    ]
    acts = [{"act": number, "at": 0, "by": "Kai", **one} for number, one in enumerate(strange, 1)]
    nobody = {"act": len(acts) + 1, "at": 0, "by": "", "do": "add channel", "wish": {"type_": {}, "name": 3, "x": []}}
    recording = parse(json.dumps(one) for one in (HEAD, *acts, nobody))
    async with running_sandbox() as guild, running_bot(guild):
        done = await replay(guild, recording, patience_seconds=0.2)
        assert await guild.messages("general") is not None
    assert {one.act for one in done.differences} >= set(range(1, 12)) - {3}, [str(one) for one in done.differences]


HEAD = {"kind": "sandbox recording", "version": 1}
ACT = {"act": 1, "at": 0.5, "by": "Kai", "do": "say", "channel": "general", "content": "hello"}


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([], "empty"),
        (["no json"], "Line 1 .* no JSON"),
        ([b"\xff\xfe"], "Line 1 .* no JSON"),
        (["[" * 100_000], "Line 1 .* no JSON"),
        (["[]"], "Line 1 .* JSON object"),
        ([{"kind": "something"}], "Line 1 .* first line"),
        ([{**HEAD, "version": 2}], "version 2; this sandbox reads version 1"),
        ([HEAD, {**ACT, "do": "rm -rf"}], "Line 2 .* nobody can do 'rm -rf'"),
        ([HEAD, {**ACT, "by": ""}], "who did it"),
        ([HEAD, {**ACT, "by": "x" * 101}], "who did it"),
        ([HEAD, {**ACT, "act": 2}], "should be act 1"),
        ([HEAD, {**ACT, "at": -1}], "outside the year"),
        ([HEAD, {**ACT, "at": float("inf")}], "no number of seconds"),
        ([HEAD, {**ACT, "content": 3}], "`content` is of the wrong kind"),
        ([HEAD, {key: value for key, value in ACT.items() if key != "channel"}], "`channel` is missing"),
        ([HEAD, ACT, {**ACT, "act": 2, "at": 0.1}], "Line 3 .* before the act above"),
        ([HEAD, {**ACT, "reply_to": {"said": 1}}], "points at act 1"),
        ([HEAD, {**ACT, "files": [{"@file": "ab"}]}], "file that does not stand above"),
        ([HEAD, {"file": "ab", "base64": "!!"}], "base64 is broken"),
        ([HEAD, {"file": "ab", "base64": "aGk="}], "sha256"),
        ([HEAD, {"act": 1, "at": 0, "by": "", "do": "skip", "seconds": 1e300}], "outside the year"),
        ([HEAD, {"act": 1, "at": 0, "by": "K", "do": "submit", "form": 1, "values": []}], "points at act 1"),
        ([HEAD, {"end": True, "stood": {"general": -1}}], "no count"),
    ],
)
def test_a_file_that_is_no_recording_is_refused_in_words(lines: list, words: str) -> None:
    with pytest.raises(RecordingError, match=words):
        parse(one if isinstance(one, str | bytes) else json.dumps(one) for one in lines)


async def test_the_command_line_records_replays_and_says_what_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    day = tmp_path / "day.jsonl"
    async with running_sandbox() as guild, running_bot(guild):
        kai = await guild.member("Kai")
        await kai.slash("hello", {"name": "moon"})
        assert await asyncio.to_thread(run, ["record", "--url", guild.url, "--to", str(day)]) == 0
        assert "2 acts and 0 files" in capsys.readouterr().out
        again = ["replay", "--url", guild.url, "--from", str(day), "--speed", "0", "--patience", "10"]
        assert await asyncio.to_thread(run, again) == 0
        assert "Everything came out as recorded" in capsys.readouterr().out
        day.write_text(day.read_text().replace("hello moon", "goodbye moon"))
        assert await asyncio.to_thread(run, again) == 1
        assert "was answered 'hello moon', in the recording 'goodbye moon'" in capsys.readouterr().out
        day.write_text("{")
        assert await asyncio.to_thread(run, again) == 2
        assert "Line 1 of the recording" in capsys.readouterr().err
    assert await asyncio.to_thread(run, ["record", "--url", guild.url, "--to", str(day)]) == 2
    assert "No sandbox answers at" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match="can't be read"):
        read_recording(tmp_path / "nothing.jsonl")
    with pytest.raises(RecordingError, match="can't be written"):
        Recording().write(tmp_path / "no folder" / "day.jsonl")
