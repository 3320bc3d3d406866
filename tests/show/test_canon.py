"""What is understood of sentences, what contradicts what, and what an episode establishes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from show.bible import Fact
from show.canon import MOST_FACTS, Claim, claims, contradict, contradicted, facts_of, without
from show.ids import EpisodeId
from show.script import Beat
from tests.stories import a_script, a_series

NAMES = ("Mira", "Rin", "Old Ben")


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ("Mira is dead.", "Mira is alive", True),
        ("Mira died in the fire", "What if Mira never died", True),
        ("Mira isn't dead", "Mira is alive", False),
        ("Mira's brother is the mayor", "Mira's brother is a baker", True),
        ("Mira's brother is the mayor", "Rin's brother is a baker", False),
        ("Mira wrote the letters", "The letters were written by Rin", True),
        ("Mira has been writing the letters all along", "It was Old Ben who wrote the letters", True),
        ("Mira wrote the letters", "Rin wrote the song", False),
        ("Rin is a ghost", "Rin is not a ghost", True),
        ("Rin is a ghost", "Rin is a courier", False),
        ("Rin is a ghost", "Is Rin a ghost?", False),
        ("The lamp goes out", "The lamp burns", False),
    ],
)
def test_what_contradicts_what(one, other, clash):
    ours, theirs = claims(one, NAMES), claims(other, NAMES)
    assert any(contradict(a, b) for a in ours for b in theirs) is clash
    assert any(contradict(b, a) for a in ours for b in theirs) is clash


def test_a_speaker_claims_for_themselves():
    assert claims("I am a thief. My father is the king.", NAMES, "Rin") == (
        Claim(subject="Rin", attribute="is", value="thief"),
        Claim(subject="Rin", attribute="father", value="king"),
    )
    assert claims("I am a thief.", NAMES) == ()


@settings(deadline=None)
@given(st.text(max_size=300), st.sampled_from(["", "Rin"]))
def test_any_text_is_understood_or_left_alone_and_never_contradicts_itself_twice(text, speaker):
    for claim in claims(text, NAMES, speaker):
        assert not contradict(claim, claim)
        assert contradict(claim, replace(claim, negated=not claim.negated))


def test_an_episode_establishes_its_twist_with_a_receipt_and_nothing_twice():
    series = a_series()
    script = a_script(series, EpisodeId("moon-post-1-e1"))
    shots = script.scenes[0].shots
    turned = replace(script, scenes=(replace(script.scenes[0], shots=(shots[0], replace(shots[1], beat=Beat.TWIST))),))
    facts = facts_of(series, turned, "Rin wrote the letter")
    assert facts[0].text == "Rin wrote the letter"
    assert (facts[0].episode_number, facts[0].shot_number) == (1, 2)
    assert "The seal breaks by itself." in [fact.text for fact in facts]
    assert len(facts) <= MOST_FACTS
    told = replace(series, facts=facts)
    assert facts_of(told, turned, "Rin wrote the letter") == ()
    assert contradicted(told, "Mira wrote the letter") == (facts[0],)
    assert contradicted(without(told, facts[0]), "Mira wrote the letter") == ()
    assert contradicted(told, "Rin wrote the letter in the rain") == ()


def test_facts_that_are_only_words_contradict_nothing():
    words = Fact(text="The moon is loud", episode_number=1, shot_number=1)
    assert contradicted(replace(a_series(), facts=(words,)), "The moon is not loud") == ()
