"""Caption pages, subtitle files and the transcript."""

import re
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from renderer.captions import (
    MAX_CHARACTERS,
    MAX_UNSPACED_CHARACTERS,
    CaptionWord,
    caption_pages,
    to_srt,
    to_vtt,
    transcript,
)
from show.script import Delivery


def said(text, *, speaker="Mika", start=0.0, pace=0.3, delivery=Delivery.SPOKEN):
    return [
        CaptionWord(
            text=word,
            start_seconds=start + number * pace,
            end_seconds=start + number * pace + pace * 0.8,
            speaker=speaker,
            delivery=delivery,
        )
        for number, word in enumerate(text.split())
    ]


def test_pages_break_at_phrases():
    words = said("Where did you hide the letter, and who else knows about it? Tell me before the bell rings.")
    texts = [page.text for page in caption_pages(words)]
    assert texts == [
        "Where did you hide the letter,",
        "and who else knows about it?",
        "Tell me before the bell rings.",
    ]


def test_a_page_has_one_speaker_and_one_delivery():
    words = said("I know.") + said("You know nothing.", speaker="Ren", start=0.7)
    words += said("He lies", start=1.7, speaker="Ren", delivery=Delivery.THOUGHT)
    pages = caption_pages(words)
    assert [(page.speaker, page.words[0].delivery) for page in pages] == [
        ("Mika", Delivery.SPOKEN),
        ("Ren", Delivery.SPOKEN),
        ("Ren", Delivery.THOUGHT),
    ]


def test_a_pause_ends_a_page():
    pages = caption_pages(said("Wait") + said("who is there?", start=2.0))
    assert [page.text for page in pages] == ["Wait", "who is there?"]
    assert pages[0].end_seconds < 2.0


def test_a_page_is_held_long_enough_to_be_read_when_there_is_time():
    (page,) = caption_pages(said("Everything you remember about him", pace=0.1))
    assert page.characters_per_second <= 20.001


def test_no_page_ends_with_an_article_when_it_need_not():
    words = said("She put the key under the old stone in the garden behind the house by the sea")
    for page in caption_pages(words):
        assert page.text.split()[-1] not in {"the", "in", "by", "under", "old"} or page.words[-1] is words[-1]


_WORD = st.tuples(st.text(min_size=1, max_size=18), st.floats(0.02, 0.6), st.floats(0, 1.2), st.sampled_from("AB"))


@settings(max_examples=80, deadline=None)
@given(st.lists(_WORD, max_size=50))
def test_every_word_is_on_exactly_one_page_and_pages_never_overlap(items):
    words, clock = [], 0.0
    for text, long, gap, speaker in items:
        words.append(CaptionWord(text=text, start_seconds=clock, end_seconds=clock + long, speaker=speaker))
        clock += long + gap
    pages = caption_pages(words)
    assert [word for page in pages for word in page.words] == words
    assert [page.first for page in pages] == [
        sum(len(earlier.words) for earlier in pages[:number]) for number in range(len(pages))
    ]
    for page in pages:
        assert len(page.words) == 1 or len(page.text) <= max(MAX_CHARACTERS, MAX_UNSPACED_CHARACTERS)
        assert page.start_seconds <= page.end_seconds
    for page, following in pairwise(pages):
        assert page.end_seconds <= following.start_seconds + 1e-9


HOSTILE = "<script> --> {\\an8} WEBVTT &amp; 00:00:01.000 \u202e end"


def test_srt_is_numbered_timed_and_cannot_be_broken_by_words():
    text = to_srt(caption_pages(said(HOSTILE, speaker="a --> b")))
    assert re.match(r"1\n00:00:00,000 --> 00:00:0\d,\d{3}\n", text)
    assert text.count("-->") == len(re.findall(r"^\d+$", text, re.M))
    assert "<" not in text.replace("-->", "")
    assert "{" not in text
    assert "\u202e" not in text


def test_vtt_names_the_speaker_and_escapes_everything():
    text = to_vtt(caption_pages(said(HOSTILE, speaker="Ren <b>")), language="en-GB\n\nSTYLE")
    assert text.startswith("WEBVTT\nKind: captions\nLanguage: en-GBSTYLE\n")
    assert "<v Ren &lt;b&gt;>" in text
    assert "<script>" not in text
    assert text.count("-->") == len(re.findall(r"^\d+$", text, re.M))


def test_times_over_an_hour_are_written_whole():
    words = [CaptionWord(text="late", start_seconds=3661.5, end_seconds=3662.25)]
    assert "01:01:01,500 --> 01:01:02,500" in to_srt(caption_pages(words))


def test_the_transcript_has_a_paragraph_a_turn():
    words = said("I know.") + said("You know nothing.", speaker="Ren", start=65.0)
    assert (
        transcript(words, title="Episode 1") == "Episode 1\n\n[0:00] Mika: I know.\n\n[1:05] Ren: You know nothing.\n"
    )


def test_nothing_said_gives_empty_files():
    assert caption_pages([]) == ()
    assert to_srt([]) == ""
    assert to_vtt([]).startswith("WEBVTT")
