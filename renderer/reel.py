"""From the order of a reel to the film: what finished films left among the takes is joined, the rest made."""

from __future__ import annotations

import statistics
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from renderer import budget
from renderer.budget import Encoded
from renderer.footage import COVER_BYTES, ROUNDS, SOUND
from renderer.plan import PlanFacts, VoicedLine
from renderer.reel_choice import candidates
from renderer.reel_plan import narration
from renderer.runner import Payload, Runner
from renderer.stage_clock import StageClock, film_of
from show.codec import from_plain, to_plain
from show.order import FilmResult, FilmSettings, Progress, Stage
from show.reel import ReelOrder, ReelSource
from show.script import Episode, Line

MOST_CANDIDATES = 8
"""Shots of a film among which a reel chooses: only their lines have to be heard again."""
Clips = list[Payload | None]
"""For each set-up of a reel where its picture is, None where it is the reel's own."""
_SHARES = {Stage.VOICES: (0.0, 0.2), Stage.FRAMES: (0.2, 0.85), Stage.CUT: (0.85, 0.93), Stage.REVIEW: (0.93, 1.0)}


class _Account(StageClock):
    """Tells how far a reel is, and how long its stages took."""

    def __init__(self, runner: Runner) -> None:
        super().__init__()
        self._runner = runner
        self.shots_total = 0
        self._told = 0.0

    async def at(self, stage: Stage, part: float = 0.0, shots_done: int = 0) -> None:
        start, end = _SHARES[stage]
        # What has to be filmed again does not make the reel less done.
        fraction = self._told = max(self._told, start + (end - start) * min(1.0, part))
        total = self.shots_total
        await self._runner.report(
            Progress(stage=stage, fraction=fraction, shots_done=min(shots_done, total), shots_total=total)
        )


async def make_reel(order: ReelOrder, runner: Runner) -> FilmResult:
    """The finished reel, reviewed like any film; its `script` is made of the shots that are in it.

    Raises what `make_film` raises.
    """
    account = _Account(runner)
    order = replace(order, sources=tuple(_comparable(source, order.settings) for source in order.sources))
    plan, clips, script = await _laid_out(order, runner, account)
    account.shots_total = plan.setups
    segments, sound = await _filmed(plan, clips, order.settings, runner, account)
    await account.at(Stage.CUT, shots_done=plan.setups)
    cut = await runner.run("cut", {"plan": plan.key, "segments": segments, "posted": segments, "sound": sound})
    account.took(Stage.CUT, [cut])
    await account.at(Stage.REVIEW, shots_done=plan.setups)
    looked = {"plan": plan.key, "film": cut["master"], "copy": cut["copy"], "segments": segments}
    review = await runner.run("review", looked)
    account.took(Stage.REVIEW, [review])
    return film_of(script, cut, review, account)


async def _filmed(
    plan: PlanFacts, clips: Clips, settings: FilmSettings, runner: Runner, account: _Account
) -> tuple[list[str], str]:
    """The takes of all segments, in order, and of the sound; under the settings' limit."""
    await account.at(Stage.FRAMES)
    found = [index for index, clip in enumerate(clips) if clip is not None]
    first = await _film(plan, clips, dict.fromkeys(found, 0), runner, account, exactly=False)
    # What is the reel's own looks like what it stands between, and weighs as little.
    usual = statistics.median_low(result["rung"] for result in first.values()) if first else 0
    own = {index: usual for index in range(plan.setups) if index not in first}
    rungs = own | {index: result["rung"] for index, result in first.items()}
    results = first | await _film(plan, clips, {SOUND: 0, **own}, runner, account, before=len(first))
    sound = results.pop(SOUND)["part"]
    room = budget.room_bytes(
        settings.upload_limit_bytes,
        plan.frames,
        plan.fps,
        sound_bytes=sound["size_bytes"],
        extra_bytes=COVER_BYTES,
    )
    for _ in range(ROUNDS):
        # Nothing is filmed more finely than it was: that would be another film, not the one that members know.
        again = _too_large({index: result["part"] for index, result in results.items()}, rungs, room)
        if not again:
            break
        results |= await _film(plan, clips, again, runner, account, before=plan.setups + 1 - len(again))
        rungs |= again
    return [results[index]["part"]["take"] for index in range(plan.setups)], sound["take"]


