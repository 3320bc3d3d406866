"""The cutting room: what is made of finished segments and the finished sound: the animatic, the film."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt

from renderer.art import ArtDepartment
from renderer.captions import USUAL_Y, CaptionPage, CaptionWord, caption_pages, phrased
from renderer.cues import shown_words
from renderer.director.brief import brief_of
from renderer.encode import Chapter, Subtitle, fit_to_size, join_segments, mux
from renderer.panels import cover_picture, file_name, jpeg, speaker_name
from renderer.parts import captions_y_of, segment_paths
from renderer.plan import Kind, Plan
from renderer.soundtrack import SAMPLE_RATE_HZ
from renderer.subtitles import SoundCaption, sound_captions, to_srt, to_vtt, transcript
from renderer.workshop import StepContext
from show.bible import NARRATOR
from show.errors import MediaMissing
from show.order import MediaRef
from show.script import Delivery


@dataclass(frozen=True, slots=True, kw_only=True)
class Film:
    """What the cutting room hands out."""

    master: MediaRef
    copy: MediaRef
    cover: MediaRef
    subtitles: tuple[MediaRef, ...]


def _chapters(plan: Plan) -> list[Chapter]:
    """One chapter a scene, by the name of its place; of a reel, one an episode."""
    fps = plan.order.settings.fps
    cards = [setup for setup in plan.setups if setup.kind is Kind.CHAPTER]
    if cards:
        ends = [*(card.start_frame for card in cards[1:]), plan.frames]
        titles = [plan.order.script.shot(card.shot_id).action for card in cards if card.shot_id is not None]
        return [
            Chapter(start_seconds=card.start_frame / fps, end_seconds=end / fps, title=title)
            for card, end, title in zip(cards, ends, titles, strict=True)
        ]
    chapters: list[Chapter] = []
    for scene in plan.order.script.scenes:
        shots = {shot.id for shot in scene.shots}
        seen = [setup for setup in plan.setups if setup.shot_id in shots]
        if seen:
            end = seen[-1].start_frame + seen[-1].frames
            title = plan.order.series.location(scene.location_id).name
            chapters.append(Chapter(start_seconds=seen[0].start_frame / fps, end_seconds=end / fps, title=title))
    return chapters


def animatic(plan: Plan, segments: Sequence[str], sound: str, context: StepContext) -> MediaRef:
    """The small film of a draft."""
    with TemporaryDirectory() as folder:
        path = _assembled(plan, segments, sound, Path(folder) / "animatic.mp4", "Animatic", context)
        limit = plan.order.settings.upload_limit_bytes
        if path.stat().st_size > limit:
            path = fit_to_size(path, limit, Path(folder) / "fitted.mp4")
        return context.workshop.media.put_file(path, "video/mp4", f"{file_name(plan)}-animatic.mp4")


def film(
    plan: Plan, segments: Sequence[str], posted: Sequence[str], sound: str, art: ArtDepartment, context: StepContext
) -> Film:
    """The finished film: master, a copy that fits the upload limit, cover and subtitles.

    `posted` are the segments of the copy; where they are those of the master, so is the copy.
    """
    media, settings, name = context.workshop.media, plan.order.settings, file_name(plan)
    words = _spoken_words(plan)
    pages, sounds = _caption_pages(plan, words, segments, art), _heard_sounds(plan)
    cover, picture = cover_picture(plan, art, context.workshop.takes)
    context.report(0.3)
    with TemporaryDirectory() as folder:
        master = _assembled(plan, segments, sound, Path(folder) / "film.mp4", "Film", context, pages, picture)
        copy = master
        if list(posted) != list(segments):
            copy = _assembled(plan, posted, sound, Path(folder) / "copy.mp4", "Film", context, pages, picture)
        context.report(0.8)
        if copy.stat().st_size > settings.upload_limit_bytes:
            copy = fit_to_size(copy, settings.upload_limit_bytes, Path(folder) / "fitted.mp4")
        texts = (
            (to_srt(pages, sounds), "application/x-subrip", "srt"),
            (to_vtt(pages, sounds, language=settings.language), "text/vtt", "vtt"),
            (transcript(words, title=plan.order.script.title, sounds=sounds), "text/plain", "txt"),
        )
        kept = media.put_file(master, "video/mp4", f"{name}.mp4")
        return Film(
            master=kept,
            copy=kept if copy == master else media.put_file(copy, "video/mp4", f"{name}.mp4"),
            cover=media.put_bytes(cover, "image/png", f"{name}-cover.png"),
            subtitles=tuple(media.put_bytes(t.encode(), kind, f"{name}.{end}") for t, kind, end in texts),
        )


def _assembled(
    plan: Plan,
    segments: Sequence[str],
    sound: str,
    path: Path,
    what: str,
    context: StepContext,
    pages: Sequence[CaptionPage] = (),
    picture: npt.NDArray[np.uint8] | None = None,
) -> Path:
    """Segments and sound in one file; nothing is encoded here."""
    silent = path.with_name(f"silent-{path.name}")
    join_segments(segment_paths(segments, context), silent)
    mux(
        silent,
        _sound_path(sound, context),
        SAMPLE_RATE_HZ,
        path,
        subtitles=[Subtitle(start_seconds=p.start_seconds, end_seconds=p.end_seconds, text=p.text) for p in pages],
        language=plan.order.settings.language,
        chapters=_chapters(plan),
        metadata=_metadata(plan, what),
        cover=jpeg(picture) if picture is not None else b"",
    )
    silent.unlink()
    return path


def _spoken_words(plan: Plan) -> list[CaptionWord]:
    words = []
    fps = plan.order.settings.fps
    for index, setup in enumerate(plan.setups):
        if not setup.lines:
            continue
        for spoken in brief_of(plan, index).lines:
            start = (setup.start_frame + spoken.start_frame) / fps
            speaker = spoken.line.speaker
            colour = next((c.colour for c in plan.order.series.characters if c.id == speaker), "#ffffff")
            words += [
                CaptionWord(
                    text=shown,
                    start_seconds=start + word.start_seconds,
                    end_seconds=start + word.end_seconds,
                    speaker=speaker_name(plan, speaker),
                    colour=colour,
                    delivery=Delivery.THOUGHT if speaker == NARRATOR else spoken.line.delivery,
                )
                for word, shown in zip(
                    spoken.voiced.words, shown_words([word.text for word in spoken.voiced.words]), strict=True
                )
            ]
    return words


def _caption_pages(
    plan: Plan, words: Sequence[CaptionWord], segments: Sequence[str], art: ArtDepartment
) -> tuple[CaptionPage, ...]:
    """The film's captions, each where its set-up shows it."""
    fps = plan.order.settings.fps
    spoken = [index for index, setup in enumerate(plan.setups) if setup.lines]
    heights = [(plan.setups[n].start_frame / fps, captions_y_of(segments[n], brief_of(plan, n), art)) for n in spoken]

    def height(seconds: float) -> float:
        return next((y for start, y in reversed(heights) if start <= seconds), USUAL_Y)

    # A page may come a little before its first word, in the set-up before: where the word is said is where it stands.
    return tuple(replace(page, y=height(page.words[0].start_seconds)) for page in caption_pages(phrased(words)))


