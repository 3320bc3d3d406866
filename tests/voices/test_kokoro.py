"""The house's own voice: its model kept safely, its acting, its cast."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from renderer.crew.kokoro import model as kokoro_model
from renderer.crew.kokoro.acting import EMOTIONS, Manner, edged, intoned, manner_of, paced
from renderer.crew.kokoro.casting import MEDIAN_PITCH_HZ, Cast, cast_ensemble, cast_voice, distance, other_voices
from renderer.crew.kokoro.model import Intonation, Reading, prepared_folder
from renderer.crew.kokoro.phonemes import NOBODY, Symbols
from renderer.crew.kokoro.styles import is_voice, style_for, voice_names
from renderer.crew.voice_kokoro import KokoroVoice
from renderer.synthesis import highpass
from show.bible import Character, VoiceCasting
from show.errors import CrewUnavailable
from show.ids import CharacterId
from show.script import Delivery, Emotion
from tests.voices.conftest import asked, assert_well_timed


def character(name: str, **casting: object) -> Character:
    return Character(id=CharacterId(name), name=name, look="", voice=VoiceCasting(**casting))  # type: ignore[arg-type]


def test_the_prepared_model_is_made_once_and_mended_when_damaged(model_cache: Path, tmp_path: Path) -> None:
    first = prepared_folder(model_cache)
    stamps = {path.name: path.stat().st_mtime_ns for path in first.iterdir()}
    assert prepared_folder(model_cache) == first
    assert {path.name: path.stat().st_mtime_ns for path in first.iterdir()} == stamps
    copy = tmp_path / first.name
    shutil.copytree(first, copy)
    (copy / "intoner.onnx").write_bytes(b"half a file")
    assert (prepared_folder(tmp_path) / "intoner.onnx").read_bytes() == (first / "intoner.onnx").read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == [first.name]


def test_two_workers_that_want_the_prepared_model_at_once_both_get_it(model_cache: Path, tmp_path: Path) -> None:
    known = prepared_folder(model_cache)
    with ThreadPoolExecutor(2) as both:
        folders = list(both.map(prepared_folder, [tmp_path, tmp_path]))
    assert folders == [tmp_path / known.name] * 2
    assert (folders[0] / "manifest.json").read_bytes() == (known / "manifest.json").read_bytes()


def test_a_louder_edge_is_filtered_as_the_library_for_signals_would() -> None:
    samples = np.random.default_rng(3).standard_normal(6000).astype(np.float32)
    whispered = edged(samples, Manner(breathy=True))
    np.testing.assert_allclose(whispered, highpass(samples, 320.0, 24_000), atol=1e-6)
    forceful = edged(samples, Manner(edge_db=6.0))
    expected = samples + highpass(samples, 1200.0, 24_000, order=1) * (10 ** (6.0 / 20.0) - 1.0)
    np.testing.assert_allclose(forceful, expected, atol=1e-5)


def test_a_line_sounds_the_same_on_any_number_of_threads(model_cache: Path) -> None:
    line = asked("It is mine.", emotion=Emotion.SORROW)
    once, again = (KokoroVoice(model_cache, threads=threads).say(line) for threads in (1, 3))
    assert np.array_equal(once.samples, again.samples)
    assert once.words == again.words


def test_another_model_than_the_pinned_one_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kokoro_model, "MODEL_SHA256", "0" * 64)
    with pytest.raises(CrewUnavailable, match="pinned"):
        prepared_folder(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_users_own_file_that_is_no_model_is_named(tmp_path: Path) -> None:
    file = tmp_path / "kokoro.onnx"
    file.write_bytes(b"not a model")
    with pytest.raises(CrewUnavailable):
        KokoroVoice(tmp_path / "cache", model_path=file).say(asked("Hello."))
    with pytest.raises(CrewUnavailable, match="can't be read"):
        KokoroVoice(tmp_path / "cache", model_path=tmp_path / "missing.onnx").say(asked("Hello."))


def test_a_line_longer_than_the_models_memory_is_said_whole(
    kokoro: KokoroVoice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("renderer.crew.voice_kokoro.MAX_SYMBOLS", 30)
    text = "Run now, before they see us. Then wait for me there!"
    speech = kokoro.say(asked(text))
    assert_well_timed(speech, text)
    assert all(word.end_seconds > word.start_seconds for word in speech.words)


def test_emotions_move_pitch_and_pace_the_way_people_do(kokoro: KokoroVoice) -> None:
    def said(emotion: Emotion, delivery: Delivery = Delivery.SPOKEN) -> tuple[float, float]:
        speech = kokoro.say(asked("Come back.", emotion=emotion, delivery=delivery, voice="af_heart"))
        return speech.duration_seconds, _hum(speech.samples)

    neutral, spent = said(Emotion.NEUTRAL), said(Emotion.EXHAUSTED)
    assert spent[0] > 1.15 * neutral[0]
    assert said(Emotion.NEUTRAL, Delivery.WHISPER)[1] < 0.4 * neutral[1]


def _hum(samples: np.ndarray) -> float:
    """The share of the power below 400 Hz, where a voice's fundamental lies; breath has little there."""
    power = np.abs(np.fft.rfft(samples)) ** 2
    return float(power[np.fft.rfftfreq(len(samples), 1 / 24_000) < 400].sum() / power.sum())


