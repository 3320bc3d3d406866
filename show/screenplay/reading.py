"""From Fountain text to an episode, whether the house printed it or a person wrote it."""

from __future__ import annotations

import re

from show.bible import NARRATOR, Series
from show.errors import InvalidScreenplay
from show.ids import EpisodeId, LocationId
from show.screenplay import values
from show.screenplay.defaults import LINES_PER_SHOT, Finisher, LineDraft, SceneDraft, ShotDraft
from show.screenplay.marks import EMPTY, cue_index, place_index, read_note, unescape
from show.screenplay.titlepage import TitlePage, read_title_page
from show.script import Delivery, Episode, Scene, Transition
from show.texts import text

MAX_CHARACTERS = 200_000
"""Longer texts are refused unread; an episode of a minute has about 6,000."""

_HEADING = re.compile(r"(?:(?:int|ext|est)\b|i/e\b)[./ ]", re.IGNORECASE)
_TRANSITION = re.compile(r"[A-Z][A-Z ]*\b(?:TO|IN|OUT)[:.]\Z")
_EXTENSION = re.compile(r"(?<!\\)\(([^()]*)\)\s*$")
_BONEYARD = re.compile(r"/\*.*?\*/", re.DOTALL)
_INLINE_NOTE = re.compile(r"(?<!\\)\[\[.*?\]\]")


def from_fountain(
    text: str, series: Series, *, episode_id: EpisodeId | None = None, number: int = 1, version: int = 1
) -> Episode:
    """Read a screenplay for this series.

    `episode_id`, `number` and `version` stand in where the title page doesn't give them. InvalidScreenplay names
    the line that can't be read: an unknown place or speaker, a value a note can't have, or text before a scene.
    """
    if len(text) > MAX_CHARACTERS:
        raise InvalidScreenplay(
            "This screenplay is longer than {max_characters:,} characters.", max_characters=MAX_CHARACTERS
        )
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    page, body_starts = read_title_page(lines)
    body = _BONEYARD.sub(lambda match: "\n" * match.group().count("\n"), "\n".join(lines[body_starts:]))
    reader = _Reader(series, body_starts)
    reader.read(body.split("\n"))
    return _episode(page, reader.scenes, series, TitlePage(episode_id=episode_id, number=number, version=version))


def _episode(page: TitlePage, drafts: list[SceneDraft], series: Series, fallback: TitlePage) -> Episode:
    if not drafts:
        raise InvalidScreenplay("There is no scene in it. Start one with a line such as “INT. CLASSROOM - DAY”.")
    finisher = Finisher(series, drafts)
    known = place_index(series)
    scenes = tuple(
        Scene(
            location_id=_place(draft, known, series),
            time=draft.time,
            weather=draft.weather,
            shots=tuple(finisher.finish(shot, opens_scene=n == 0) for n, shot in enumerate(draft.shots)),
        )
        for draft in drafts
    )
    return Episode(
        id=page.episode_id or fallback.episode_id or EpisodeId(""),
        series_id=series.id if page.series_id is None else page.series_id,
        number=page.number or fallback.number or 1,
        title="Untitled" if page.title is None else page.title,
        logline=page.logline,
        recap=page.recap,
        question=page.question,
        twists=tuple(page.twists),
        scenes=scenes,
        version=page.version or fallback.version or 1,
        language=series.language if page.language is None else page.language,
        provenance=page.provenance,
    )


def _place(draft: SceneDraft, known: dict[str, LocationId], series: Series) -> LocationId:
    if draft.location_id is not None:
        return draft.location_id
    found = known.get(draft.place_name.strip().casefold())
    if found is None:
        names = ", ".join(place.name for place in series.locations) or "none yet"
        raise InvalidScreenplay(
            "There is no place “{place_name}” in the bible. Known are: {names}.",
            place_name=draft.place_name,
            names=names,
            line_number=draft.line_number,
        )
    return found


