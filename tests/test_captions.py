"""Caption pages, subtitle files and the transcript."""

import random
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from renderer.captions import (
    MAX_CHARACTERS,
    MAX_UNSPACED_CHARACTERS,
    CaptionWord,
    caption_pages,
    phrased,
)
from renderer.effects import EFFECTS
from renderer.phrases import phrases_of
from renderer.subtitles import SOUND_NAMES, sound_captions, sound_names, to_srt, to_vtt, transcript
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


def fluent(rng, length, language="en"):
    """A line at 11–17 characters a second, as people speak, with a breath after marks."""
    letters = {"en": "abcdefghijklmnoprstuvwy", "ja": "あいうえおかきくけこ手紙夜空ーっゃ"}[language]
    words, clock, rate = [], 0.0, rng.uniform(11, 17) if language == "en" else rng.uniform(5, 9)
    for _ in range(length):
        long = rng.randint(1, 11) if language == "en" else rng.randint(3, 30)
        text = "".join(rng.choice(letters) for _ in range(long)) + rng.choice(["", "", "", ",", ".", "?!", "…"])
        seconds = (len(text) + 1) / rate * rng.uniform(0.75, 1.25)
        words.append(CaptionWord(text=text, start_seconds=clock, end_seconds=clock + seconds * 0.95))
        clock += seconds + (rng.uniform(0.1, 0.6) if not text[-1].isalnum() else 0.0)
    return words


@pytest.mark.parametrize("language", ["en", "ja"])
def test_two_hundred_fluent_lines_can_be_read_in_time(language):
    rng = random.Random(11)
    for _ in range(200):
        words = phrased(fluent(rng, rng.randint(1, 24 if language == "en" else 3), language))
        pages = caption_pages(words)
        assert [word for page in pages for word in page.words] == words
        assert all(page.characters_per_second <= 20.001 for page in pages)
        assert all(before.end_seconds <= after.start_seconds + 1e-9 for before, after in pairwise(pages))


def test_a_quick_page_comes_before_its_words_but_not_before_the_page_ahead():
    words = said("Stop") + said("everything you remember about him", start=2.0, pace=0.1)
    words += said("No", start=2.55, speaker="Ren")
    pages = caption_pages(words)
    assert 1.7 <= pages[1].start_seconds < 2.0
    assert pages[0].end_seconds <= pages[1].start_seconds


def test_unspaced_lines_are_cut_into_phrases_by_kinsoku():
    text = "「最初の手紙はどこに隠したの？」と彼女は言った…ちょっと待って。"
    pieces = phrases_of(text)
    assert "".join(pieces) == text
    assert pieces[:3] == ["「最初の", "手紙はどこに", "隠したの？」と"]
    assert phrases_of("Donaudampfschifffahrt") == ["Donaudampfschifffahrt"]
    words = phrased([CaptionWord(text=text, start_seconds=1.0, end_seconds=7.0)])
    assert words[0].start_seconds == 1.0
    assert words[-1].end_seconds == 7.0
    assert all(a.end_seconds == b.start_seconds < b.end_seconds for a, b in pairwise(words))


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="手紙夜空あいうっゃーアッン、。！？「」（…a1", max_size=60))
def test_no_phrase_begins_or_ends_where_kinsoku_forbids_it(text):
    pieces = phrases_of(text)
    assert "".join(pieces) == text
    for before, after in pairwise(pieces):
        assert after[0] not in "っゃーッ、。！？」…"
        assert before[-1] not in "「（"


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
    assert "<v.s1 Ren &lt;b&gt;>" in text
    assert "<script>" not in text
    assert text.count("-->") == len(re.findall(r"^\d+$", text, re.M))


def test_times_over_an_hour_are_written_whole():
    words = [CaptionWord(text="late", start_seconds=3661.5, end_seconds=3662.25)]
    assert "01:01:01,500 --> 01:01:02,500" in to_srt(caption_pages(words))


def test_vtt_follows_captions_that_made_room_for_a_face_and_sounds_make_room_for_them():
    pages = [replace(page, y=0.2) for page in caption_pages(said("Where did you hide it?"))]
    cues = to_vtt(pages, sound_captions([("thunder", 0.5), ("bell", 30.0)])).split("\n\n")
    assert [re.search(r"line:(\d+)%", cue)[1] for cue in cues if "-->" in cue] == ["18", "70", "14"]


def test_the_transcript_has_a_paragraph_a_turn():
    words = said("I know.") + said("You know nothing.", speaker="Ren", start=65.0)
    assert (
        transcript(words, title="Episode 1") == "Episode 1\n\n[0:00] Mika: I know.\n\n[1:05] Ren: You know nothing.\n"
    )


def test_vtt_places_pages_colours_speakers_and_times_every_word():
    words = [*said("Where did you hide it all this time?"), *said("Nowhere.", speaker="Ren", start=4.0)]
    words = [replace(word, colour="#ff0000" if word.speaker == "Ren" else "#0000ff") for word in words]
    text = to_vtt(caption_pages(words), sound_captions([("thunder", 2.0)]))
    header, *cues = text.split("\n\n")
    assert "::cue(.s1) { color: #" in text
    assert "::cue(.s2) { color: #" in text
    assert header.startswith("WEBVTT")
    spoken = [cue for cue in cues if "<v." in cue]
    assert all("line:70% position:50% size:76% align:center" in cue for cue in spoken)
    assert "<v.s1 Mika>Where <00:00:00.300>did <00:00:00.600>you" in spoken[0]
    assert spoken[0].count("\n") == 3
    assert any("line:14%" in cue and "<i>[thunder]</i>" in cue for cue in cues)
    starts = re.findall(r"^(\d\d:\S+) -->", text, re.M)
    assert starts == sorted(starts)


def test_srt_names_who_speaks_where_it_changes_and_tells_sounds():
    words = said("I know.") + said("You know. Nothing at all.", speaker="Ren", start=2.0)
    words += said("Nor you.", speaker="Ren", start=8.0)
    text = to_srt(caption_pages(words), sound_captions([("knock", 1.2), ("whoosh", 1.3), ("knock", 2.0)]))
    assert text.count("REN:") == text.count("MIKA:") == 1
    assert text.count("[knocking]") == 1
    assert "whoosh" not in text
    assert [int(n) for n in re.findall(r"^(\d+)$", text, re.M)] == list(range(1, text.count("-->") + 1))


def test_sounds_are_named_for_effects_that_exist():
    assert set(SOUND_NAMES) <= set(EFFECTS)
    assert sound_captions([("thunder", 1.0)], language="fr")[0].text == "[tonnerre]"


@pytest.mark.parametrize("language", ["es", "pt", "fr", "it", "de", "ja", "zh", "hi"])
def test_sounds_have_names_in_every_language_of_the_voices(language):
    names = sound_names(language)
    assert set(names) == set(SOUND_NAMES)
    assert all(name.strip() for name in names.values())
    assert sound_captions([("rain", 1.0)], language=f"{language}-XX")[0].text == f"[{names['rain']}]"
    assert sound_captions([("rain", 1.0)], language="xx") == ()


def test_the_transcript_tells_sounds_between_turns():
    words = said("I know.") + said("You know nothing.", speaker="Ren", start=9.0)
    text = transcript(words, sounds=sound_captions([("door", 5.0)]))
    assert text == "[0:00] Mika: I know.\n\n[0:05] [door slams]\n\n[0:09] Ren: You know nothing.\n"


def test_nothing_said_gives_empty_files():
    assert caption_pages([]) == ()
    assert to_srt([]) == ""
    assert to_vtt([]).startswith("WEBVTT")
