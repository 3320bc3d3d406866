"""The steps of making a film, by name: JSON in, JSON out, everything big among the takes.

What only one step needs is imported by it: a process that films waits for nothing else when it starts. What is small
and wanted by every film a nursery loads ahead, once for all processes.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from renderer import parts
from renderer.art import ArtDepartment
from renderer.director.brief import brief_of
from renderer.encode import Encoder, chosen_encoder
from renderer.footage import SOUND
from renderer.plan import Plan, PlanFacts, VoicedLine
from renderer.recording import record, speech_request
from renderer.runner import RECALL
from renderer.takes import NotKept, take_key
from renderer.timeline import lay_out
from renderer.workshop import StepContext
from show.bible import Series
from show.codec import dumps, from_plain, loads, to_plain
from show.errors import CliffhangerError, MediaMissing
from show.order import Brief, FilmSettings, FoundingOrder, MediaRef, ProductionOrder
from show.script import Episode, Line

Payload = dict[str, Any]
Step = Callable[[Payload, StepContext], Payload]


def found(payload: Payload, context: StepContext) -> Payload:
    """A new series' first characters and places, everyone with a voice of their own."""
    from renderer.crew.kokoro.casting import cast_ensemble

    order: FoundingOrder = from_plain(payload["order"], FoundingOrder)
    series = context.workshop.crew.writer(order.settings).found(order.series)
    voices = cast_ensemble(series.characters, order.settings.language)
    characters = tuple(replace(c, voice=voices.get(c.id, c.voice)) for c in series.characters)
    return {"series": to_plain(replace(series, characters=characters))}


def write(payload: Payload, context: StepContext) -> Payload:
    """A script from a brief."""
    brief: Brief = from_plain(payload["brief"], Brief)
    settings: FilmSettings = from_plain(payload["settings"], FilmSettings)
    return {"script": to_plain(context.workshop.crew.writer(settings).write(brief))}


def translate(payload: Payload, context: StepContext) -> Payload:
    """A script's texts in another language, by the writer."""
    settings: FilmSettings = from_plain(payload["settings"], FilmSettings)
    script: Episode = from_plain(payload["script"], Episode)
    series: Series = from_plain(payload["series"], Series)
    writer = context.workshop.crew.writer(settings)
    return {"translation": to_plain(writer.translate(script, series, payload["language"]))}


def say(payload: Payload, context: StepContext) -> Payload:
    """One line, said."""
    line: Line = from_plain(payload["line"], Line)
    series: Series = from_plain(payload["series"], Series)
    settings: FilmSettings = from_plain(payload["settings"], FilmSettings)
    voice = context.workshop.voice(settings)
    voiced = record(line, speech_request(line, series, settings), voice, context.workshop.takes)
    return {"voiced": to_plain(voiced)}


def plan(payload: Payload, context: StepContext) -> Payload:
    """The film's plan, kept among the takes."""
    order: ProductionOrder = from_plain(payload["order"], ProductionOrder)
    voiced: tuple[VoicedLine, ...] = from_plain(payload["voiced"], tuple[VoicedLine, ...])
    return {"facts": to_plain(kept_plan(lay_out(order, voiced), context))}


def kept_plan(made: Plan, context: StepContext) -> PlanFacts:
    """Keep a plan among the takes; its facts."""
    key = take_key(made)
    context.workshop.takes.make_text("plan", key, ".json", lambda: dumps(made))
    return PlanFacts(
        key=key,
        setup_frames=tuple(setup.frames for setup in made.setups),
        fps=made.order.settings.fps,
        encoder=chosen_encoder() if context.workshop.options.encoder == "auto" else Encoder.X264,
    )


def paint(payload: Payload, context: StepContext) -> Payload:
    """Every picture that one set-up needs."""
    made = plan_of(payload, context)
    _art(made, context).paint(brief_of(made, payload["index"]))
    return {}


def part(payload: Payload, context: StepContext) -> Payload:
    """One part of a film: the segment of a set-up on a rung, or, at the sound's index, the finished sound."""
    made = plan_of(payload, context)
    if payload["index"] == SOUND:
        return {"part": to_plain(parts.sound_take(made, context))}
    art = _art(made, context)
    encoder = Encoder(payload.get("encoder") or Encoder.X264)
    segment = parts.segment_take(made, payload["index"], payload["quality"], payload["rung"], art, context, encoder)
    return {"part": to_plain(segment)}


def animatic(payload: Payload, context: StepContext) -> Payload:
    """The storyboard in motion: small, quick, with the real voices."""
    from renderer import cutting

    made = plan_of(payload, context)
    return {"animatic": to_plain(cutting.animatic(made, payload["segments"], payload["sound"], context))}