class _Reader:
    """Walks over the lines once; what is open (scene, shot, line) takes what comes next."""

    def __init__(self, series: Series, lines_before: int) -> None:
        self.scenes: list[SceneDraft] = []
        self._series = series
        self._cues = cue_index(series)
        self._lines_before = lines_before
        self._number = 0
        self._line: LineDraft | None = None
        self._paragraph_open = False
        self._transition: Transition | None = None

    def read(self, lines: list[str]) -> None:
        for n, raw in enumerate(lines):
            self._number = self._lines_before + n + 1
            line = raw.strip()
            following = lines[n + 1].strip() if n + 1 < len(lines) else ""
            if not line:
                self._line, self._paragraph_open = None, False
            elif line.startswith("[[") and self._take_note(line):
                self._paragraph_open = False
            elif self._line is not None:
                self._take_spoken(line)
            elif rest := _INLINE_NOTE.sub("", line).strip():
                self._take_element(rest, following, after_blank=not self._paragraph_open)

    def _take_element(self, line: str, following: str, *, after_blank: bool) -> None:
        if line.startswith(("#", "=")):
            return
        if line.startswith("!"):
            self._take_action(line)
        elif _HEADING.match(line) or re.match(r"\.[^.]", line):
            self._open_scene(line)
        elif line.startswith(">") and not line.endswith("<"):
            self._transition = values.transition(line[1:])
        elif _TRANSITION.match(line):
            self._transition = values.transition(line)
        elif after_blank and following and self._is_cue(line):
            self._open_line(line)
        else:
            self._take_action(line)

    def _is_cue(self, line: str) -> bool:
        if line.startswith("@"):
            return True
        bare = _EXTENSION.sub("", line)
        return not line.startswith("!") and bare == bare.upper() and any(c.isupper() for c in bare)

    def _open_scene(self, line: str) -> None:
        name, time, weather = values.heading(line)
        self.scenes.append(SceneDraft(place_name=name, line_number=self._number, time=time, weather=weather))

    def _take_action(self, line: str) -> None:
        if line.startswith(">"):
            line = line.strip("<> ")
        text = unescape(line.removeprefix("!"))
        scene = self._scene()
        shot = scene.shots[-1] if scene.shots else None
        if self._paragraph_open and shot is not None:
            shot.action = f"{shot.action} {text}".strip()
        else:
            if shot is None or shot.action or shot.lines:
                shot = self._open_shot(ShotDraft())
            shot.action = text
        self._paragraph_open = True

    def _open_line(self, line: str) -> None:
        heading = re.sub(r"(?<!\\)\^$", "", line.removeprefix("@")).strip()
        voice_over = False
        while (match := _EXTENSION.search(heading)) is not None:
            voice_over = voice_over or match.group(1).replace(".", "").strip().casefold() == "vo"
            heading = heading[: match.start()].rstrip()
        name = unescape(heading)
        speaker = self._cues.get(name.strip().casefold())
        self._line = LineDraft(speaker=speaker, cue=name, line_number=self._number)
        if voice_over and speaker != NARRATOR:
            self._line.delivery = Delivery.THOUGHT
        scene = self._scene()
        shot = scene.shots[-1] if scene.shots else None
        if shot is None or (shot.written is None and len(shot.lines) >= LINES_PER_SHOT):
            shot = self._open_shot(ShotDraft())
        shot.lines.append(self._line)

    def _take_spoken(self, line: str) -> None:
        assert self._line is not None
        if line.startswith("(") and line.endswith(")"):
            self._line.emotion, self._line.delivery = values.manner(line[1:-1], self._line.emotion, self._line.delivery)
            return
        words = _INLINE_NOTE.sub("", line).strip().removeprefix("~").strip()
        if words and words != EMPTY:
            self._line.text = f"{self._line.text} {unescape(words)}" if self._line.text else unescape(words)

    def _take_note(self, line: str) -> bool:
        """Take a note of ours that fills the line; False for a person's comment."""
        read = read_note(line)
        if read is None or read[0] not in ("scene", "shot", "cast", "line"):
            return line.endswith("]]") and not _INLINE_NOTE.sub("", line).strip()
        kind, pairs = read
        at = values.At(self._number)
        if kind == "scene":
            self._scene().location_id = values.scene_place(pairs, at)
        elif kind == "shot":
            self._line = None
            self._open_shot(ShotDraft(written=values.shot(pairs, at)))
        elif kind == "cast":
            self._shot().cast.append(values.staging(pairs, at))
        else:
            if self._line is None:
                raise at.error(text("a line's note belongs directly under what is said."))
            values.line(pairs, self._line, at)
        return True

    def _scene(self) -> SceneDraft:
        if not self.scenes:
            raise InvalidScreenplay(
                "This comes before the first scene. Start with a line such as “INT. CLASSROOM - DAY”.",
                line_number=self._number,
            )
        return self.scenes[-1]

    def _shot(self) -> ShotDraft:
        shots = self._scene().shots
        if not shots:
            raise InvalidScreenplay("This note needs a shot's note before it.", line_number=self._number)
        return shots[-1]

    def _open_shot(self, draft: ShotDraft) -> ShotDraft:
        draft.transition, self._transition = self._transition, None
        self._scene().shots.append(draft)
        return draft
