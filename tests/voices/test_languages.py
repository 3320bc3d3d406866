"""Japanese and Chinese as Kokoro reads them, and every language of Kokoro said by the real model."""

from __future__ import annotations

import pytest

from renderer.crew.kokoro.casting import cast_ensemble
from renderer.crew.kokoro.hanzi import mandarin
from renderer.crew.kokoro.kana import bunsetsu, japanese, spelled
from renderer.crew.kokoro.numerals import numeral
from renderer.crew.kokoro.phonemes import vocabulary
from renderer.crew.spoken import spoken_words
from renderer.crew.voice_kokoro import KokoroVoice
from renderer.cues import shown_words
from renderer.recording import speech_request
from show.bible import NARRATOR, Character, Series, VoiceCasting
from show.ids import CharacterId, GuildId, LineId, SeriesId
from show.order import FilmSettings
from show.script import Line
from tests.voices.conftest import asked, assert_well_timed


def latin(word: str) -> str:
    return f"<{word}>"


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("手紙は本物だった。", "teɡamʲiβa hommonodaʔta."),
        ("学校へ行こう！", "ɡaʔkoːe ikoː!"),
        ("きょうは…", "kʲoːβa…"),
        ("シャーロット", "ɕaːɾoʔto"),
        ("さんか、しんぶん", "saŋka, ɕimbɯɴ"),
        ("300円", "sambʲakɯ eɴ"),
        ("Mikaだ", "<Mika>da"),
    ],
)
def test_japanese_is_read_by_a_dictionary(text: str, symbols: str) -> None:
    assert japanese([text], latin)[0].replace(" ", "") == symbols.replace(" ", "")


def test_every_kana_has_symbols_that_the_model_knows() -> None:
    known = vocabulary()
    for code in range(ord("ァ"), ord("ヴ") + 1):
        symbols = spelled(chr(code) + "ア")
        assert len(symbols) > 1, chr(code)
        assert all(symbol in known for symbol in symbols), (chr(code), symbols)


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("你好", "ni↗xau↓"),
        ("中国人是二", "ꭧʊ→ŋkwo↗ɻə↗nʂɨ↘ɚ↘"),
        ("不要！", "pu↗jau↘!"),
        ("女儿去云南", "ny↓ɚ↗ʨʰy↘y↗nna↗n"),
        ("银行", "i↗nxa↗ŋ"),
        ("我是Mika", "wo↓ʂɨ↘<Mika>"),
    ],
)
def test_chinese_is_read_with_its_tones(text: str, symbols: str) -> None:
    assert mandarin([text], latin)[0].replace(" ", "") == symbols


def test_every_syllable_of_mandarin_is_spelled_in_the_models_symbols() -> None:
    text = "八怕妈发大他那拉高靠好家去小中吃是人走草思而要我鱼月圆云用国会穷军雪全文翁"
    known = vocabulary()
    for character in text:
        sound = mandarin([character], latin)[0]
        assert len(sound) >= 2, character
        assert all(symbol in known for symbol in sound), (character, sound)


@pytest.mark.parametrize(
    ("digits", "language", "said"),
    [
        ("0", "zh", "零"), ("10", "zh", "十"), ("105", "zh", "一百零五"), ("10005", "zh", "一万零五"),
        ("100000000", "zh", "一亿"), ("007", "zh", "〇〇七"), ("2026", "ja", "二千二十六"), ("300", "ja", "サンビャク"),
        ("11", "ja", "十一"), ("10000", "ja", "一万"), ("1" * 20, "ja", "一" * 20),
    ],
)  # fmt: skip
def test_digits_are_said_as_readers_say_them(digits: str, language: str, said: str) -> None:
    assert numeral(digits, language) == said


def test_unspaced_lines_come_in_phrases_of_whole_words() -> None:
    text = "この扉を開けたら、私たちの世界は終わる。"
    assert [w.written for w in spoken_words(text, "ja", {})] == [
        "この扉を",
        "開けたら、",
        "私たちの",
        "世界は",
        "終わる。",
    ]
    assert "".join(bunsetsu(text)) == text
    assert spoken_words("Ren は", "ja", {})[0].written == "Ren"
    chinese = [w.written for w in spoken_words("为什么要写“再见”？", "zh", {})]
    assert chinese == ["为什么要写", "“再见”？"]


def test_what_is_acted_in_an_unspaced_line_is_not_read() -> None:
    line = Line(id=LineId("l1"), speaker=NARRATOR, text="（笑）そうだね。")
    bare = Series(id=SeriesId("s"), guild_id=GuildId(1), title="", premise="")
    text = speech_request(line, bare, FilmSettings(language="ja")).text
    assert [word.said for word in spoken_words(text, "ja", {})] == ["", "そうだね"]
    assert shown_words(text.split()) == ["(笑)", "そうだね。"]


def test_a_name_in_an_unspaced_line_is_said_as_the_lexicon_has_it() -> None:
    words = spoken_words("東雲さんは来ない。", "ja", {"東雲": "しののめ /ɕinonome/"})
    assert (words[0].written, words[0].said, words[0].ipa) == ("東雲", "しののめ", "ɕinonome")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "¿Dónde está mi hermana?"),
        ("pt", "Não abra essa porta!"),
        ("fr", "Qui a écrit la lettre ?"),
        ("it", "Chi ha aperto la porta?"),
        ("hi", "यह चिट्ठी किसने लिखी?"),
        ("ja", "手紙は本物だった。誰が？"),
        ("zh", "那封信是真的，谁写的？"),
    ],
)
def test_every_language_is_said_with_every_word_timed(kokoro: KokoroVoice, language: str, text: str) -> None:
    assert kokoro.speaks(language)
    speech = kokoro.say(asked(text, language=language, gender="female", seed=3))
    assert "".join(word.text for word in speech.words) == text.replace(" ", "")
    assert 0.6 < speech.duration_seconds < 4.5
    assert len(speech.phonemes) > 8
    if language not in ("ja", "zh"):
        assert_well_timed(speech, text)


@pytest.mark.parametrize(("language", "letter"), [("ja", "j"), ("zh", "z"), ("es", "e"), ("hi", "h")])
def test_a_cast_is_given_voices_of_its_language(language: str, letter: str) -> None:
    people = [
        Character(id=CharacterId(f"c{n}"), name="", look="", voice=VoiceCasting(gender=gender, seed=n))
        for n, gender in enumerate(["female", "male", "female", "any"])
    ]
    voices = [casting.voice for casting in cast_ensemble(people, language).values()]
    assert len(set(voices)) == 4
    assert all(voice.startswith(letter) for voice in voices)
