"""Which genre a series is told in, from its own words."""

from __future__ import annotations

import re

from renderer.crew.offline.stock import read_json
from show.bible import Series

GENRES = ("mystery", "romance", "fantasy", "sci-fi", "horror", "slice-of-life", "action")


def genre_of(series: Series) -> str:
    """One of GENRES: the genre's own words count most, then those of the premise and the title."""
    scores = dict.fromkeys(GENRES, 0)
    words: dict[str, list[str]] = read_json("lexicon")["genres"]
    for text, weight in ((series.genre, 5), (series.premise, 1), (series.title, 1)):
        lowered = text.casefold().replace("_", "-")
        for genre in GENRES:
            names = {genre, genre.replace("-", " ")}
            hits = sum(bool(re.search(rf"\b{re.escape(word)}", lowered)) for word in words[genre])
            scores[genre] += weight * (min(hits, 3) + 2 * any(name in lowered for name in names))
    return max(GENRES, key=lambda genre: scores[genre]) if any(scores.values()) else "mystery"
