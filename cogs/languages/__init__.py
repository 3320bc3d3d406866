"""The bot's languages: texts are written in English in the code and looked up in the catalogue of who reads them.

`_("Episode {number} is open.", number=3)` gives the sentence in the language that is being spoken: an answer only one
member sees in that member's, a post in the guild's (`speaking`). What a catalogue lacks is said in English.
"""

from __future__ import annotations

from cogs.languages.catalogues import ENGLISH, LANGUAGES, catalogue, has_catalogue, language_of
from cogs.languages.commands import CommandTranslator
from cogs.languages.speech import _, listed, ngettext, said, speak, speaking, spoken

__all__ = [
    "ENGLISH",
    "LANGUAGES",
    "CommandTranslator",
    "_",
    "catalogue",
    "has_catalogue",
    "language_of",
    "listed",
    "ngettext",
    "said",
    "speak",
    "speaking",
    "spoken",
]
