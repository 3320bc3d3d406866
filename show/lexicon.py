"""The lexicon of a series: how its names are said, checked when it is written and read by every voice."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from show.bible import Series
from show.errors import InvalidInput, NotFound

MAX_WORD_CHARACTERS = 40
MAX_SAID_CHARACTERS = 80
MAX_ENTRIES = 200
_IPA = frozenset("abcdefhijklmnopqrstuvwxyzæçðøħŋœɐɑɒɓɔɕɖɗəɚɛɜɝɞɟɠɡɢɣɤɥɦɧɨɪɬɭɮɯɰɱɲɳɴɵɶɸɹɺɻɽɾʀʁʂʃʄʈʉʊʋʌʍʎʏʐʑʒʔʕβθχ")
_IPA_MARKS = frozenset("ˈˌːˑʰʲʷˠ̩̯̃̈̊͡‿.- ᵊᵻ↗↘→↓gɫ")
"""Letters of the International Phonetic Alphabet (2020) and the marks that voices know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pronunciation:
    """How one word is said: a respelling for voices that read, IPA for those that take sounds; "" where not given."""

    respelling: str = ""
    ipa: str = ""

    @classmethod
    def of(cls, said: str) -> Pronunciation:
        """Read from "Hah-roo-kah", "/hɑːɹˈuːkə/", or both: "Hah-roo-kah /hɑːɹˈuːkə/"."""
        match = re.search(r"/([^/]+)/", said)
        if match is None:
            return cls(respelling=said.strip().strip("/"))
        rest = (said[: match.start()] + said[match.end() :]).strip()
        return cls(respelling=rest, ipa=match[1].strip().replace("g", "ɡ"))


def word_key(word: str) -> str:
    """What two spellings of one word have in common."""
    return re.sub(r"[^\w]", "", word).casefold()


def _is_respelled(character: str) -> bool:
    """Whether it may stand in a respelling: letters, the vowel signs of their scripts, what joins syllables."""
    return unicodedata.category(character)[0] in "LM" or character in "-'’ ・ー"


def checked(word: str, said: str) -> tuple[str, str]:
    """The entry, tidied; InvalidInput says what is wrong with it."""
    word, said = " ".join(word.split()), " ".join(said.split())
    if not word_key(word) or len(word) > MAX_WORD_CHARACTERS or " " in word:
        raise InvalidInput(
            "A lexicon entry is one word of at most {max_word_characters} letters, such as a name.",
            max_word_characters=MAX_WORD_CHARACTERS,
        )
    if not said or len(said) > MAX_SAID_CHARACTERS:
        raise InvalidInput(
            "Say how “{word}” is pronounced in at most {max_said_characters} characters.",
            word=word,
            max_said_characters=MAX_SAID_CHARACTERS,
        )
    if said.count("/") not in (0, 2):
        raise InvalidInput("IPA stands between two slashes, for example /hɑːɹˈuːkə/.")
    known = Pronunciation.of(said)
    if strange := next((c for c in known.ipa if c not in _IPA and c not in _IPA_MARKS), ""):
        raise InvalidInput(
            "“{strange}” is no sound of IPA; write the sounds of “{word}” like /hɑːɹˈuːkə/.", strange=strange, word=word
        )
    if known.respelling and not all(map(_is_respelled, known.respelling)):
        raise InvalidInput(
            "A respelling is written in letters and hyphens, for example “Hah-roo-kah”; not “{said}”.", said=said
        )
    return word, said


def primary(language: str) -> str:
    """The first part of a BCP 47 tag: names are said alike in all Spains."""
    return language.split("-")[0].lower()


def lexicon_of(series: Series, language: str) -> dict[str, str]:
    """How words are said in a language: sounds are the same everywhere, respellings are their own language's."""
    if primary(language) == primary(series.language):
        return series.lexicon
    sounds = {word: Pronunciation.of(said).ipa for word, said in series.lexicon.items()}
    return {word: f"/{ipa}/" for word, ipa in sounds.items() if ipa} | series.lexicons.get(primary(language), {})


def spoken_of(text: str, lexicon: dict[str, str]) -> dict[str, str]:
    """The entries that can matter to a text: a changed name has only the lines said anew that it stands in."""
    run = word_key(text)
    return {word: said for word, said in lexicon.items() if word_key(word) in run}


def with_pronunciation(series: Series, word: str, said: str, language: str = "") -> Series:
    """The series with that word said so in a language ("" its own); what was known of the same word is replaced."""
    word, said = checked(word, said)
    kept = _without(_entries(series, language), word)
    if len(kept) >= MAX_ENTRIES:
        raise InvalidInput("A lexicon holds at most {max_entries} words; take one out first.", max_entries=MAX_ENTRIES)
    return _with_entries(series, language, kept | {word: said})


def without_pronunciation(series: Series, word: str, language: str = "") -> Series:
    """The series without that entry; NotFound when the lexicon has none."""
    entries = _entries(series, language)
    kept = _without(entries, word)
    if len(kept) == len(entries):
        raise NotFound("The lexicon of {title} has no entry for “{word}”.", title=series.title, word=word)
    return _with_entries(series, language, kept)


def _is_own(series: Series, language: str) -> bool:
    return not language or primary(language) == primary(series.language)


def _entries(series: Series, language: str) -> dict[str, str]:
    return series.lexicon if _is_own(series, language) else series.lexicons.get(primary(language), {})


def _with_entries(series: Series, language: str, entries: dict[str, str]) -> Series:
    if _is_own(series, language):
        return replace(series, lexicon=entries)
    others = {tag: own for tag, own in series.lexicons.items() if tag != primary(language)}
    return replace(series, lexicons=others | ({primary(language): entries} if entries else {}))


def _without(entries: dict[str, str], word: str) -> dict[str, str]:
    return {known: said for known, said in entries.items() if word_key(known) != word_key(word)}
