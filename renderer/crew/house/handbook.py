"""The words that a look understands, as a page for the community; `python -m` this module prints it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from renderer.crew.house import vocabulary as words
from renderer.crew.house.reading import LONGEST_LOOK

_TITLES: tuple[tuple[str, str, Mapping[str, Sequence[str]]], ...] = (
    ("Hair", "The shape counts more than the length: *long twintails* are twintails.", words.CUTS),
    ("Outfits", "A trade dresses, too. A man's dress becomes a suit.", words.OUTFITS),
    ("Patterns", "Printed on the outfit, on uniforms and blazers on the skirt.", words.PATTERNS),
    ("Eyes", "The shape of the eyes.", words.EYE_SHAPES),
    ("Age", "", words.AGES),
    ("Gender", "Where no word says it, the voice's casting decides.", words.GENDERS),
    ("Build", "", words.BUILDS),
    ("Skin", "", words.SKINS),
    ("Worn and borne", "As many as you like; one hat at a time.", words.EXTRAS),
    ("Colours", "For hair, streaks, tips, eyes, skin, outfits and most of what is worn.", words.COLOUR_WORDS),
)
_INTRODUCTION = f"""# The words of a look

A character's look is free text: *a tired night-shift nurse with silver bobbed hair and a scar*. The house painter
draws what it knows of it, and fills the rest from the character's name, so that the same character looks the same in
every shot of every episode.

![Twenty people in their words](wardrobe.jpg)

![Fifty people without a word about their looks](casts.jpg)

![Every feeling on four faces](feelings.jpg)

![Heads and hands say what a character feels](gestures.jpg)

A character sheet introduces a member of the cast:

![A character sheet](character-sheet.jpg)

This page lists every word that it knows; each draws what stands before it.

- A colour belongs to the noun it stands before: *pink hair, green eyes, a blue coat and a red scarf*.
- Hair takes more than one colour: *black hair with blue streaks*, *silver hair with pink tips*.
- Eyes may differ: *one green eye and one golden eye*, or *heterochromia*.
- Compounds are understood: *silver-haired, red-eyed, dark-skinned*.
- Of contradictions the first counts; what it excludes is ignored.
- Unknown words, emoji and whatever stands behind the first {LONGEST_LOOK} characters draw nothing. The painter says
  which words it ignored.
- Two members of one cast never look alike: what words leave open is chosen apart, and where words fix everything, a
  shade of hair or cloth and a small mark tell them apart.
"""


def looks_page() -> str:
    """The page in Markdown."""
    parts = [_INTRODUCTION]
    for title, note, table in _TITLES:
        rows = [f"| {key} | {', '.join(name for name in names if name != key)} |" for key, names in table.items()]
        parts.append("\n".join([f"## {title}", "", *([note, ""] if note else []), "| Draws | Said also as |",
                                "| --- | --- |", *rows, ""]))  # fmt: skip
    return "\n".join(parts)


if __name__ == "__main__":
    print(looks_page(), end="")
