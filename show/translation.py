"""A script in another language: the translated lines, the sheet in which members correct them, and the new script."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from show.bible import NARRATOR, Series
from show.errors import InvalidInput
from show.lexicon import checked, primary
from show.script import Episode

MAX_TEXT_CHARACTERS = 300
MAX_SHEET_CHARACTERS = 200_000
_COLUMNS = ("id", "speaker", "original", "translation")
_OWN = ("title", "recap", "question")
"""What a script says besides its lines; their rows carry these names as ids."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for a formula (OWASP, CSV injection)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """The texts of one episode in another language, by line id. `lexicon` adds how its names are said there."""

    language: str
    lines: dict[str, str]
    title: str = ""
    recap: str = ""
    question: str = ""
    lexicon: dict[str, str] = field(default_factory=dict)
    by: str = ""
    """Who translated: a writer's name, or whoever sent the sheet."""

    def texts(self) -> Iterator[str]:
        """Every text that a viewer can come to see, for moderation."""
        yield from (self.title, self.recap, self.question, *self.lines.values(), *self.lexicon)


def translated(script: Episode, translation: Translation) -> Episode:
    """The script with every line in the other language; ids, timing and staging stay.

    InvalidInput names the lines that are missing, unknown, empty or too long.
    """
    _check(script, translation)
    scenes = tuple(
        replace(
            scene,
            shots=tuple(
                replace(shot, lines=tuple(replace(line, text=translation.lines[line.id]) for line in shot.lines))
                for shot in scene.shots
            ),
        )
        for scene in script.scenes
    )
    return replace(
        script,
        scenes=scenes,
        title=translation.title or script.title,
        recap=translation.recap or script.recap,
        question=translation.question or script.question,
        language=translation.language,
        provenance=script.provenance | {"translated_from": script.language, "translated_by": translation.by or "?"},
    )


def series_in(series: Series, translation: Translation) -> Series:
    """The series with what a translation adds about how names are said in its language."""
    if not translation.lexicon:
        return series
    tag = primary(translation.language)
    said = series.lexicons.get(tag, {}) | translation.lexicon
    return replace(series, lexicons=series.lexicons | {tag: said})


def sheet_of(script: Episode, series: Series, translation: Translation | None = None) -> str:
    """The script's texts as CSV with a column to translate in; what is translated already stands there."""
    names = {str(c.id): c.name for c in series.characters} | {str(NARRATOR): "narrator"}
    done = translation.lines if translation is not None else {}
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(_COLUMNS)
    for name in _OWN:
        if original := getattr(script, name):
            rows.writerow([name, "", _cell(original), _cell(getattr(translation, name, ""))])
    for _, line in script.lines():
        speaker = names.get(str(line.speaker), str(line.speaker))
        rows.writerow([line.id, _cell(speaker), _cell(line.text), _cell(done.get(line.id, ""))])
    return out.getvalue()


def read_sheet(text: str, script: Episode, language: str, *, by: str = "") -> Translation:
    """A corrected sheet: the CSV of `sheet_of`, or JSON {"title": …, "lines": {id: text}, "lexicon": {word: how}}.

    InvalidInput says which row can't be used, and why.
    """
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", language):
        raise InvalidInput("“{language}” is no language; write a code such as es or pt-BR.", language=language[:20])
    texts, lexicon = _read(text)
    translation = Translation(
        language=language,
        lines={name: said for name, said in texts.items() if name not in _OWN},
        title=texts.get("title", ""),
        recap=texts.get("recap", ""),
        question=texts.get("question", ""),
        lexicon=dict(checked(word, said) for word, said in lexicon.items()),
        by=by,
    )
    _check(script, translation)
    return translation


def rows_of(text: str, script: Episode) -> dict[str, str]:
    """What a sheet says so far, by id; rows that are still empty are left out.

    InvalidInput when it can't be read, or names a line that the script does not have.
    """
    found = {name: said for name, said in _read(text)[0].items() if said.strip()}
    _check_ids(script, set(found) - set(_OWN))
    return found


def _read(text: str) -> tuple[dict[str, str], dict[str, str]]:
    """Texts by id, and the lexicon where there is one."""
    if len(text) > MAX_SHEET_CHARACTERS:
        raise InvalidInput(
            "A sheet has at most {max_sheet_characters} characters.", max_sheet_characters=MAX_SHEET_CHARACTERS
        )
    return _from_json(text) if text.lstrip("\ufeff \n\r\t").startswith("{") else (_from_csv(text), {})


def _check_ids(script: Episode, ids: Iterable[str]) -> None:
    known = {str(line.id) for _, line in script.lines()}
    if unknown := sorted(set(ids) - known):
        raise InvalidInput("The script has no line “{unknown}”; keep the ids as they are.", unknown=unknown[0][:40])


def _check(script: Episode, translation: Translation) -> None:
    known = [str(line.id) for _, line in script.lines()]
    _check_ids(script, translation.lines)
    missing = [line for line in known if not translation.lines.get(line, "").strip()]
    if missing:
        raise InvalidInput(
            "{number} of {total} lines are not translated yet: {missing}.",
            number=len(missing),
            total=len(known),
            missing=", ".join(missing[:8]),
        )
    for name, text in [*translation.lines.items(), *((own, getattr(translation, own)) for own in _OWN)]:
        if len(text) > MAX_TEXT_CHARACTERS:
            raise InvalidInput(
                "The translation of {name} is longer than {max_text_characters} characters.",
                name=name,
                max_text_characters=MAX_TEXT_CHARACTERS,
            )


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _uncelled(text: str) -> str:
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text


def _from_csv(text: str) -> dict[str, str]:
    plain = text.lstrip("\ufeff")
    first = plain.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)  # spreadsheets write what their country separates by
    try:
        rows = list(csv.DictReader(io.StringIO(plain), delimiter=delimiter, strict=True))
    except csv.Error as exc:
        raise InvalidInput("The sheet can't be read as CSV: {exc}.", exc=exc) from exc
    if not rows or "id" not in rows[0] or "translation" not in rows[0]:
        raise InvalidInput("The sheet's first row must have the columns id and translation.")
    named = [((row["id"] or "").strip(), row["translation"] or "") for row in rows]
    return {name: " ".join(_uncelled(text).split()) for name, text in named if name}


def _from_json(text: str) -> tuple[dict[str, str], dict[str, str]]:
    try:
        document: Any = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as exc:
        raise InvalidInput("The sheet can't be read as JSON.") from exc
    lines, lexicon = document.get("lines"), document.get("lexicon", {})
    for part in (lines, lexicon):
        if not isinstance(part, dict) or not all(isinstance(value, str) for value in part.values()):
            raise InvalidInput('The sheet must hold "lines": {id: text}, and may hold "lexicon": {word: text}.')
    own = {name: document[name] for name in _OWN if isinstance(document.get(name), str)}
    return {name: " ".join(said.split()) for name, said in (lines | own).items()}, lexicon
