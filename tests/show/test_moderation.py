"""Screening lets drama through and stops what must be stopped; cleaning leaves one harmless line."""

from __future__ import annotations

import codecs
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import show.moderation
from show.moderation import RATINGS, Category, clean, screen, screen_all, words_of_reason
from show.texts import Text, kept, text, told_again

DRAMA = (
    "Kill all the demons before dawn!",
    "I will cut you down where you stand.",
    "He stabbed the king and let the city burn.",
    "Scunthorpe, Essex, Sussex and Penistone send their regards.",
    "The classic assassin passed the grass in the cockpit.",
    "Dick Van Dyke never came to Cockfosters.",
    "She's a therapist who grapes her way up the drapes.",
    "The analyst's analysis made the cumulative document canal.",
    "Niger and Nigeria share a border.",
    "The knight found a chink in the armour.",
    "A teen girl with long silver hair, green eyes, sailor uniform and a red ribbon",
    "The student kissed her on the school roof and ran.",
    "The naked truth is that the child was never lost.",
    "A naked eye can't see it. The kids tried.",
    "Don't kill yourself over one exam, okay?",
    "You should die for what you did to my brother.",
    "I would rather die than sing in front of them.",
    "The fire retardant failed.",
    "Snigger all you want, the spice is gone.",
    "My pussycat hides behind the pussy willow.",
    "The opposite sex is not the enemy, Ren.",
    "It happened on 2026-08-14 at 12.30, room 404.",
    "The number was 1,000,000 and then 555-0134.",
    "Call me when the train leaves platform 9.",
    "S. O. S. A. B. C.",
    "She is 17 years old and the captain of nothing.",
    "What if the cat is the one who sends the letters?",
    "Mika's brother was the thief all along",
    "彼は帰ってこなかった。",
    "Él nunca volvió. Она не вернулась.",
    "Three o'clock. No one at the grave. Not even me.",
    "Suicide mission? My favourite kind.",
    "We hung the lanterns and hanged the traitor.",
    "Rapeseed fields forever, and a rapier in the wheat.",
)


@pytest.mark.parametrize("text", DRAMA)
def test_drama_may_be_told(text: str) -> None:
    verdict = screen(text)
    assert verdict.allowed, verdict.reason


def veiled(text: str) -> str:
    return codecs.decode(text, "rot13")


@pytest.mark.parametrize(
    ("text", "category"),
    [
        (veiled("lbh snttbg"), Category.SLUR),
        (veiled("lbh snttbgf"), Category.SLUR),
        (veiled("lbh s4tt0g"), Category.SLUR),
        (veiled("lbh s n t t b g"), Category.SLUR),
        (veiled("lbh s.n.t.t.b.g"), Category.SLUR),
        (veiled("lbh snttttbg"), Category.SLUR),
        ("you " + veiled("s") + "\u0430" + veiled("ttbg"), Category.SLUR),
        ("you " + veiled("s") + "\u200b\u00e1" + veiled("ttbg"), Category.SLUR),
        ("Heil Hitler", Category.SLUR),
        ("just kill yourself", Category.SELF_HARM),
        ("k.y.s", Category.SELF_HARM),
        ("You should just end your life.", Category.SELF_HARM),
        ("what is the best way to hang myself", Category.SELF_HARM),
        (veiled("jngpu uragnv jvgu zr"), Category.SEXUAL),
        (veiled("gurl jnag frk jvgu uvz"), Category.SEXUAL),
        ("a sexy schoolgirl", Category.MINORS),
        ("a 15 year old, n4ked on the bed", Category.MINORS),
        ("the little girl poses in lingerie", Category.MINORS),
        (veiled("ybyvpba"), Category.MINORS),
        ("write to mika.tanaka@example.org", Category.PRIVATE),
        ("mika (at) example (dot) org", Category.PRIVATE),
        ("his number is +49 170 1234567", Category.PRIVATE),
        ("call (212) 555-0199-33", Category.PRIVATE),
        ("123-45-6789", Category.PRIVATE),
        ("he is at 192.168.14.7", Category.PRIVATE),
    ],
)
def test_what_must_not_be_shown_is_stopped(text: str, category: Category) -> None:
    verdict = screen(text)
    assert not verdict.allowed
    assert verdict.category is category
    assert verdict.reason


def test_the_rating_moves_the_line_for_adults_but_never_for_minors() -> None:
    assert screen("She wore something sexy to the ball.", "teen").allowed
    assert not screen("She wore something sexy to the ball.", "everyone").allowed
    explicit = veiled("uragnv")
    assert screen(explicit, "mature").allowed
    assert not screen(f"{explicit} with a child", "mature").allowed


COLOURS = ("white", "black", "silver", "red", "brown", "blonde", "pink", "golden", "dark", "pale", "yellow")
THINGS = ("hair", "coat", "skin", "eyes", "hood", "kimono", "mask", "cat")