def curve() -> tuple[Intonation, np.ndarray, Symbols]:
    symbols = Symbols(text="noɡˈO.", owners=(0, 0, 1, 1, 1, NOBODY))
    frames = np.full(8, 5, np.float32)
    pitch = np.where(np.arange(80) % 16 < 12, 200.0 + 40.0 * np.sin(np.arange(80) / 5), 0.0).astype(np.float32)
    energy = np.full(80, 5.0, np.float32)
    style = np.zeros((1, 256), np.float32)
    return Intonation(pitch_hz=pitch, energy=energy, aligned=style, style=style), frames, symbols


def test_manners_raise_widen_and_leave_unvoiced_sounds_alone() -> None:
    before, frames, symbols = curve()
    after = intoned(before, frames, symbols, frozenset(), Manner(pitch=1.2, range=1.5, energy=1.1))
    voiced = before.pitch_hz > 20
    assert np.median(after.pitch_hz[voiced]) == pytest.approx(1.2 * np.median(before.pitch_hz[voiced]), rel=0.02)
    assert np.log(after.pitch_hz[voiced]).std() == pytest.approx(1.5 * np.log(before.pitch_hz[voiced]).std(), rel=0.02)
    assert (after.pitch_hz[~voiced] == 0).all()
    assert after.energy == pytest.approx(before.energy * 1.1)


def test_an_emphasised_word_is_higher_and_longer_than_its_neighbour() -> None:
    before, frames, symbols = curve()
    reading = Reading(frames=frames, read=frames, context=frames, style=frames)
    drawn = paced(reading, symbols, frozenset({1}), Manner(pause=2.0)).frames
    assert list(drawn) == [5, 5, 5, 6, 6, 6, 10, 5]
    after = intoned(before, frames, symbols, frozenset({1}), Manner())
    assert after.pitch_hz[40] > 1.08 * before.pitch_hz[40]
    assert after.pitch_hz[16] == pytest.approx(before.pitch_hz[16])


def test_strength_scales_an_emotion_and_none_changes_nothing() -> None:
    assert manner_of(Emotion.RAGE, 0.0, Delivery.SPOKEN) == Manner()
    weak, full = (manner_of(Emotion.JOY, s, Delivery.SPOKEN).pitch for s in (0.3, 0.8))
    assert 1.0 < weak < full == pytest.approx(EMOTIONS[Emotion.JOY].pitch)
    assert len({manner_of(e, 0.8, Delivery.SPOKEN) for e in Emotion}) == len(Emotion)


