"""Sketches for the room: a character's sheet and voice, a still of each way the story may go, a vote's result."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import av
import numpy as np
from PIL import Image

from renderer import panels
from renderer.character_sheet import character_sheet, ignored_words
from renderer.charts import draw_chart, stamp_letter
from renderer.plan import Kind, VoicedLine
from renderer.recording import record, samples_of, speech_request
from renderer.runner import Payload, Runner
from renderer.timeline import lay_out
from renderer.workshop import StepContext
from show.bible import Character, Series, VoiceCasting
from show.codec import from_plain, to_plain
from show.credits import Roll
from show.errors import CrewError
from show.ids import LineId
from show.order import Brief, FilmSettings, MediaRef, ProductionOrder, ReplyTo
from show.script import Beat, Emotion, Episode, Line
from show.sketch import Audition, Chart, Check, OfferedVoice, Previews, Saying, SketchOrder, SketchResult, Translate
from show.translation import Translation

MOST_IGNORED = 12
SOUND_RATE_HZ = 48000
"""The only rate that every player of AAC takes for granted."""
_TELLING = (Beat.TWIST, Beat.CLIFFHANGER, Beat.TURN)


async def make_sketch(order: SketchOrder, runner: Runner) -> SketchResult:
    """What was wished for. A character whose voice can't be had is shown without."""
    settings = to_plain(order.settings)
    if isinstance(order.wish, Chart):
        drawn = await runner.run("chart", {"chart": to_plain(order.wish)})
        return SketchResult(pictures=(_ref(drawn["picture"]),))
    if isinstance(order.wish, Previews):
        facts = {"brief": to_plain(order.wish.brief), "reply_to": to_plain(order.reply_to), "settings": settings}
        pictures = []
        for number, twist in enumerate(order.wish.twists):
            made = await runner.run("preview", facts | {"twist": twist, "key": "ABCDE"[number % 5]})
            pictures.append(_ref(made["picture"]))
        return SketchResult(pictures=tuple(pictures))
    if isinstance(order.wish, Check):
        asked = {"series": to_plain(order.wish.series), "idea": order.wish.idea, "settings": settings}
        return SketchResult(facts=tuple((await runner.run("check", asked))["facts"]))
    if isinstance(order.wish, Translate):
        asked = {"script": to_plain(order.wish.script), "language": order.wish.language, "settings": settings}
        done = await runner.run("translate", asked | {"series": to_plain(order.wish.series)})
        return SketchResult(translation=from_plain(done["translation"], Translation))
    if isinstance(order.wish, Saying):
        facts = {"series": to_plain(order.wish.series), "character": to_plain(order.wish.character)}
        facts |= {"words": order.wish.words, "settings": settings, "others": order.wish.voices}
        said = await runner.run("voice_test", facts)
        if order.wish.voices:
            offered = tuple(from_plain(one, OfferedVoice) for one in said["voices"])
            return SketchResult(sounds=tuple(map(_ref, said["sounds"])), voices=offered)
        return SketchResult(sounds=(_ref(said["sound"]),))
    return await _audition(order.wish, settings, runner)


async def _audition(wish: Audition, settings: Payload, runner: Runner) -> SketchResult:
    facts = {"series": to_plain(wish.series), "character": to_plain(wish.character), "settings": settings}
    sheet = await runner.run("sheet", facts)
    character: Character = from_plain(sheet["character"], Character)
    sounds: tuple[MediaRef, ...] = ()
    try:
        said = await runner.run("voice_test", facts | {"character": sheet["character"], "words": wish.words})
        sounds = (_ref(said["sound"]),)
    except CrewError:
        # A sheet without a voice is an audition all the same; the film will find one.
        pass
    return SketchResult(
        pictures=(_ref(sheet["picture"]),), sounds=sounds, words=tuple(sheet["ignored"]), character=character
    )


def _ref(value: Any) -> MediaRef:
    ref: MediaRef = from_plain(value, MediaRef)
    return ref


# The steps


def sheet(payload: Payload, context: StepContext) -> Payload:
    """A character's sheet beside the cast it would join, its voice, and the words of its look that are not drawn."""
    from renderer.crew.kokoro.casting import cast_ensemble

    series: Series = from_plain(payload["series"], Series)
    character: Character = from_plain(payload["character"], Character)
    settings: FilmSettings = from_plain(payload["settings"], FilmSettings)
    voices = cast_ensemble((*series.characters, character), settings.language)
    character = replace(character, voice=voices.get(character.id, character.voice))
    painter = context.workshop.crew.painter(settings)
    cast = (*series.characters, character)
    pixels = character_sheet(character, cast, painter)
    picture = context.workshop.media.put_bytes(panels.png(pixels), "image/png", f"{character.id}-sheet.png")
    ignored = list(ignored_words(character, cast, painter))[:MOST_IGNORED]
    return {"picture": to_plain(picture), "character": to_plain(character), "ignored": ignored}


def voice_test(payload: Payload, context: StepContext) -> Payload:
    """A character says a line; M4A. With `others` it is said in so many other voices, to choose from."""
    if payload.get("others"):
        return _in_other_voices(payload, context)
    character: Character = from_plain(payload["character"], Character)
    series: Series = replace(from_plain(payload["series"], Series), characters=(character,))
    settings: FilmSettings = from_plain(payload["settings"], FilmSettings)
    line = Line(id=LineId("audition"), speaker=character.id, text=payload["words"], emotion=Emotion.NEUTRAL)
    voice = context.workshop.voice(settings)
    voiced: VoicedLine = record(line, speech_request(line, series, settings), voice, context.workshop.takes)
    samples, rate_hz = samples_of(voiced, context.workshop.takes)
    name = f"{character.id}-voice.m4a"
    sound = context.workshop.media.put_bytes(_m4a(np.asarray(samples, np.float32), rate_hz), "audio/mp4", name)
    return {"sound": to_plain(sound)}