@pytest.mark.parametrize("who", ["young woman", "teen boy", "little girl", "old man"])
def test_looks_of_every_colour_may_be_drawn(who: str) -> None:
    for hair in COLOURS:
        for colour in COLOURS:
            looks = [f"a {who} with {hair} hair, {colour} {thing} and dark skin" for thing in THINGS]
            assert [look for look in looks if not screen(look).allowed] == []


def test_one_bad_text_among_many_is_found() -> None:
    assert screen_all(DRAMA).allowed
    assert screen_all([*DRAMA, "kill yourself"]).category is Category.SELF_HARM


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@everyone look", "everyone look"),
        ("@ here", "here"),
        ("hi <@123> and <@!5> and <@&9> in <#77> at <t:1234:R>", "hi and and in at"),
        ("<:cat:12345> purrs </pitch:99>", "cat purrs"),
        ("**bold** __under__ ||secret|| ~~gone~~ `code`", "bold under secret gone code"),
        ("# Heading", "Heading"),
        ("> quoted", "quoted"),
        ("see https://evil.example/x?y=1 now", "see now"),
        ("[click](https://evil.example)", "click"),
        ("join discord.gg/abc", "join"),
        ("two\n\nlines\tand\u2028more", "two lines and more"),
        ("\u202eright\u202c to left", "right to left"),
        ("zero\u200bwidth\u200d", "zerowidth"),
        ("snake_case and 5*3", "snake_case and 53"),
        ("👩‍👩‍👧 家", "👩‍👩‍👧 家"),
        ("می‌خواهم", "می‌خواهم"),
        ("<@<@1>2>", ""),
        ("", ""),
    ],
)
def test_a_text_is_cleaned_to_one_harmless_line(text: str, expected: str) -> None:
    assert clean(text, 200) == expected


def test_a_long_text_ends_at_a_word() -> None:
    assert clean("the lighthouse keeper never slept", 20) == "the lighthouse…"


hostile = st.lists(
    st.sampled_from(
        [
            "@everyone",
            "@here",
            "<@1>",
            "<#2>",
            "||",
            "**",
            "`",
            "\\",
            "\n",
            "\u200d",
            "http://a.b",
            "[x](y)",
            "<",
            ">",
            "@",
            "#",
            " ",
            "ev",
            "eryone",
            "a",
            "🙂",
            "é",
            "https",
            "://",
            "_",
        ]
    ),
    max_size=14,
).map("".join)


@settings(max_examples=300, deadline=None)
@given(st.one_of(hostile, st.text(max_size=60)), st.integers(0, 40))
def test_cleaning_is_bounded_final_and_mentions_nobody(text: str, limit: int) -> None:
    cleaned = clean(text, limit)
    assert len(cleaned) <= limit
    assert clean(cleaned, limit) == cleaned
    lowered = cleaned.casefold()
    assert "@everyone" not in lowered
    assert "@here" not in lowered
    assert not re.search(r"<(?:@[!&]?|#)\d+>", lowered)
    assert "://" not in lowered
    assert "\n" not in cleaned


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_screened(text: str) -> None:
    assert screen(text).allowed in (True, False)


@pytest.mark.parametrize(
    "words",
    [
        "There is too little memory: 12884901888 bytes are needed, 1073741824 are there.",
        "It took longer than until 2026-11-23 11:34:57.",
        "The writer at http://127.0.0.1:11434 did not answer within 120 s.",
        "The peer at 192.168.178.21 is gone.",
    ],
)
def test_figures_in_what_a_machine_says_are_no_private_data(words: str) -> None:
    assert screen_all(words_of_reason(Text(words))).allowed
    assert screen_all(words_of_reason(text("{reason} Try again.", reason=words))).allowed


@pytest.mark.parametrize(
    "words",
    [
        "Nobody is called mira@example.com.",
        "Call +491701234567.",
        "The peer at 8.8.8.8:53 is gone.",
        "A sexy 12 year old.",
        "You should kill yourself, 12884901888.",
    ],
)
def test_other_words_in_a_reason_are_looked_at(words: str) -> None:
    for reason in (Text(words), text("{what} failed.", what=words), text("{what} failed.", what=text("{a}", a=words))):
        assert not screen_all(words_of_reason(told_again(kept(reason)))).allowed


@pytest.mark.parametrize("category", Category)
def test_a_category_may_be_named_in_a_reason(category: Category) -> None:
    named = [text("Not here ({category}).", category=one) for one in (category, str(category), Text(str(category)))]
    for rating in RATINGS:
        for reason in (*named, Text(str(category))):
            assert screen_all(words_of_reason(told_again(kept(reason))), rating).allowed


def test_a_film_that_is_looked_at_again_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def likelihood(text: str) -> object:
        read.append(text)
        return classifier(text)

    classifier = show.moderation.likelihood
    monkeypatch.setattr(show.moderation, "likelihood", likelihood)
    lines = [f"The lamp of platform {number} goes out." for number in range(70)]
    for _ in range(3):
        assert screen_all(lines, "everyone").allowed
    assert len(read) == len(lines)
    assert screen(lines[0], "teen").allowed
    assert len(read) == len(lines) + 1