async def _film(
    plan: PlanFacts,
    clips: Clips,
    rungs: dict[int, int],
    runner: Runner,
    account: _Account,
    *,
    exactly: bool = True,
    before: int = 0,
) -> dict[int, Payload]:
    """What the runner answers about set-ups, on these rungs, and the sound; `before` were done before."""
    own = [index for index in rungs if index == SOUND or clips[index] is None]
    found = [index for index in rungs if index not in own]

    def told(already: int) -> Callable[[float], Awaitable[None]]:
        async def done(count: float) -> None:
            all_done = already + count
            await account.at(Stage.FRAMES, all_done / (plan.setups + 1), shots_done=max(0, int(all_done) - 1))

        return done

    made = await runner.run_all("part", [_own(plan, n, rungs[n]) for n in own], told(before)) if own else []
    payloads = [_clip(plan, clips[n], rungs[n], exactly=exactly) for n in found]
    kept = await runner.run_all("clip", payloads, told(before + len(own))) if found else []
    results = dict(zip((*own, *found), (*made, *kept), strict=True))
    account.took(Stage.SOUND, [result for index, result in results.items() if index == SOUND])
    account.took(Stage.FRAMES, [result for index, result in results.items() if index != SOUND])
    return results


def _too_large(parts: dict[int, Payload], rungs: dict[int, int], room: int) -> dict[int, int]:
    """The set-ups that have to be filmed on another rung so that all fit, with that rung."""
    order = sorted(parts)
    encoded = [
        Encoded(rung=rungs[index], frames=parts[index]["frames"], size_bytes=parts[index]["size_bytes"])
        for index in order
    ]
    wanted = budget.corrected(encoded, room, 0.0)
    return {index: rung for index, rung in zip(order, wanted, strict=True) if rung != rungs[index]}


def _own(plan: PlanFacts, index: int, rung: int) -> Payload:
    return {"plan": plan.key, "index": index, "quality": "film", "rung": rung, "encoder": plan.encoder}


def _clip(plan: PlanFacts, clip: Payload | None, rung: int, *, exactly: bool) -> Payload:
    return {**(clip or {}), "rung": rung, "encoder": plan.encoder, "exactly": exactly}


def _comparable(source: ReelSource, settings: FilmSettings) -> ReelSource:
    """The source as this reel is made: the same frame, so that what was filmed joins; only what it chooses from."""
    film = source.film
    spoken = replace(settings, language=film.script.language or settings.language)
    chosen = candidates(film, source.appeal, MOST_CANDIDATES)
    return ReelSource(
        film=replace(film, settings=spoken),
        appeal={shot: value for shot, value in source.appeal.items() if shot in chosen},
    )


async def _laid_out(
    order: ReelOrder, runner: Runner, account: _Account
) -> tuple[PlanFacts, Clips, Episode]:
    """The reel's plan: narration and the lines that may be heard again are said, then each film is laid out as it was.

    Lines that no reel chooses from stand in with silence: they change nothing about the set-ups of others.
    """
    told = [
        (line, order.series, source.film.settings)
        for line, source in zip(narration(order), order.sources, strict=True)
    ]
    wanted = [
        (line, source.film.series, source.film.settings)
        for source in order.sources
        for _, _, shot in source.film.script.shots()
        for line in shot.lines
        if shot.id in source.appeal
    ]
    payloads = [
        {"line": to_plain(line), "series": to_plain(series), "settings": to_plain(settings)}
        for line, series, settings in (*told, *wanted)
    ]

    async def spoken(count: float) -> None:
        await account.at(Stage.VOICES, count / len(payloads))

    await account.at(Stage.VOICES)
    said = await runner.run_all("say", payloads, spoken)
    account.took(Stage.VOICES, said)
    voiced = [from_plain(result["voiced"], VoicedLine) for result in said]
    plans = await _planned(order, voiced[len(told) :], runner)
    payload = {"order": to_plain(order), "plans": plans, "told": to_plain(voiced[: len(told)])}
    made = await runner.run("reel", payload)
    return from_plain(made["facts"], PlanFacts), made["clips"], from_plain(made["script"], Episode)


async def _planned(order: ReelOrder, voiced: Sequence[VoicedLine], runner: Runner) -> list[str]:
    """The keys of the films' plans; `voiced` are the lines of the shots that are chosen from, in order."""
    heard, plans = iter(voiced), []
    for source in order.sources:
        lines = [
            next(heard) if shot.id in source.appeal else _unheard(line)
            for _, _, shot in source.film.script.shots()
            for line in shot.lines
        ]
        planned = await runner.run("plan", {"order": to_plain(source.film), "voiced": to_plain(lines)})
        plans.append(str(planned["facts"]["key"]))
    return plans


def _unheard(line: Line) -> VoicedLine:
    """A stand-in for a line whose shot the reel does not choose from."""
    return VoicedLine(line_id=line.id, take="", duration_seconds=1.0, words=(), phonemes=(), engine="")