def test_the_pack_holds_all_voices_and_blends_lie_between() -> None:
    assert len(voice_names()) == 54
    assert set(MEDIAN_PITCH_HZ) <= set(voice_names())
    first, second = style_for("af_heart", 40), style_for("bf_emma", 40)
    assert style_for("af_heart+bf_emma", 40) == pytest.approx((first + second) / 2, abs=1e-3)
    assert is_voice("af_heart:0.6+bf_emma:0.4")
    assert not any(is_voice(name) for name in ("", "nobody", "af_heart+", "af_heart:x", "../af_heart"))


def test_a_part_is_cast_the_same_for_ever() -> None:
    casting = VoiceCasting(gender="female", age="teen", seed=42)
    assert cast_voice(casting, "en") == cast_voice(casting, "en")
    assert cast_voice(casting, "en").voice == "af_river"
    assert len({cast_voice(VoiceCasting(gender="female", seed=n), "en").voice for n in range(60)}) >= 8


def test_a_voice_of_another_engine_is_cast_anew_rather_than_failing() -> None:
    assert is_voice(cast_voice(VoiceCasting(voice="en-US-AriaNeural", gender="female"), "en").voice)


@pytest.mark.parametrize("language", ["en", "es", "fr", "hi"])
def test_no_two_of_a_cast_sound_alike(language: str) -> None:
    ages = ("adult", "teen", "adult", "elder", "child")
    people = [character(f"c{n}", gender=("female", "male")[n % 2], age=ages[n % 5], seed=n) for n in range(8)]
    cast = cast_ensemble(people, language)
    heard = [cast_voice(casting, language) for casting in cast.values()]
    assert len({(h.voice, h.pitch) for h in heard}) == 8
    assert min(distance(a, b) for i, a in enumerate(heard) for b in heard[:i]) > (1.2 if language == "en" else 0.5)


def test_newcomers_never_change_the_voices_before_them() -> None:
    people = [character(f"c{n}", gender="female", seed=n) for n in range(6)]
    assert list(cast_ensemble(people).items())[:4] == list(cast_ensemble(people[:4]).items())


def test_a_named_voice_is_kept_and_nobody_else_gets_it() -> None:
    people = [character(f"c{n}", gender="female", seed=n) for n in range(5)]
    people.append(character("star", gender="female", voice="af_heart"))
    cast = cast_ensemble(people)
    assert cast[CharacterId("star")].voice == "af_heart"
    assert sum(casting.voice == "af_heart" for casting in cast.values()) == 1


def test_a_cast_larger_than_the_choice_is_told_apart_by_pitch() -> None:
    people = [character(f"c{n}", gender="male", age="elder", seed=n) for n in range(9)]
    heard = [cast_voice(casting, "en") for casting in cast_ensemble(people).values()]
    assert len({(h.voice, round(h.pitch, 3)) for h in heard}) == 9


def test_other_voices_for_a_part_are_unlike_it_one_another_and_the_cast_and_say_where_they_are_not() -> None:
    people = (
        Character(id=CharacterId("mika"), name="Mika", look="", voice=VoiceCasting(voice="af_heart", gender="female")),
        Character(id=CharacterId("rin"), name="Rin", look="", voice=VoiceCasting(voice="af_bella", gender="female")),
        Character(id=CharacterId("old"), name="Old", look="", voice=VoiceCasting(voice="am_onyx", gender="male")),
    )
    offered = other_voices(people[0], people, "en", 4)
    names = [casting.voice for casting, _like in offered]
    assert len(set(names)) == 4
    assert not {"af_heart", "af_bella"} & set(names)
    assert offered == other_voices(people[0], people, "en", 4), "the same every time"
    heard = [Cast(voice=name) for name in names]
    assert min(distance(one, other) for one, other in combinations(heard, 2)) > 0.5
    for (casting, like), cast in zip(offered, heard, strict=True):
        assert casting.gender == "female"
        assert (like == "Rin") == (distance(cast, Cast(voice="af_bella")) < 1.25)
    # Nearly all voices there are include some that are like others'.
    everyone = other_voices(people[0], people, "en", 12)
    assert {"", "Rin"} <= {like for _casting, like in everyone}
    assert {casting.voice[0] for casting, _like in other_voices(people[0], people, "ja", 4)} == {"j"}
