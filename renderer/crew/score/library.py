"""An operator's own folder of licensed music: which mood each track is for, by its name and its tags."""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import av

from renderer.synthesis import generator
from show.script import Emotion

ENDINGS = frozenset({".opus", ".ogg", ".mp3", ".m4a", ".flac", ".wav"})
MAX_TRACKS = 500
_TAGS = ("mood", "genre", "title", "comment", "description", "album")
_WORDS: dict[Emotion, str] = {
    Emotion.NEUTRAL: "neutral calm ambient background daily everyday peaceful",
    Emotion.JOY: "joy joyful happy cheerful upbeat bright playful fun comedy",
    Emotion.SORROW: "sorrow sad sadness melancholy mournful grief tears nostalgic",
    Emotion.RAGE: "rage anger angry fury furious battle fight aggressive",
    Emotion.FEAR: "fear scary scared suspense tense tension chase panic",
    Emotion.TENDER: "tender gentle soft warm quiet lullaby hopeful hope",
    Emotion.LOVE: "love romance romantic",
    Emotion.SHOCK: "shock reveal twist surprise impact stinger",
    Emotion.DREAD: "dread dark horror ominous eerie creepy mystery mysterious",
    Emotion.SMUG: "smug sneaky mischief mischievous sly quirky",
    Emotion.RESOLVE: "resolve heroic epic determined triumph triumphant victory energetic action inspiring",
    Emotion.EXHAUSTED: "exhausted tired weary lonely empty",
    Emotion.EMBARRASSED: "embarrassed awkward silly funny",
    Emotion.DEADPAN: "deadpan dry minimal",
}
"""Words by which music is sold and sorted."""
_BY_WORD = {word: mood for mood, words in _WORDS.items() for word in words.split()}

_log = logging.getLogger(__name__)


class MusicLibrary:
    """The tracks of a folder and its sub-folders, read once. Files that name no mood are told of and left out."""

    def __init__(self, folder: Path) -> None:
        self._by_mood: dict[Emotion, list[Path]] = {}
        told = hashlib.sha256()
        for path in sorted(_files(folder))[:MAX_TRACKS]:
            mood = mood_of(path, folder)
            if mood is None:
                _log.warning("The track %s names no mood; call it, for example, sad-%s.", path.name, path.name)
                continue
            self._by_mood.setdefault(mood, []).append(path)
            told.update(f"{path.relative_to(folder)}:{path.stat().st_size}\n".encode())
        if not self._by_mood:
            _log.warning("The music folder %s holds no track with a mood in its name or tags.", folder)
        self.version = told.hexdigest()[:10]
        """Changes with the tracks."""

    @property
    def moods(self) -> frozenset[Emotion]:
        """The moods there is music for."""
        return frozenset(self._by_mood)

    def track(self, mood: Emotion, seed: int) -> Path | None:
        """The track that plays a mood in one film, always the same for the same seed; None when there is none."""
        found = self._by_mood.get(mood)
        return found[int(generator("own", seed, mood).integers(len(found)))] if found else None


def mood_of(path: Path, folder: Path) -> Emotion | None:
    """The mood of a track: by its file's name, else by its folders', else by its tags; None when nothing tells."""
    named = [path.stem, *reversed(path.relative_to(folder).parent.parts)]
    for text in (*named, *_tags(path)):
        for word in re.findall(r"[a-z]+", text.lower()):
            if word in _BY_WORD:
                return _BY_WORD[word]
    return None


def _files(folder: Path) -> Iterator[Path]:
    if not folder.is_dir():
        _log.warning("The music folder %s is not there; check CLIFFHANGER_MUSIC_FOLDER.", folder)
        return
    yield from (path for path in folder.rglob("*") if path.suffix.lower() in ENDINGS and path.is_file())


def _tags(path: Path) -> list[str]:
    try:
        with av.open(str(path)) as container:
            tags = {**container.metadata, **container.streams.audio[0].metadata}
    except (av.FFmpegError, OSError, IndexError):
        return []
    lowered = {name.lower(): str(value) for name, value in tags.items()}
    return [lowered[name] for name in _TAGS if name in lowered]
