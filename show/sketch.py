"""Sketches: small pictures and sounds that the room asks a renderer for, each order and result one JSON document."""

from __future__ import annotations

from dataclasses import dataclass, field

from show.bible import Character, Series, VoiceCasting
from show.order import Brief, FilmSettings, MediaRef, ReplyTo
from show.script import Episode
from show.translation import Translation


@dataclass(frozen=True, slots=True, kw_only=True)
class Audition:
    """Draw the sheet of a character that a member made up, and have it say `words`."""

    series: Series
    character: Character
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Previews:
    """Draw a still of each way the story may go, marked with its letter."""

    brief: Brief
    twists: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Say which of a series' facts an idea can't be squared with."""

    series: Series
    idea: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """Have a character say `words`, in the language of the order's settings: how do they sound, or a name (`word`)?

    With `voices` it is said in so many others that would suit the part, to choose one of them.
    """

    series: Series
    character: Character
    words: str
    word: str = ""
    voices: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedVoice:
    """A voice that a part could have instead; `like` is somebody of the cast who sounds much like it, "" for nobody."""

    casting: VoiceCasting
    like: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Translate:
    """Translate a script's texts, by the writer; for members to correct."""

    series: Series
    script: Episode
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar of a chart: a letter, its words and its number; `out` drops out after this round, `won` has won."""

    key: str
    text: str
    number: int
    out: bool = False
    won: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Draw how a vote went: bars, one group a round. `notes` are the small print.

    All words are in the language of those who look at it (`language`, BCP 47): with several rounds `headings` has one
    for each, and `drops_out` marks an option that is out of the next.
    """

    title: str
    rounds: tuple[tuple[Bar, ...], ...]
    notes: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    drops_out: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SketchOrder:
    """Make one of these."""

    id: str
    reply_to: ReplyTo
    wish: Audition | Previews | Chart | Check | Saying | Translate
    settings: FilmSettings = field(default_factory=FilmSettings)


@dataclass(frozen=True, slots=True, kw_only=True)
class SketchResult:
    """What came of it: pictures in the order of the wish, sounds if there are any, and words for whoever wished.

    `character` is the one of an audition with its voice cast; `words` are those of its look that were not drawn;
    `facts` are the places, from 0, of the facts that a check found contradicted. `translation` is what was wished for
    as one. `voices` are those offered to choose from, in the order of the sounds.
    """

    pictures: tuple[MediaRef, ...] = ()
    sounds: tuple[MediaRef, ...] = ()
    words: tuple[str, ...] = ()
    character: Character | None = None
    facts: tuple[int, ...] = ()
    translation: Translation | None = None
    voices: tuple[OfferedVoice, ...] = ()