def _in_other_voices(payload: Payload, context: StepContext) -> Payload:
    """The line in voices that the first engine to speak its language could give the part instead.

    One that can't be had just now is left out; CrewError, or what the last one failed with, without any.
    """
    character: Character = from_plain(payload["character"], Character)
    settings: FilmSettings = from_plain(payload["settings"], FilmSettings)
    # Nothing to wait for: only an engine says that it may be there later.
    failure = CrewError("No other voice for this part is installed.")
    sounds: list[Payload] = []
    voices: list[Payload] = []
    for casting, like in _other_voices(payload, context, settings):
        played = payload | {"character": to_plain(replace(character, voice=casting)), "others": 0}
        try:
            said = voice_test(played, context)["sound"]
        except CrewError as exc:
            failure = exc
            continue
        sounds.append(said | {"name": f"{len(sounds) + 1}-{said['name']}"})
        voices.append(to_plain(OfferedVoice(casting=casting, like=like)))
    if not sounds:
        raise failure
    return {"sounds": sounds, "voices": voices}


def _other_voices(
    payload: Payload, context: StepContext, settings: FilmSettings
) -> list[tuple[VoiceCasting, str]]:
    """Other castings of a part, each with who of the cast sounds much like it."""
    from renderer.crew.kokoro.casting import other_voices

    series: Series = from_plain(payload["series"], Series)
    character: Character = from_plain(payload["character"], Character)
    count, engine = int(payload["others"]), context.workshop.crew.first_speaker(settings)
    if engine == "kokoro":
        return other_voices(character, series.characters, settings.language, count)
    # Whom another engine takes for a part follows from the seed.
    own = replace(character.voice, voice="", pitch=1.0)
    return [(replace(own, seed=own.seed + number), "") for number in range(1, count + 1)] if engine else []


def _m4a(samples: np.ndarray[Any, np.dtype[np.float32]], rate_hz: int) -> bytes:
    """Mono samples as AAC in MP4."""
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as container:
        stream = container.add_stream("aac", rate=SOUND_RATE_HZ, layout="mono", bit_rate=96_000)
        resampler = av.AudioResampler(format="fltp", layout="mono", rate=SOUND_RATE_HZ, frame_size=1024)
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples.reshape(1, -1)), format="fltp", layout="mono")
        frame.sample_rate = rate_hz
        for piece in (*resampler.resample(frame), *resampler.resample(None)):
            for packet in stream.encode(piece):
                container.mux(packet)
        for packet in stream.encode(None):
            container.mux(packet)
    return out.getvalue()


def preview(payload: Payload, context: StepContext) -> Payload:
    """A still of what a twist would lead to: the shot of an offline script where it comes true, with its letter."""
    brief: Brief = from_plain(payload["brief"], Brief)
    settings: FilmSettings = replace(from_plain(payload["settings"], FilmSettings), writer="offline")
    script = context.workshop.crew.writer(settings).write(replace(brief, twist=payload["twist"]))
    order = ProductionOrder(
        id=f"{brief.episode_id}-preview",
        reply_to=from_plain(payload["reply_to"], ReplyTo),
        series=brief.series,
        script=_one_shot(script),
        roll=Roll(),
        settings=settings,
        seed=brief.seed,
    )
    plan = lay_out(order, ())
    index = next(n for n, setup in enumerate(plan.setups) if setup.kind is Kind.SHOT)
    pixels = stamp_letter(panels.still_of(plan, index, context.workshop.art(settings)), payload["key"])
    name = f"option-{payload['key'].lower()}.png"
    return {"picture": to_plain(context.workshop.media.put_bytes(panels.png(pixels), "image/png", name))}


def _one_shot(script: Episode) -> Episode:
    """The script cut down to the shot that tells most, without words."""
    shots = list(script.shots())
    found = [one for beat in _TELLING for one in shots if one[2].beat is beat and one[2].cast]
    _, scene, shot = (found or [one for one in shots if one[2].cast] or shots)[0]
    bare = replace(shot, lines=(), sound_words=())
    return replace(script, scenes=(replace(scene, shots=(bare,)),), recap="", question="")


def chart(payload: Payload, context: StepContext) -> Payload:
    """How a vote went, as a picture."""
    wished: Chart = from_plain(payload["chart"], Chart)
    out = io.BytesIO()
    Image.fromarray(draw_chart(wished)).save(out, "PNG", compress_level=6)
    return {"picture": to_plain(context.workshop.media.put_bytes(out.getvalue(), "image/png", "result.png"))}


def check(payload: Payload, context: StepContext) -> Payload:
    """The writer says which facts an idea contradicts."""
    series: Series = from_plain(payload["series"], Series)
    settings: FilmSettings = from_plain(payload["settings"], FilmSettings)
    return {"facts": list(context.workshop.crew.writer(settings).contradicts(series, payload["idea"]))}


SKETCH_STEPS = {"sheet": sheet, "voice_test": voice_test, "preview": preview, "chart": chart, "check": check}
"""By the names a runner is given."""
