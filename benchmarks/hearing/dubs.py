"""A finished episode dubbed: what is heard in the mix of each dub, and what of the film is not made again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.hearing.episodes import JUDGES_HZ, HeardEpisode, context_in, performed
from benchmarks.hearing.heard import mixed, mouths
from benchmarks.hearing.measures import error_rate, letters_of
from renderer.art import requests_of
from renderer.crew.ports import Samples
from renderer.director.brief import SetupBrief, brief_of
from renderer.dubbing import DubOrder, dubbed
from renderer.plan import Plan
from renderer.takes import take_key
from show.codec import loads, to_plain
from show.order import ProductionOrder
from show.translation import read_sheet

FOLDER = Path(__file__).with_name("dubbed")
"""An episode as it was ordered, and its sheets, translated by hand."""
LANGUAGES = ("es", "fr", "ja")

Sound = Callable[[str, Samples], str]
Judge = Callable[[dict[str, Any]], dict[str, Any]]


def dubs(sound: Sound, judge: Judge, home: Path) -> dict[str, dict[str, Any]]:
    """Per language: letters that the recogniser got wrong in the finished mix, its loudness, and what is new."""
    context = context_in(home)
    order = loads((FOLDER / "order.json").read_text("utf-8"), ProductionOrder)
    original = performed(order.series, order.script, order.settings, context)
    made: dict[str, HeardEpisode] = {}
    for language in LANGUAGES:
        sheet = (FOLDER / f"{language}.json").read_text("utf-8")
        translation = read_sheet(sheet, order.script, language, by="benchmark")
        dub = DubOrder(
            id=f"dub-{language}", reply_to=order.reply_to, film=order, language=language, translation=translation
        )
        wanted = dubbed(dub, translation)
        made[language] = performed(wanted.series, wanted.script, wanted.settings, context)
    job = [
        {"sound": sound(f"dub-{language}", episode.sound), "language": language} for language, episode in made.items()
    ]
    texts = judge({"hear": job})["hear"]
    return {
        language: {
            "character_error_rate": round(error_rate(letters_of(episode.text), letters_of(text)), 4),
            "heard": text,
            "mouths_off_frames": mouths(episode),
            "seconds": round(len(episode.sound) / JUDGES_HZ, 1),
        }
        | mixed(episode)
        | reused(original.plan, episode.plan)
        for (language, episode), text in zip(made.items(), texts, strict=True)
    }


def reused(original: Plan, dub: Plan) -> dict[str, Any]:
    """How many set-ups, drawings and letterings a dub has, and how many of them are the original's own."""
    before, after = _briefs(original), _briefs(dub)
    pictures = {key for brief in after for key in requests_of(brief)}
    known = {key for brief in before for key in requests_of(brief)}
    drawn = {key for key in pictures if not key.startswith(("caption-", "card-", "credits-"))}
    filmed = {take_key(to_plain(brief)) for brief in before}
    same = [brief.key for brief in after if take_key(to_plain(brief)) in filmed]
    return {
        "setups": len(after),
        "segments_reused": len(same),
        "setups_without_words": sum(not brief.lines and brief.shot is not None for brief in after),
        "drawings": len(drawn),
        "drawings_reused": len(drawn & known),
        "lettering": len(pictures - drawn),
    }


def _briefs(plan: Plan) -> list[SetupBrief]:
    return [brief_of(plan, index) for index in range(len(plan.setups))]
