"""A small film and its dub: lines, captions and cards change, and pictures without words are not made again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from renderer.__main__ import main
from renderer.crew.voice_espeak import EspeakVoice
from renderer.director.brief import brief_of
from renderer.dubbing import DubOrder, dubbed, make_dub
from renderer.production import make_film
from renderer.recording import record, speech_request
from renderer.takes import Takes, take_key
from renderer.timeline import lay_out
from show.codec import dumps, to_plain
from show.credits import Roll
from show.errors import InvalidInput, Refused
from show.ids import CharacterId, ShotId
from show.lexicon import lexicon_of
from show.order import ProductionOrder
from show.script import Episode, Framing, Shot
from show.translation import Translation, sheet_of
from tests.renderer.small_film import REPLY_TO, SERIES, small_order

SPANISH = ("Esta carta llegó pronto.", "Quémala ahora.", "La escribí yo, bajo la lluvia.", "¿Qué has hecho?")


def with_a_silent_shot(order: ProductionOrder) -> ProductionOrder:
    """A shorter order: an establishing shot in which nobody speaks, one shot with lines, no roll."""
    scene = order.script.scenes[0]
    silent = replace(scene.shots[0], id=ShotId("s0"), framing=Framing.ESTABLISHING, cast=(), lines=())
    shots: tuple[Shot, ...] = (silent, replace(scene.shots[0], cast=scene.shots[0].cast[:1]))
    return replace(order, roll=Roll(), script=replace(order.script, scenes=(replace(scene, shots=shots),)))


def spanish(script: Episode) -> Translation:
    lines = {line.id: SPANISH[number % len(SPANISH)] for number, (_, line) in enumerate(script.lines())}
    return Translation(language="es", lines=dict(lines), title="La carta temprana", by="test")


def a_dub(order: ProductionOrder, translation: Translation | None) -> DubOrder:
    return DubOrder(id="d1", reply_to=REPLY_TO, film=order, language="es", translation=translation)


def test_a_dub_is_the_same_film_with_other_words() -> None:
    order = replace(small_order(), series=replace(SERIES, lexicon={"Mira": "Meer-ah"}))
    made = dubbed(a_dub(order, None), spanish(order.script))
    assert made.settings == replace(order.settings, language="es")
    assert made.series.characters == order.series.characters
    assert lexicon_of(made.series, "es") == {}, "an English respelling would be read as Spanish"
    assert next(line.text for _, line in made.script.lines()) == SPANISH[0]
    with pytest.raises(InvalidInput):
        dubbed(a_dub(order, None), Translation(language="es", lines={}))


def test_what_may_not_be_shown_is_not_dubbed() -> None:
    order = small_order()
    hateful = replace(spanish(order.script), title="kill yourself")
    with pytest.raises(Refused):
        dubbed(a_dub(order, None), hateful)


def keys_of(order: ProductionOrder, takes: Takes) -> dict[str, str]:
    """What each set-up's picture depends on, and when it is seen."""
    voice = EspeakVoice()
    voiced = [
        record(line, speech_request(line, order.series, order.settings), voice, takes)
        for _, line in order.script.lines()
    ]
    plan = lay_out(order, voiced)
    return {setup.key: take_key(brief_of(plan, index)) for index, setup in enumerate(plan.setups)}


def test_a_dub_makes_again_only_what_depends_on_speech(tmp_path: Path) -> None:
    order, takes = with_a_silent_shot(small_order()), Takes(tmp_path)
    before = keys_of(order, takes)
    after = keys_of(dubbed(a_dub(order, None), spanish(order.script)), takes)
    assert list(before) == list(after)
    assert {key for key in before if before[key] == after[key]} == {"01a"}


def test_whoever_joins_the_bible_later_changes_nothing_about_a_film(tmp_path: Path) -> None:
    """A dub is ordered from the bible as it stands by then: only what depends on speech may be new."""
    order, takes = small_order(), Takes(tmp_path)
    newcomer = replace(SERIES.characters[0], id=CharacterId("suzu"), name="Suzu")
    grown = replace(order, series=replace(SERIES, characters=(*SERIES.characters, newcomer)))
    assert keys_of(order, takes) == keys_of(grown, takes)


async def test_without_a_translation_the_writer_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    order = small_order()
    made: list[ProductionOrder] = []

    class Asked:
        """A runner that knows one step."""

        async def run(self, step: str, payload: dict[str, object]) -> dict[str, object]:
            assert (step, payload["language"]) == ("translate", "es")
            return {"translation": to_plain(spanish(order.script))}

    async def kept(order: ProductionOrder, runner: object) -> None:
        made.append(order)

    monkeypatch.setattr("renderer.dubbing.make_film", kept)
    await make_dub(a_dub(order, None), Asked())  # type: ignore[arg-type]
    assert made[0].script.language == made[0].settings.language == "es"


def test_the_command_line_writes_the_sheet_and_says_what_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    order, sheet = tmp_path / "order.json", tmp_path / "lines.csv"
    order.write_text(dumps(small_order()), "utf-8")
    arguments = [str(order), str(tmp_path / "film.mp4"), "--home", str(tmp_path), "--language", "es"]
    assert main([*arguments, "--sheet", str(sheet)]) == 0
    assert sheet.read_text("utf-8") == sheet_of(small_order().script, SERIES)
    assert main([*arguments, "--sheet", str(sheet)]) == 1
    assert "not translated yet" in capsys.readouterr().err


async def test_a_film_is_spoken_in_the_language_of_its_script() -> None:
    order = small_order(replace(small_order().settings, language="es"))
    asked: list[str] = []

    class Stopping:
        """A runner that notes the language of the first step and ends the film there."""

        async def report(self, progress: object) -> None:
            return None

        async def run(self, step: str, payload: dict[str, Any]) -> None:
            asked.append(payload["payloads"][0]["settings"]["language"])
            raise Refused("Enough.", reason="")

    with pytest.raises(Refused):
        await make_film(order, Stopping())  # type: ignore[arg-type]
    assert asked == ["en"]