def storyboard(payload: Payload, context: StepContext) -> Payload:
    """Pages with a panel for every shot."""
    from renderer import panels

    made = plan_of(payload, context)
    return {"pages": to_plain(panels.storyboard(made, _art(made, context), context))}


def cut(payload: Payload, context: StepContext) -> Payload:
    """The film: segments and sound joined, a copy that fits, cover and subtitles."""
    from renderer import cutting

    made = plan_of(payload, context)
    film = cutting.film(made, payload["segments"], payload["posted"], payload["sound"], _art(made, context), context)
    return {
        "master": to_plain(film.master),
        "copy": to_plain(film.copy),
        "cover": to_plain(film.cover),
        "subtitles": to_plain(film.subtitles),
    }


def look_over(payload: Payload, context: StepContext) -> Payload:
    """The finished film, looked at and listened to; ReviewFailed when it may not be shown."""
    from renderer import review
    from renderer.hearing import hearing_of

    made = plan_of(payload, context)
    master: MediaRef = from_plain(payload["film"], MediaRef)
    copy: MediaRef = from_plain(payload["copy"], MediaRef)
    path = context.workshop.media.local_path(master)
    viewing = parts.viewing(path, payload["segments"], context)
    hearing = hearing_of(path, context.workshop.takes)
    segments, art = payload["segments"], _art(made, context)
    report = review.look_over(path, made, copy.size_bytes, segments, art, viewing, hearing)
    return {"report": to_plain(review.passed(report))}


def recall(payload: Payload, context: StepContext) -> Payload:
    """What a step gave for each of these payloads; None where anything of it is missing."""
    step = STEPS[payload["step"]]
    archive = replace(context, workshop=context.workshop.archive, afterwards=lambda what: None)
    results: list[Payload | None] = []
    for number, one in enumerate(payload["payloads"]):
        try:
            results.append(step(one, archive))
        except (NotKept, CliffhangerError):
            # What is wrong, if anything is, the step itself shall say.
            results.append(None)
        context.report(number / len(payload["payloads"]))
    return {"results": results}


SKETCHES = ("sheet", "voice_test", "preview", "chart", "check")
"""Steps of `renderer.sketches`, which loads what draws pages and charts."""


def _sketch(name: str) -> Step:
    def step(payload: Payload, context: StepContext) -> Payload:
        from renderer.sketches import SKETCH_STEPS

        return SKETCH_STEPS[name](payload, context)

    return step


REELS = ("reel", "clip")
"""Steps of `renderer.clips`."""


def _reel(name: str) -> Step:
    def step(payload: Payload, context: StepContext) -> Payload:
        from renderer.clips import REEL_STEPS

        return REEL_STEPS[name](payload, context)

    return step


def plan_of(payload: Payload, context: StepContext) -> Plan:
    """The plan that a payload names; MediaMissing when it is gone from the takes."""
    key = payload["plan"]
    made = context.workshop.plans.get(key)
    if made is None:
        path = context.workshop.takes.get("plan", key)
        if path is None:
            raise MediaMissing("The film's plan is gone from the takes; order it again.")
        made = loads(path.read_text(encoding="utf-8"), Plan)
        # Every step of a film asks for the same plan, and reading it takes a tenth of a second.
        context.workshop.plans.clear()
        context.workshop.plans[key] = made
    return made


def _art(made: Plan, context: StepContext) -> ArtDepartment:
    return context.workshop.art(made.order.settings)


def _timed(step: Step) -> Step:
    """The step with the times at which it started and ended, and the processor time it took, for the account."""

    def timed(payload: Payload, context: StepContext) -> Payload:
        started, spent = context.clock(), time.process_time()
        result = step(payload, context)
        return result | {"started": started, "ended": context.clock(), "cpu_seconds": time.process_time() - spent}

    return timed


STEPS: dict[str, Step] = {
    name: _timed(step)
    for name, step in {
        "found": found,
        "write": write,
        "translate": translate,
        "say": say,
        "plan": plan,
        "paint": paint,
        "part": part,
        "animatic": animatic,
        "storyboard": storyboard,
        "cut": cut,
        "review": look_over,
        RECALL: recall,
        **{name: _sketch(name) for name in SKETCHES},
        **{name: _reel(name) for name in REELS},
    }.items()
}
"""Everything a worker can be asked for."""

LOADED_AHEAD = (
    "renderer.cutting",
    "renderer.review",
    "renderer.crew.painter_house",
    "renderer.crew.musician_house",
    "renderer.crew.voice_kokoro",
    "renderer.crew.writer_offline",
)
"""Without the libraries for signals and for models: those keep to the processes that need them."""
