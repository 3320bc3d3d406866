"""A script in another language, and the sheet that members correct."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest

from show.errors import InvalidInput
from show.ids import EpisodeId
from show.lexicon import lexicon_of
from show.translation import Translation, read_sheet, series_in, sheet_of, translated
from tests.stories import a_script, a_series

SERIES = a_series()
SCRIPT = a_script(SERIES, EpisodeId("e1"))
LINES = {"l1": "Esta carta es de mañana.", "l2": "Entonces no la abras.", "l3": "Tiene mi letra."}
DONE = Translation(language="es", lines=LINES, title="La carta temprana", by="Anna")


def rows_of(sheet: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(sheet)))


def test_lines_change_and_everything_else_stays() -> None:
    script = translated(SCRIPT, DONE)
    assert [line.text for _, line in script.lines()] == list(LINES.values())
    assert (script.title, script.question, script.language) == ("La carta temprana", SCRIPT.question, "es")
    assert script.provenance["translated_by"] == "Anna"
    back = {line.id: line.text for _, line in SCRIPT.lines()}
    again = translated(script, Translation(language="en", lines=dict(back), title=SCRIPT.title))
    assert replace(again, provenance={}) == replace(SCRIPT, provenance={})


@pytest.mark.parametrize(
    "lines",
    [{}, {"l1": "a", "l2": "b"}, {**LINES, "l9": "x"}, {**LINES, "l2": "  "}, {**LINES, "l2": "y" * 301}],
)
def test_a_translation_that_does_not_fit_is_refused(lines: dict[str, str]) -> None:
    with pytest.raises(InvalidInput):
        translated(SCRIPT, Translation(language="es", lines=lines))


def test_a_sheet_is_filled_in_and_read_back() -> None:
    rows = rows_of(sheet_of(SCRIPT, SERIES))
    assert [row["id"] for row in rows] == ["title", "question", "l1", "l2", "l3"]
    assert rows[2]["speaker"] == "Mira"
    assert all(row["translation"] == "" for row in rows)
    done = sheet_of(SCRIPT, SERIES, DONE)
    assert read_sheet(done, SCRIPT, "es", by="Anna") == DONE


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_sheet_may_come_from_any_spreadsheet(delimiter: str) -> None:
    out = io.StringIO()
    table = csv.writer(out, delimiter=delimiter)
    table.writerow(["id", "speaker", "original", "translation"])
    table.writerows([[name, "", "x", f"{text}\n"] for name, text in LINES.items()])
    assert read_sheet("\ufeff" + out.getvalue(), SCRIPT, "es").lines == LINES


def test_no_spreadsheet_takes_a_line_for_a_formula() -> None:
    first = replace(next(line for _, line in SCRIPT.lines()), text="=HYPERLINK(1)")
    sheet = sheet_of(SCRIPT.with_line(first), SERIES, replace(DONE, lines={**LINES, "l1": "+1, por favor"}))
    row = next(row for row in rows_of(sheet) if row["id"] == "l1")
    assert row["original"] == "'=HYPERLINK(1)"
    assert read_sheet(sheet, SCRIPT, "es").lines["l1"] == "+1, por favor"


def test_a_sheet_may_be_json_with_names_of_its_own() -> None:
    document = {"title": "La carta", "lines": LINES, "lexicon": {"Mira": "/ˈmiɾa/"}}
    translation = read_sheet(json.dumps(document), SCRIPT, "es-MX")
    assert (translation.title, translation.lines, translation.lexicon) == ("La carta", LINES, {"Mira": "/ˈmiɾa/"})


@pytest.mark.parametrize(
    "text",
    ["", "hi", "a,b\n1,2\n", "{", "[]", '{"lines": 3}', '{"lines": {"l1": 1}}', 'id,translation\n"l1', "x" * 200_001],
)  # fmt: skip
def test_what_is_no_sheet_is_refused_in_words(text: str) -> None:
    with pytest.raises(InvalidInput):
        read_sheet(text, SCRIPT, "es")


@pytest.mark.parametrize("language", ["", "spanish!", "../es", "ES"])
def test_a_language_is_a_code(language: str) -> None:
    with pytest.raises(InvalidInput):
        read_sheet(sheet_of(SCRIPT, SERIES, DONE), SCRIPT, language)


def test_sounds_go_over_into_the_dub_and_respellings_do_not() -> None:
    series = replace(SERIES, lexicon={"Mira": "Meer-ah /mˈɪɹə/", "Rin": "Reen"})
    there = series_in(series, replace(DONE, lexicon={"Rin": "Rin"}))
    assert lexicon_of(there, DONE.language) == {"Mira": "/mˈɪɹə/", "Rin": "Rin"}
    assert lexicon_of(there, series.language) == series.lexicon
