"""Looks from words: what the vocabulary promises, and what becomes of words that promise nothing."""

from __future__ import annotations

import pytest

from renderer.crew.figures.prints import PRINTS
from renderer.crew.figures.wardrobe import CLOTHS
from renderer.crew.house import vocabulary
from renderer.crew.house.haircuts import CUTS
from renderer.crew.house.look import LEAST_UNLIKENESS, cast_look, cast_looks, closest_pair, look_of, unlikeness
from renderer.crew.house.palette import CLOTH_COLOURS, EYE_COLOURS, HAIR_COLOURS, SKIN_TONES, distance
from renderer.crew.house.puppet import paint_puppet
from renderer.crew.house.reading import read_look
from renderer.crew.ports import CharacterRequest
from show.bible import Character, VoiceCasting
from show.ids import CharacterId
from show.script import Angle, Emotion, Framing, Pose


def character(look: str, name: str = "Mio") -> Character:
    return Character(id=CharacterId(name.lower()), name=name, look=look)


def test_the_example_of_the_handbook_is_drawn_as_written() -> None:
    look = look_of(character("a tired night-shift nurse with silver bobbed hair and a scar"))
    assert look.cut == "bob"
    assert look.hair == HAIR_COLOURS["silver"]
    assert look.outfit == "nurse"
    assert {"scar", "dark-circles"} <= look.extras


@pytest.mark.parametrize("cut", sorted(vocabulary.CUTS))
def test_every_word_for_a_cut_draws_it(cut: str) -> None:
    assert cut in CUTS
    for word in (cut, *vocabulary.CUTS[cut]):
        assert read_look(f"a person with {word} hair").said["cut"] == cut, word


@pytest.mark.parametrize("outfit", sorted(vocabulary.OUTFITS))
def test_every_outfit_of_the_vocabulary_exists(outfit: str) -> None:
    assert outfit in CLOTHS
    for word in vocabulary.OUTFITS[outfit]:
        assert read_look(f"someone in {word}").said["outfit"] == outfit, word


@pytest.mark.parametrize("extra", sorted(vocabulary.EXTRAS))
def test_every_word_for_an_accessory_puts_it_on(extra: str) -> None:
    for word in (extra, *vocabulary.EXTRAS[extra]):
        assert extra in read_look(f"someone, {word}").extras, word


def test_colours_go_to_the_noun_they_stand_before() -> None:
    look = look_of(character("a girl with pink hair, green eyes, a blue coat and a red scarf"))
    assert look.hair == HAIR_COLOURS["pink"]
    assert look.eyes == EYE_COLOURS["green"]
    assert look.cloth == CLOTH_COLOURS["blue"]
    assert look.colour_of("scarf", (0, 0, 0)) == CLOTH_COLOURS["red"]


def test_compounds_are_understood() -> None:
    look = look_of(character("a silver-haired, red-eyed, dark-skinned boy"))
    assert (look.hair, look.eyes) == (HAIR_COLOURS["silver"], EYE_COLOURS["red"])
    assert look.skin == SKIN_TONES["dark"]
    assert look.gender == "m"


def test_a_long_coat_is_no_long_hair() -> None:
    assert look_of(character("a man in a long coat with slicked black hair")).cut == "slick"


def test_what_the_words_leave_open_comes_from_the_name_and_stays() -> None:
    assert look_of(character("", "Aya")) == look_of(character("", "Aya"))
    assert look_of(character("", "Aya")) != look_of(character("", "Ben"))


def test_the_voice_casting_decides_gender_and_age_where_words_dont() -> None:
    who = Character(id=CharacterId("x"), name="X", look="", voice=VoiceCasting(gender="male", age="elder"))
    assert (look_of(who).gender, look_of(who).age) == ("m", "elder")


def test_of_contradictions_the_first_counts() -> None:
    look = look_of(character("a short spiky bald girl with long red blue hair"))
    assert look.cut in ("short", "spiky")
    assert look.hair == HAIR_COLOURS["red"]


@pytest.mark.parametrize(
    "words",
    ["", "a girl", "a boy with black hair", "a girl with a black bob in a sailor uniform",
     "a fair man with slick black hair, blue eyes, a black suit and glasses"],
)  # fmt: skip
def test_members_of_one_cast_are_kept_apart(words: str) -> None:
    cast = tuple(character(words, f"Name {n}") for n in range(7))
    gap, one, other = closest_pair(cast)
    assert gap >= LEAST_UNLIKENESS, f"“{words}”: {one} and {other} are {gap:.2f} apart"
    looks = list(cast_looks(cast).values())
    assert gap == min(unlikeness(a, b) for n, a in enumerate(looks) for b in looks[:n])


