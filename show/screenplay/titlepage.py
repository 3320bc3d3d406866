"""The title page of a screenplay: what it says about the episode as a whole."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from show.errors import InvalidScreenplay
from show.ids import EpisodeId, SeriesId
from show.screenplay.marks import read_pairs, unescape

_KEY = re.compile(r"([A-Za-z][A-Za-z ]*):(.*)\Z", re.DOTALL)
_KNOWN = {
    "title",
    "series",
    "episode",
    "draft",
    "logline",
    "previously",
    "question",
    "twists",
    "language",
    "episode id",
    "series id",
    "provenance",
    "credit",
    "author",
    "authors",
    "source",
    "draft date",
    "contact",
    "copyright",
    "notes",
}


@dataclass(slots=True, kw_only=True)
class TitlePage:
    """What a title page says; None and empty where it says nothing."""

    title: str | None = None
    number: int | None = None
    version: int | None = None
    logline: str = ""
    recap: str = ""
    question: str = ""
    twists: list[str] = field(default_factory=list)
    language: str | None = None
    episode_id: EpisodeId | None = None
    series_id: SeriesId | None = None
    provenance: dict[str, str] = field(default_factory=dict)


def read_title_page(lines: list[str]) -> tuple[TitlePage, int]:
    """The title page and the index of the line at which the script starts (0 without a title page)."""
    page = TitlePage()
    start = next((n for n, line in enumerate(lines) if line.strip()), len(lines))
    match = _KEY.match(lines[start]) if start < len(lines) else None
    if match is None or match.group(1).strip().casefold() not in _KNOWN:
        return page, 0
    key = ""
    end = start
    for end, line in enumerate(lines[start:], start):
        if not line.strip():
            break
        if line[0] in " \t":
            _take(page, key, line.strip(), end + 1)
        elif (match := _KEY.match(line)) is not None:
            key = match.group(1).strip().casefold()
            if value := match.group(2).strip():
                _take(page, key, value, end + 1)
        else:
            raise InvalidScreenplay(
                "The title page ends with an empty line; put one before the script.", line_number=end + 1
            )
    else:
        end += 1
    return page, end


def _take(page: TitlePage, key: str, value: str, line_number: int) -> None:
    text = unescape(value)
    match key:
        case "title":
            page.title = text if page.title is None else f"{page.title} {text}"
        case "episode":
            page.number = _whole(value, line_number)
        case "draft":
            page.version = _whole(value, line_number)
        case "logline":
            page.logline = f"{page.logline} {text}" if page.logline else text
        case "previously":
            page.recap = f"{page.recap} {text}" if page.recap else text
        case "question":
            page.question = f"{page.question} {text}" if page.question else text
        case "twists":
            page.twists.append(text)
        case "language":
            page.language = text
        case "episode id":
            page.episode_id = EpisodeId(text)
        case "series id":
            page.series_id = SeriesId(text)
        case "provenance":
            _take_provenance(page, value, line_number)
        case _:
            pass


def _take_provenance(page: TitlePage, value: str, line_number: int) -> None:
    pairs = read_pairs(value)
    if pairs is None or [key for key, _ in pairs] != ["key", "value"]:
        raise InvalidScreenplay("Provenance is written as key=… value=…, one a line.", line_number=line_number)
    page.provenance[pairs[0][1]] = pairs[1][1]


def _whole(value: str, line_number: int) -> int:
    if not re.fullmatch(r"-?[0-9]{1,9}", value):
        raise InvalidScreenplay("“{value}” is not a whole number.", value=value, line_number=line_number)
    return int(value)
