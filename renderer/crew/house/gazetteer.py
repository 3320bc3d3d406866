"""The words that places and props understand, as a page for the community; `python -m` this module prints it."""

from __future__ import annotations

from renderer.crew.house.air import SEASON_WORDS
from renderer.crew.house.places import INDOORS, SCENERY
from renderer.crew.house.props import OBJECTS

_INTRODUCTION = """# The words of a place

A place is a name and a few words: *The Last Train, inside of a train at night, empty seats and swaying straps*. The
house painter finds the kind of place they fit best and paints it in planes from far to near, so that the camera can
move in it. The same place keeps its layout in all its shots; light, weather and framing change.

![Every place at dawn, by day, at sunset and at night, and four in other weathers](places.jpg)

- The name counts twice, and what is said first counts more.
- Words that name no place lead to a lookout over a city.
- Each scene of a script has its time of day (dawn, day, sunset, night) and its weather (clear, cloudy, rain, snow, fog,
  storm); they need no words.
- What a place looks out on has the same light: a room at night has its lamps on and the city's behind the window.
- Places called *bedroom* in two series look different: walls, signs, trees and clouds are chosen by the series.

"""

_PAGES = """
## The storyboard

A draft comes with its storyboard as manga pages, six panels a page at most. Heavier moments get larger panels;
shouts are spiked, whispers dashed, thoughts clouds, and the narrator speaks from boxes. Each panel bears its shot's
number, by which a retake is called. Series in Japanese are read from right to left, all others from left to right; an
arrow beside the page's number says so.

![A page of a storyboard](manga-page.jpg)
"""


def places_page() -> str:
    """The whole page, as Markdown."""
    parts = [_INTRODUCTION, "## Places\n\n| Paints | Named by | Hinted at by | Where |\n| --- | --- | --- | --- |\n"]
    for kind, (_, names, hints) in SCENERY.items():
        where = "indoors" if kind in INDOORS else "outdoors"
        parts.append(f"| {kind} | {_listed(names)} | {_listed(hints)} | {where} |\n")
    parts.append("\n## Seasons\n\nA season named in a place's words colours its trees and grass.\n\n")
    parts.append("| Season | Words |\n| --- | --- |\n")
    parts += [f"| {season.value} | {_listed(words)} |\n" for season, words in SEASON_WORDS.items()]
    parts.append("\n## Props\n\nAn insert shows an object; anything else is shown wrapped, with its name on a tag.\n\n")
    parts += [f"- {_listed(words)}\n" for words, _ in OBJECTS]
    parts.append(_PAGES)
    return "".join(parts)


def _listed(words: str) -> str:
    return ", ".join(words.split())


if __name__ == "__main__":
    print(places_page(), end="")