@pytest.mark.parametrize("pattern", sorted(vocabulary.PATTERNS))
def test_every_word_for_a_pattern_prints_it(pattern: str) -> None:
    assert pattern in (*PRINTS, "plain")
    for word in (pattern, *vocabulary.PATTERNS[pattern]):
        assert read_look(f"a woman in a {word} dress").said["pattern"] == pattern, word


@pytest.mark.parametrize("shape", sorted(vocabulary.EYE_SHAPES))
def test_every_word_for_eyes_shapes_them(shape: str) -> None:
    for word in vocabulary.EYE_SHAPES[shape]:
        assert read_look(f"a {word} woman").said["eye_shape"] == shape, word


def test_hair_can_be_streaked_and_dipped_and_eyes_can_differ() -> None:
    look = look_of(character("black hair with blue streaks and pink tips, one green eye and one golden eye"))
    assert (look.hair, look.streaks, look.tips) == tuple(HAIR_COLOURS[name] for name in ("black", "blue", "pink"))
    assert (look.eyes, look.other_eye) == (EYE_COLOURS["green"], EYE_COLOURS["golden"])


def test_eyes_of_two_colours_differ_clearly_when_only_the_word_says_so() -> None:
    for number in range(20):
        look = look_of(character("a boy with heterochromia and blue eyes", f"Name {number}"))
        assert distance(look.eyes, look.other_eye) > 0.15


def test_the_shape_of_hair_counts_more_than_its_length() -> None:
    assert look_of(character("a girl with long wavy twintails")).cut == "twintails"
    assert look_of(character("a little girl with pink twin-tails, blue hoodie")).hair == HAIR_COLOURS["pink"]


def test_every_colour_colours_everything() -> None:
    for name in vocabulary.COLOUR_WORDS:
        first = look_of(character(f"{name} hair, {name} eyes, a {name} coat"))
        assert look_of(character(f"{name} hair, {name} eyes, a {name} coat", "Ren")).hair == first.hair
        assert look_of(character(f"{name} hair, {name} eyes, a {name} coat", "Ren")).eyes == first.eyes
        assert look_of(character(f"{name} hair, {name} eyes, a {name} coat", "Ren")).cloth == first.cloth


def test_skin_can_have_any_colour() -> None:
    assert look_of(character("an elf with green skin")).skin == SKIN_TONES["green"]
    violet = look_of(character("a demon with violet skin")).skin
    assert violet == look_of(character("a demon with violet skin", "Ren")).skin


def test_what_contradicts_is_said_to_be_ignored() -> None:
    assert {"twintails", "bob"} <= set(read_look("bald with long twintails and a bob").ignored)
    assert "blue" in read_look("a girl with red hair and blue hair").ignored


def test_signs_other_scripts_and_excess_are_said_to_be_ignored() -> None:
    assert "🦊" in read_look("a girl 🦊 with red hair").ignored
    assert "طويل" in read_look("شعر طويل").ignored
    assert read_look("red hair " * 600).ignored == ("…",)


def test_joining_the_cast_changes_nobody_who_was_there() -> None:
    cast = tuple(character("a girl", f"Name {n}") for n in range(3))
    joined = (*cast, character("a girl", "Late"))
    assert all(cast_look(who, cast) == cast_look(who, joined) for who in cast)


HOSTILE = (
    "", " ", "x" * 4000, "hair " * 800, "🦊🔥👩‍🦰✨", "فتاة ذات شعر أسود طويل", "銀髪の少女、赤い目", "‮evil‬ girl",
    "<svg onload=alert(1)> ../../etc/passwd; DROP TABLE looks", "\x00\x01\ud800",
    "bald with long twintails and a buzzcut bob",
    "@everyone #ff0000 -- ''",
)  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_draw_someone_and_say_what_was_ignored(words: str) -> None:
    who = character(words)
    puppet = paint_puppet(
        CharacterRequest(
            character=who, cast=(who,), expression=Emotion.SMUG, strength=9.0, angle=Angle.FRONT, pose=Pose.FIST,
            framing=Framing.WIDE, light_from_left=False, seed=-3,
        )
    )  # fmt: skip
    assert len(puppet.parts) > 8
    assert all(len(word) <= 40 for word in puppet.ignored_words)
    assert len(puppet.ignored_words) <= 60


def test_unknown_words_are_named() -> None:
    assert "zeppelin" in read_look("a girl with a zeppelin").ignored
    assert read_look("a girl with red hair").ignored == ()


def test_named_colours_are_apart() -> None:
    for table in (HAIR_COLOURS, SKIN_TONES):
        names = sorted(table)
        closest = min(distance(table[a], table[b]) for n, a in enumerate(names) for b in names[:n])
        assert closest > 0.01
