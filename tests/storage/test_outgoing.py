"""Everything of members' and writers' that a post tells is looked at once more when it is posted, whatever posts it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlite_utils

from bot.moderation import ADVICE, REMADE
from cogs.drafts.table import papers
from cogs.drafts.texts import changes
from show.ballot import Ballot, Option
from show.bible import Fact
from show.credits import Roll, RollSection
from show.errors import NotFound
from show.house_rules import HouseRules
from show.ids import BallotId, EpisodeId, MessageId, SeriesId
from show.moderation import RATINGS, Category
from show.order import FoundingOrder, ReplyTo
from show.reel import ReelKind
from show.script import Episode
from show.sketch import Saying, SketchResult
from show.texts import Text, kept, text
from show.writers_room import Phase
from storage.auditions import Auditions, audition
from storage.ballots import Ballots
from storage.bookings import Bookings
from storage.database import connect
from storage.dubs import Dubs
from storage.films import Films
from storage.library import Library
from storage.motions import Matter, MotionKind, Motions
from storage.outgoing import FOR_ADMINISTRATORS, TOLD, passages_of_post, stopped
from storage.pitches import Pitches
from storage.programme import showing, showings
from storage.records import BookingState, DraftState, OrderKind, SeriesState, Studio
from storage.reels import Reels
from storage.rules import terms_of
from storage.sayings import Said, Sayings
from storage.suggestions import SuggestionKind, Suggestions, Wish
from storage.whose import series_of_post
from tests.stories import ANNA, MIRA, SETTINGS, a_film, a_script, a_series

ROOT = Path(__file__).resolve().parents[2]
SERIES, EPISODE, BALLOT = SeriesId("moon-post-1"), EpisodeId("moon-post-1-e1"), BallotId("moon-post-1-e1-b1")
STUDIO = Studio(ballot_minutes=10, pitches_to_open=3)
SPICE = "lingerie"
"""Fine for grown-ups and teens, not for everyone."""


def spiced(script: Episode, words: str) -> Episode:
    line = next(script.lines())[1]
    return replace(script, title=f"{words} title").with_line(replace(line, text=f"{words} line"))


@pytest.fixture
def db(tmp_path) -> sqlite_utils.Database:
    """A library in which everything that can be posted says what it is."""
    db = connect(tmp_path / "library.sqlite")
    library = Library(db)
    library.save_guild(SETTINGS, 0.0)
    series = a_series()
    series = replace(series, premise="the premise", facts=(Fact(text="a fact", episode_number=1, shot_number=1),))
    library.add_series(series, ANNA.id, 0.0)
    library.save_series(series, SeriesState.OPEN)
    library.add_episode(SERIES, 1, 0.0)
    library.set_twist(EPISODE, "the twist")
    pitch = Pitches(db).add(EPISODE, ANNA, "a pitch", 1.0)
    options = tuple(Option(key=key, text=f"way {key}", pitch_id=pitch.id) for key in "ab")
    Ballots(db).add(Ballot(id=BALLOT, question="what next", options=options, opens_at=1.0, closes_at=2.0), EPISODE, 1)
    script = a_script(series, EPISODE)
    library.save_draft(spiced(script, "draft"), DraftState.TABLED, 1.0)
    roll = Roll(sections=(RollSection(heading="Pitched by", names=("a name",)),))
    Films(db).keep(EPISODE, a_film(spiced(script, "film")), "film-1", roll, 1.0)
    Films(db).shown(EPISODE, 2002, MessageId(77))
    db.execute("UPDATE episodes SET phase = ? WHERE id = ?", [Phase.PREMIERED.value, EPISODE])
    dub = Dubs(db).begin(EPISODE, "es", 1.0)
    Dubs(db).keep(EPISODE, dub.language, a_film(spiced(script, "dub")), roll)
    reel = Reels(db).begin(SERIES, ReelKind.RECAP, (EPISODE,), 1.0)
    Reels(db).keep(reel.id, a_film(spiced(script, "reel")), roll)
    wish = Wish(kind=SuggestionKind.LINE, subject="l1", seen="before", text="after")
    Suggestions(db).suggest(EPISODE, wish, ANNA, 1.0)
    terms = terms_of(HouseRules(), STUDIO)
    Motions(db).open(SERIES, MotionKind.RETCON, pitch.id, Matter(body="a question"), terms, 1.0)
    audition(db, library.series(SERIES).series, ANNA, MIRA_TOO, "what she says", STUDIO, 1.0)
    order = FoundingOrder(
        id="found-1", reply_to=ReplyTo(guild_id=series.guild_id, channel_id=1, subject=SERIES), series=series
    )
    Bookings(db).book(OrderKind.FOUNDING, order, ANNA.id, 1.0)
    Bookings(db).settle("found-1", BookingState.FAILED, 2.0, Text("Nobody said {what}.", {"what": "the reason"}))
    said = Saying(series=series, character=MIRA, words="what is said", word="Mira")
    Sayings(db).keep("found-1", Said(wish=said, said="Mee-rah", language="en", result=SketchResult()))
    return db


MIRA_TOO = replace(MIRA, name="Nanami", look="a look of ten letters")
TABLE = [
    (("pitch", 1), "a pitch"),
    (("suggestion", 1), "after"),
    (("motion", 1), "a question"),
    *(((kind, BALLOT), words) for kind in ("ballot", "poll", "reminder", "winner", "previews")
      for words in ("what next", "way b")),
    (("audition", "audition-1-sketch-1"), "a look of ten letters"),
    (("audition", "audition-1-sketch-1"), "what she says"),
    (("saying", "found-1"), "what is said"),
    (("saying", "found-1"), "Mee-rah"),
    *(((kind, name), words) for kind, name in (("bible", "found-1"), ("bible pages", SERIES))
      for words in ("the premise", "a fact", MIRA.look)),
    *((("draft again", EPISODE, 5), words) for words in ("draft title", "draft line", "the twist")),
    (("draft", EPISODE), "draft line"),
    *(((kind, name), words) for kind, name in (("premiere", f"{EPISODE} 2"), ("remade", EPISODE), ("panels", 77),
                                                ("moments", 77)) for words in ("film title", "film line", "a name")),
    (("premiere", EPISODE), "School roof"),
    (("dubbed", f"{EPISODE} es"), "dub line"),
    (("reel", f"{SERIES}-recap-1", "o1"), "reel line"),
    (("reel", f"{SERIES}-recap-1", "o1"), "film title"),
    (("failure", "found-1"), "the reason"),
    (("screening", EPISODE, "5"), "the premise"),
    (("branch", SERIES), "the twist"),
    *(((kind, name), "Moon Post") for kind, name in (("opened", EPISODE), ("bible thread", SERIES), ("dub", EPISODE),
      ("progress", "found-1"), ("next", "found-1"), ("called off", EPISODE), ("room", SERIES),
      ("voice taken", SERIES))),
]  # fmt: skip


@pytest.mark.parametrize(("what", "words"), TABLE)
def test_what_a_post_tells_is_looked_at(db, what, words) -> None:
    assert series_of_post(db, what) == SERIES
    assert words in [one.text for one in passages_of_post(db, SERIES, what)]
    assert stopped(db, what) is None


def test_the_table_has_every_kind_of_post() -> None:
    assert {what[0] for what, _words in TABLE} == set(TOLD)


def test_every_post_in_the_code_is_of_a_known_kind() -> None:
    """Whoever posts something new has to say what it tells."""
    sending = {"send_once", "send_poll_once", "may_be_told", "check_words", "show_draft"}
    found: set[str] = set()
    for path in sorted([*(ROOT / "cogs").rglob("*.py"), *(ROOT / "bot").rglob("*.py")]):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.AsyncFunctionDef) and sending & set(_called(function)):
                found |= set(_names(function))
    assert {"premiere", "pitch", "poll", "bible thread", "failure", "reel"} <= found
    assert found <= set(TOLD) | set(FOR_ADMINISTRATORS)


def _called(function: ast.AST) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id


def _names(function: ast.AST) -> Iterator[str]:
    """First words of tuples that begin with a word and go on with what it is of."""
    for node in ast.walk(function):
        match node:
            case ast.Tuple(elts=[ast.Constant(value=str(kind)), ast.Name() | ast.Attribute() | ast.JoinedStr(), *_]):
                yield kind


def test_under_a_stricter_rating_a_post_is_stopped_and_says_where(db) -> None:
    Library(db).save_draft(spiced(a_script(a_series(), EPISODE), SPICE), DraftState.TABLED, 2.0)
    assert stopped(db, ("draft", EPISODE)) is None
    Library(db).save_guild(replace(SETTINGS, rating="everyone"), 2.0)
    found = stopped(db, ("draft", EPISODE))
    assert found is not None
    assert str(found.where) == "the title"
    assert found.series_id == SERIES
    # Administrators read what was reported whatever it says.
    assert stopped(db, ("report", EPISODE)) is None


def test_a_dub_is_not_held_back_for_the_words_of_another_language(db) -> None:
    script = a_script(a_series(), EPISODE)
    Dubs(db).begin(EPISODE, "de", 2.0)
    Dubs(db).keep(EPISODE, "de", a_film(spiced(script, SPICE)), None)
    Library(db).save_guild(replace(SETTINGS, rating="everyone"), 2.0)
    assert stopped(db, ("dubbed", f"{EPISODE} es")) is None
    assert stopped(db, ("dubbed", f"{EPISODE} de")) is not None
    db.execute("UPDATE bookings SET subject = ?, kind = 'dub' WHERE id = 'found-1'", [EPISODE])
    assert stopped(db, ("dubbed", "found-1 es")) is None
    assert stopped(db, ("dubbed", "found-1 de")) is not None


def told_on_the_pages(db: sqlite_utils.Database) -> set[str]:
    return {one.text for one in passages_of_post(db, SERIES, ("bible pages", SERIES))}


def test_whatever_stands_on_the_pages_of_a_bible_is_looked_at(db) -> None:
    series = Library(db).series(SERIES).series
    cast = tuple(replace(one, secret="a secret") for one in series.characters)
    lexicon = {"lexicon": {"Mira": "Mee-rah"}, "lexicons": {"de": {"Luna": "Loo-nah"}}}
    Library(db).save_series(replace(series, characters=cast, **lexicon), SeriesState.OPEN)
    db.execute("UPDATE motions SET carried = 1, closed_at = 2.0")
    told = told_on_the_pages(db)
    assert told >= {"draft title", "the twist", "a question", "Mira", "Mee-rah", "Luna", "Loo-nah"}
    assert Library(db).latest_draft(EPISODE).script.question in told
    # Secrets stay with the writer.
    assert "a secret" not in told


def test_the_menu_of_panels_is_of_the_newest_script(db) -> None:
    told = [one.text for one in passages_of_post(db, SERIES, ("panels", 77))]
    assert {"draft title", "film title"} <= set(told)


def test_the_text_that_a_version_did_away_with_is_not_told_where_it_may_not_be(db) -> None:
    script = a_script(a_series(), EPISODE)
    line = next(script.lines())[1]
    spicy = script.with_line(replace(line, text=SPICE))
    Library(db).save_draft(spicy, DraftState.SUPERSEDED, 1.0)
    Library(db).save_draft(spicy.with_line(replace(line, text="a coat")), DraftState.TABLED, 2.0)
    assert any(SPICE in change for change in told_of(db))
    Library(db).save_guild(replace(SETTINGS, rating="everyone"), 2.0)
    assert stopped(db, ("draft", EPISODE)) is None
    assert not any(SPICE in change for change in told_of(db))
    assert any("~~…~~ → a coat" in change for change in told_of(db))


def told_of(db: sqlite_utils.Database) -> list[str]:
    held = papers(db, EPISODE, Library(db).drafts(EPISODE)[-1].version)
    return changes(held.before, held.draft.script, held.series)


def test_a_film_is_watched_nowhere_while_something_in_it_may_not_be_told(db) -> None:
    series = Library(db).series(SERIES).series
    Films(db).keep(EPISODE, a_film(spiced(a_script(series, EPISODE), SPICE)), "film-2", None, 2.0)
    assert showing(db, EPISODE).script.title.startswith(SPICE)
    Library(db).save_guild(replace(SETTINGS, rating="everyone"), 2.0)
    with pytest.raises(NotFound, match="held back"):
        showing(db, EPISODE)
    assert showings(db, series, 9) == []
    assert showing(db, EPISODE, "es").script.title == "dub title"


@pytest.mark.parametrize("rating", RATINGS)
@pytest.mark.parametrize("category", Category)
def test_why_moderation_declined_something_is_no_reason_to_hold_back_that_it_did(db, category, rating) -> None:
    Library(db).save_guild(replace(SETTINGS, rating=rating), 2.0)
    for advice in (*ADVICE.values(), REMADE):
        told = text(
            "It is held back: {where} may not be shown here ({category}). {advice}",
            where=text("what is said in shot {number}", number=3),
            category=Text(str(category)),
            advice=advice,
        )
        db.execute("UPDATE bookings SET failure = ? WHERE id = 'found-1'", [kept(told)])
        assert stopped(db, ("failure", "found-1")) is None
    db.execute("UPDATE bookings SET failure = ? WHERE id = 'found-1'", [kept(Text("Go kill yourself."))])
    assert stopped(db, ("failure", "found-1")) is not None


def test_the_sheet_of_an_audition_counts_what_was_not_drawn(db) -> None:
    Auditions(db).keep(1, SketchResult(words=("a lamp",)))
    told = [one.text for one in passages_of_post(db, SERIES, ("audition", "audition-1-sketch-1"))]
    assert "a lamp" in told
