"""Texts that are told later: filled in, kept as JSON, told again in another language."""

from __future__ import annotations

import json

import pytest

from renderer.failures import raised_again, told
from show.errors import InvalidScreenplay, NotFound, ReviewFailed
from show.texts import Text, facts, kept, text, told_again

GERMAN = {
    "No episode {number}.": "Keine Folge {number}.",
    "Line {number}: {message}": "Zeile {number}: {message}",
    "A name is missing.": "Ein Name fehlt.",
    "{n:.1f} s": "{n:.1f} Sek.",
    "Gone wrong {here}": "Braucht {anderes}",
}


def german(template: str) -> str:
    """As gettext: what is not known stays, and nothing gives the head of the catalogue."""
    return GERMAN.get(template, template) if template else "Project-Id-Version: 1"


@pytest.mark.parametrize(
    "one",
    [
        text("No episode {number}.", number=3),
        text("Line {number}: {message}", number=7, message=text("A name is missing.")),
        text("{n:.1f} s", n=2.25),
        text("Braces { as they stand"),
        text("{name} said {what!r}", name="Añita", what="{0}"),
        Text(""),
    ],
)
def test_a_kept_text_is_told_again_as_it_was_in_every_language(one: Text) -> None:
    again = told_again(kept(one))
    assert str(again) == str(one)
    assert again.said(german) == one.said(german)
    assert facts(again) == json.loads(kept(one))


def test_a_plain_message_of_earlier_days_is_told_as_it_stands() -> None:
    for message in ("The pen broke.", "", "{braces}", '"quoted"', "17", "null", '["a"]', '{"kind": "of json"}'):
        assert str(told_again(message)) == message
        assert told_again(message).said(german) == message


def test_a_translation_that_asks_for_what_there_is_not_is_left_aside() -> None:
    assert text("Gone wrong {here}", here="so").said(german) == "Gone wrong so"


def test_a_failure_of_a_step_is_read_in_the_readers_language() -> None:
    screenplay = raised_again(json.loads(json.dumps(told(InvalidScreenplay("A name is missing.", line_number=3)))))
    assert isinstance(screenplay, InvalidScreenplay)
    assert (str(screenplay), screenplay.line_number) == ("Line 3: A name is missing.", 3)
    assert screenplay.said(german) == "Zeile 3: Ein Name fehlt."
    missing = raised_again(told(raised_again(told(NotFound("No episode {number}.", number=9)))))
    assert missing.said(german) == "Keine Folge 9."
    review = raised_again(told(ReviewFailed("It is {what}.", what="black", findings=("black",))))
    assert review.findings == ("black",)


def test_a_failure_told_before_there_were_languages_is_raised_again() -> None:
    error = raised_again({"kind": "InvalidScreenplay", "message": "Line 3: {so}.", "carried": {"line_number": 3}})
    assert (str(error), error.said(german)) == ("Line 3: {so}.", "Line 3: {so}.")
