"""The examples the classifier was fitted to: words and phrases of each concept in five languages, and ordinary drama.

They lie beside this module in rot13, so that nobody who works on the house has to read them in passing. A line is a
concept, a language and phrases with bars between: `explicit`, `suggestive`, `minor`, `always` (what is both sexual and
about minors), `hate`, `harm`, and `none` for what must pass.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CORPUS = Path(__file__).with_name("corpus.rot13")
ORDINARY = Path(__file__).with_name("ordinary.txt")
"""Words of our own documents, messages and scripts in five languages, none of which is any of those things."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Words that are one thing, or none."""

    concept: str
    language: str
    text: str


def examples(path: Path = CORPUS) -> Iterator[Example]:
    """Every example, in the order of the file."""
    for line in codecs.decode(path.read_text("utf-8"), "rot13").splitlines():
        if line and not line.startswith("#"):
            concept, language, phrases = line.split("\t")
            for text in phrases.split("|"):
                yield Example(concept=concept, language=language, text=text)


def ordinary(path: Path = ORDINARY) -> Iterator[Example]:
    """Every ordinary word, as an example of nothing."""
    for word in path.read_text("utf-8").split():
        yield Example(concept="none", language="", text=word)
