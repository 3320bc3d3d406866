"""What was heard of a sound track, reduced to what a review needs; kept under the hash of exactly that track."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import av

from renderer.encode import decoded_sound
from renderer.encode.files import encode_errors
from renderer.loudness import Loudness, measure, mono_loss_db
from renderer.synthesis import Track
from renderer.takes import Takes
from show.codec import dumps, loads
from show.texts import text

HEARING_VERSION = "2"
"""Raised when equal sounds are measured otherwise."""
KIND = "hearing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """A sound track's measures."""

    loudness: Loudness
    mono_loss_db: float
    """What a phone with one speaker loses, in LU."""


def hear(path: Path) -> Hearing:
    """Decode a film's sound from end to end and measure it; EncodeError when it can't be played."""
    return heard_in(*decoded_sound(path))


def heard_in(samples: Track, rate_hz: int) -> Hearing:
    """The same of samples."""
    loudness = measure(samples, rate_hz)
    lost_db = mono_loss_db(samples, rate_hz, loudness.integrated_lufs)
    return Hearing(loudness=loudness, mono_loss_db=lost_db)


def keep_hearing(path: Path, hearing: Hearing, takes: Takes) -> None:
    """Keep what was heard of a file by whoever made it, so that nobody listens again."""
    takes.make_text(KIND, _track_hash(path), ".json", lambda: dumps(hearing))


def hearing_of(path: Path, takes: Takes) -> Hearing:
    """What is heard in a file: measured once, whichever file the same packets of sound lie in."""

    kept = takes.make_text(KIND, _track_hash(path), ".json", lambda: dumps(hear(path)))
    hearing: Hearing = loads(kept, Hearing)
    return hearing


def _track_hash(path: Path) -> str:
    """Hash of all encoded sound."""
    found = hashlib.sha256(HEARING_VERSION.encode())
    with encode_errors(text("Reading {name}", name=path.name)), av.open(str(path)) as container:
        for packet in container.demux(container.streams.audio[0]):
            if packet.pts is not None:
                found.update(bytes(packet))
    return found.hexdigest()
