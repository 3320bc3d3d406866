"""Looks from words: each colour goes to its noun, what is left open is stable, hostile text is harmless."""

from __future__ import annotations

import pytest

from renderer.crew.figures import vocabulary as words
from renderer.crew.figures.look import ENOUGH, Look, distance, look_of, parse
from renderer.crew.figures.tones import from_hex
from show.bible import Character, VoiceCasting
from show.ids import CharacterId


def person(look: str, name: str = "Mio", **voice: str) -> Character:
    return Character(id=CharacterId(name.lower()), name=name, look=look, voice=VoiceCasting(**voice))  # type: ignore[arg-type]


def seen(look: str) -> Look:
    return parse(person(look))


@pytest.mark.parametrize(
    ("look", "trait", "value"),
    [
        ("a teen girl with long silver hair, green eyes, sailor uniform and a red ribbon", "hair", "silver"),
        ("a young woman with bobbed navy hair, amber eyes, long coat and round glasses", "hair", "navy"),
        ("a young man with ponytailed black hair, grey eyes, black suit and silver earrings", "hair", "black"),
        ("a teen girl with twin-tails of blond hair, red eyes, hoodie and a choker", "hair", "blond"),
        ("a young man with slicked-back silver hair, golden eyes, leather jacket and freckles", "hair", "silver"),
        ("a woman with silver bobbed hair", "hair", "silver"),
        ("hair as black as ink, and a red coat", "hair", "black"),
        ("a red-haired girl in a blue dress", "hair", "red"),
        ("a blue-eyed, brown-haired boy", "hair", "brown"),
        ("a blonde detective in a grey coat", "hair", "blonde"),
        ("a girl with a pink ponytail", "hair", "pink"),
        ("his hair is white, his eyes are red", "hair", "white"),
    ],
)
def test_hair_takes_its_own_colour(look: str, trait: str, value: str) -> None:
    assert seen(look).hair == from_hex(words.HAIR_COLOURS[value])


@pytest.mark.parametrize(
    ("look", "value"),
    [
        ("a teen girl with long silver hair, green eyes, sailor uniform and a red ribbon", "green"),
        ("a blue-eyed, brown-haired boy", "blue"),
        ("black hair and piercing violet eyes in a green coat", "violet"),
        ("his hair is white, his eyes are red", "red"),
        ("a red-haired girl with hazel eyes in a blue dress", "hazel"),
    ],
)
def test_eyes_take_their_own_colour(look: str, value: str) -> None:
    assert seen(look).eyes == (from_hex(words.EYE_COLOURS[value]),) * 2


@pytest.mark.parametrize(
    ("look", "outfit", "colour"),
    [
        ("a man with black hair in a worn grey coat", "coat", "grey"),
        ("a teen boy with brown hair and a dark blazer with a tie", "blazer", "dark"),
        ("a woman with red hair, a scarlet raincoat and a white scarf", "coat", "scarlet"),
        ("a girl with pink hair, an indigo dress", "dress", "indigo"),
        ("a blue-haired girl in a yellow hoodie", "hoodie", "yellow"),
        ("a young man with short brown hair, blue eyes, black suit", "suit", "black"),
        ("a boy in a denim jacket", "jacket", "denim"),
    ],
)
def test_clothes_take_their_own_colour(look: str, outfit: str, colour: str) -> None:
    assert (seen(look).outfit, seen(look).cloth) == (outfit, from_hex(words.CLOTH_COLOURS[colour]))


@pytest.mark.parametrize(
    ("look", "cut"),
    [
        ("a girl with bobbed silver hair and a long coat", "bob"),
        ("a girl with short hair and a long scarf", "short"),
        ("a girl with long braided hair", "braid"),
        ("a boy with spiky red hair", "spiky"),
        ("a girl with twin tails", "twin-tails"),
        ("a woman, her hair in a bun", "bun"),
        ("a boy with long black hair", "low-tail"),
        ("a girl with straight black hair", "long"),
        ("a woman with a hime cut", "hime"),
    ],
)
def test_haircuts_are_told_from_other_lengths(look: str, cut: str) -> None:
    assert seen(look).cut == cut


@pytest.mark.parametrize(
    ("look", "age", "gender"),
    [
        ("an old man with an old coat", "elder", "male"),
        ("a little girl", "child", "female"),
        ("a young woman with an old scar", "adult", "female"),
        ("a 16-year-old boy", "teen", "male"),
        ("a schoolgirl in uniform", "teen", "female"),
        ("a tired night-shift nurse, her hair in a bun", "adult", "female"),
        ("elderly king", "elder", "male"),
    ],
)
def test_age_and_sex_are_read(look: str, age: str, gender: str) -> None:
    assert (seen(look).age, seen(look).gender) == (age, gender)


def test_boys_in_uniform_wear_trousers() -> None:
    assert seen("a teen boy in a school uniform").trousers
    assert seen("a teen boy in a sailor uniform").outfit == "blazer"
    assert not seen("a teen girl in a school uniform").trousers
    assert seen("a teen girl in a blazer and trousers").trousers


def test_skin_is_light_to_medium_unless_said() -> None:
    open_skins = {parse(person("a girl", name)).skin for name in ("A", "B", "C", "D", "E", "F", "G")}
    assert open_skins <= {from_hex(skin) for skin in words.SKINS}
    assert seen("a girl with dark skin and blue eyes").skin == from_hex(words.SKIN_WORDS["dark"])
    assert seen("a brown-skinned man").skin == from_hex(words.SKIN_WORDS["brown"])
    assert seen("a tanned boy").skin == from_hex(words.SKIN_WORDS["tanned"])


def test_two_eyes_of_two_colours() -> None:
    left, right = seen("a girl with one red and one blue eye").eyes
    assert {left, right} == {from_hex(words.EYE_COLOURS["red"]), from_hex(words.EYE_COLOURS["blue"])}


def test_a_new_word_changes_only_what_it_speaks_of() -> None:
    before, after = seen("a girl in a hoodie"), seen("a girl in a hoodie with glasses")
    assert (before.hair, before.cut, before.eyes, before.skin) == (after.hair, after.cut, after.eyes, after.skin)
    assert after.extras == {"glasses"}


def test_unknown_words_are_reported_and_known_ones_are_not() -> None:
    ignored = seen("a girl with long silver hair, a quixotic mechanical parrot and a red ribbon").ignored
    assert set(ignored) == {"quixotic", "mechanical", "parrot"}


def test_a_cast_without_words_still_looks_different() -> None:
    cast = tuple(person("", name) for name in ("Aki", "Ren", "Sora", "Yui", "Kai", "Emi"))
    looks = [look_of(member, cast) for member in cast]
    gaps = [distance(a, b) for n, a in enumerate(looks) for b in looks[:n]]
    assert min(gaps) >= ENOUGH


def test_the_first_in_a_cast_keep_their_looks_when_others_join() -> None:
    cast = tuple(person("", name) for name in ("Aki", "Ren", "Sora"))
    assert look_of(cast[0], cast) == look_of(cast[0], (*cast, person("", "Yui")))


@pytest.mark.parametrize(
    "look",
    [
        "",
        "x" * 4000,
        "hair " * 800,
        "👩‍🚀🔥 銀髪の少女",
        "فتاة ذات شعر أسود طويل",
        "\u202egirl\u202c",
        "\ud800",
        "- - -, ,;:",
        "{0}%s\\n",
    ],
)
def test_hostile_words_give_a_whole_look(look: str) -> None:
    found = parse(person(look, "\u202eName\u0000"))
    assert found.cut
    assert found.outfit
    assert len(found.ignored) <= 20