def _heard_sounds(plan: Plan) -> tuple[SoundCaption, ...]:
    """What the script lets be heard, for those who can't hear it."""
    settings = plan.order.settings
    effects = []
    for setup in plan.setups:
        if setup.shot_id is not None and setup.part == 0:
            shot = plan.order.script.shot(setup.shot_id)
            start = setup.start_frame / settings.fps
            effects += [(name, start + 0.25 * number) for number, name in enumerate(shot.effects)]
    return sound_captions(effects, language=settings.language)


def _sound_path(key: str, context: StepContext) -> Path:
    path = context.workshop.takes.get("sound", key)
    if path is None:
        raise MediaMissing("The mixed sound is gone from the takes; order the film again.")
    return path


def _metadata(plan: Plan, what: str) -> dict[str, str]:
    """Provenance in the file itself: what it is, that a machine made it, and who wrote and spoke."""
    engines = ", ".join(sorted({voiced.engine for voiced in plan.voiced}))
    writer = ", ".join(f"{k}: {v}" for k, v in plan.order.script.provenance.items())
    number = f" {plan.order.script.number}" if plan.order.script.number else ""
    return {
        "title": f"{plan.order.series.title}{number}: {plan.order.script.title}",
        "comment": f"{what}. {plan.order.settings.label}. Voices: {engines}. Script: {writer}"[:900],
    }
