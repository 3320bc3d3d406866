"""What may be said: texts of members, and of every writer, are screened and cleaned here before anyone sees them."""

from __future__ import annotations

import codecs
import ipaddress
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from show.bible import Series
from show.classifier import likelihood
from show.passages import passages_of_episode, passages_of_series
from show.script import Episode
from show.spelling import folded, words_of
from show.texts import Text
from show.thresholds import RATINGS, Category, decided

__all__ = [
    "ALLOWED", "RATINGS", "Category", "Verdict", "clean", "screen", "screen_all", "texts_of_episode",
    "texts_of_series", "words_of_reason",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer of a screening. `reason`, with who said so, is for the administrators' log, never for a member."""

    allowed: bool
    category: Category | None = None
    reason: str = ""
    text: str = ""
    """Which one was declined, where several were looked at."""


ALLOWED = Verdict(allowed=True)
MOST_REMEMBERED = 16384
"""Answers that are kept: a film has some sixty texts, and is looked at whenever a list of films is made."""


def _unveiled(text: str) -> frozenset[str]:
    """The stock is stored in rot13, so that nobody who works on the house has to read it in passing."""
    return frozenset(codecs.decode(text, "rot13").split())


_SLURS = _unveiled(
    "avttre avttn snttbg genaal xvxr tbbx jrgonpx ergneq ergneqrq cnxv enturnq gbjryurnq furznyr haqrezrafpu "
    "znevpba artengn fnyregr onzobhyn xnanxr xnanxra"
)
_EXPLICIT = _unveiled(
    "cbea cbeab cbeabtencul cbeabtencuvp uragnv oybjwbo unaqwbo phzfubg betnfz znfgheongr znfgheongvat "
    "znfgheongvba qvyqb tnatonat pernzcvr rwnphyngr orfgvnyvgl qrrcguebng sryyngvb phaavyvathf chffl cravf "
    "intvan pyvgbevf gvggvrf encr encrq encvat encvfg zbyrfg zbyrfgrq zbyrfgvat vaprfg"
)
_EXPLICIT_PHRASES = re.compile(
    codecs.decode(
        r"\o(?:unir|unf|unq|univat|jnagf?) frk\o|\ofrk (?:fprar|gncr|jvgu|fynir|gbl)|\oshpx(?:f|rq|vat)? "
        r"(?:uvz|ure|zr|rnpu bgure)\o|\oorqebbz fprar jvgu ahqvgl\o",
        "rot13",
    )
)
_HARMLESS = re.compile(codecs.decode(r"\ochffl[ -]?(?:png|jvyybj|sbbg)f?\o", "rot13"))
_SUGGESTIVE = frozenset(
    [
        "sexy",
        "sexual",
        "sexually",
        "nude",
        "nudes",
        "nudity",
        "naked",
        "lingerie",
        "erotic",
        "aroused",
        "lewd",
        "fetish",
        "topless",
        "undressed",
        "undressing",
        "seduce",
        "seduces",
        "seduced",
        "seducing",
        "seductive",
        "stripper",
        "horny",
        "kinky",
        "nsfw",
        "ecchi",
    ]
)
_NOT_SUGGESTIVE = re.compile(r"\bnaked (?:eye|truth|flame|light|blade|steel|wire|trees?|branches|fear|ambition)s?\b")
_MINORS = frozenset(
    [
        "child",
        "children",
        "childlike",
        "kid",
        "kids",
        "minor",
        "minors",
        "underage",
        "underaged",
        "preteen",
        "toddler",
        "toddlers",
        "infant",
        "baby",
        "schoolgirl",
        "schoolgirls",
        "schoolboy",
        "schoolboys",
        "teen",
        "teens",
        "teenager",
        "teenagers",
        "teenage",
        "student",
        "students",
        "pupil",
        "pupils",
        "loli",
        "lolis",
        "shota",
        "shotas",
        "jailbait",
    ]
)
_MINOR_PHRASES = re.compile(
    r"\b(?:little|young|school|small|teen(?:age)?) (?:girl|boy)s?\b|\bhigh[ -]school(?:er)?s?\b|\bmiddle[ -]school"
)
_AGE = re.compile(r"\b(\d{1,2})[ -]?(?:years?[ -]old|yo|y/o)\b")
_AGE_WORDS = re.compile(
    r"\b(?:six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)[ -]years?[ -]old\b"
)
_ALWAYS_MINORS = _unveiled("ybyvpba fubgnpba cnrqbcuvyvn crqbcuvyvn purrfrcvmmncbea")
_ADULT_AGE = 18

_HATRED = re.compile(
    r"\bheil hitler\b|\bgas the \w+|\bwhite power\b|\bsieg heil\b|"
    r"\b(?:kill|exterminate|lynch) (?:all )?(?:the )?(?:jews|muslims|gays|blacks|whites|immigrants|trans people)\b"
)
_SELF_HARM = re.compile(
    r"\b(?:kill|hang|cut|hurt|drown|shoot) (?:your ?self|ur ?self|yourselves)\b|"
    r"\byou should (?:just |really )?(?:go )?(?:die\b(?! for| with)|end it all|end your life)|"
    r"\b(?:go|please) (?:and )?(?:die in a fire|end your life)\b|"
    r"\b(?:how|best way|ways|easiest way) to (?:commit suicide|kill myself|hang myself|cut myself|self ?harm)\b"
)
_NEGATED = re.compile(r"\b(?:don ?'?t|do not|never|not|won ?'?t|stop|instead of|please don ?'?t)\b[^.!?]{0,24}\Z")

_NEGATION = re.compile(
    r"\b(?:don ?['’]?t|do not|never|won ?['’]?t|stop|no te|nunca|jamás|nicht|niemals|nie|não|jamais)\b|"
    r"(?:ないで|するな|死ぬな|だめ)",
    re.IGNORECASE,
)

_E_MAIL = re.compile(r"[\w.+\-]+\s?(?:@|[\[(]at[\])])\s?[\w\-]+(?:\.|\s?[\[(]dot[\])]\s?)[a-z]{2,}", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\w.,/#<@])\+?\(?\d[\d\s().\-]{7,18}\d(?![\w,/>])")
_SOCIAL = re.compile(r"(?<!\d)\d{3}-\d{2}-\d{4}(?!\d)")
_NETWORK = re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])")
_DATE = re.compile(r"(?:\d{1,4}[./\-]){2}\d{1,4}")
_FIGURE = re.compile(r"(?<![\w+])\d[\d.:\-]{5,}\d(?!\w)")
"""A size, a moment or an address in what a machine says; an age is shorter, and a telephone number after + is none."""
_CATEGORIES = frozenset(str(category) for category in Category)


def screen(text: str, rating: str = "teen") -> Verdict:
    """Whether a text may be shown under a rating (`everyone`, `teen`, `mature`): word list first, then classifier.

    Spelling tricks (accents, look-alike letters, digits for letters, spaced letters) are undone first. The list
    compares whole words, so Scunthorpe may send its cat to a cockpit; the ordinary violence of drama is allowed.
    """
    return _screened(text, rating)


@lru_cache(maxsize=MOST_REMEMBERED)
def _screened(text: str, rating: str) -> Verdict:
    listed = by_list(text, rating)
    if listed.category is Category.MINORS:
        return listed
    classified = by_classifier(text, rating)
    return classified if listed.allowed or classified.category is Category.MINORS else listed


def by_list(text: str, rating: str = "teen") -> Verdict:
    """The word list's answer."""
    plain = folded(text)
    words = words_of(text)
    for check in (_minors, _hatred, _self_harm):
        verdict = check(plain, words)
        if not verdict.allowed:
            return verdict
    if rating != "mature" and (found := _explicit(plain, words)):
        return Verdict(allowed=False, category=Category.SEXUAL, reason=f"explicit: {found}")
    if rating == "everyone" and (found := _suggestive(plain, words)):
        return Verdict(allowed=False, category=Category.SEXUAL, reason=f"suggestive: {found}")
    return _private(text)


def by_classifier(text: str, rating: str = "teen") -> Verdict:
    """The classifier's answer; who is told not to harm themselves is not urged to."""
    found = likelihood(_NOT_SUGGESTIVE.sub(" ", _HARMLESS.sub(" ", unicodedata.normalize("NFKC", text).casefold())))
    likely = {name: getattr(found, name) for name in ("explicit", "suggestive", "minor", "hate", "harm")}
    if _NEGATION.search(text):
        likely["harm"] = 0.0
    answer = decided(likely, rating)
    if answer is None:
        return ALLOWED
    category, heard = answer
    return Verdict(allowed=False, category=category, reason=f"classifier: {heard}")


def screen_all(texts: Iterable[str], rating: str = "teen") -> Verdict:
    """The first refusal among these texts, or leave for all of them."""
    for text in texts:
        verdict = screen(text, rating)
        if not verdict.allowed:
            return replace(verdict, text=text)
    return ALLOWED


def words_of_reason(reason: Text) -> Iterator[str]:
    """What of the reason for a failure the house has not said itself: its values, or all of it where it has none.

    Categories name what they forbid and are no such words. Figures are left out: bytes are no telephone number.
    """
    if not reason.values and reason.template not in _CATEGORIES:
        yield _FIGURE.sub(_without_figure, reason.template)
    for value in reason.values.values():
        if isinstance(value, Text):
            yield from words_of_reason(value)
        elif isinstance(value, str) and value not in _CATEGORIES:
            yield _FIGURE.sub(_without_figure, value)


def _without_figure(found: re.Match[str]) -> str:
    """Nothing, unless it is a machine's address that the whole world could call."""
    try:
        address = ipaddress.ip_address(found.group().partition(":")[0])
    except ValueError:
        return ""
    return found.group() if address.is_global else ""


def texts_of_episode(episode: Episode) -> Iterator[str]:
    """Every text of a script that a viewer or a member can come to see."""
    return (passage.text for passage in passages_of_episode(episode))


def texts_of_series(series: Series) -> Iterator[str]:
    """Every text of a bible that a member can come to see."""
    return (passage.text for passage in passages_of_series(series))


def _explicit(plain: str, words: frozenset[str]) -> str:
    found = words & _EXPLICIT
    if found and not (_HARMLESS.search(plain) and len(found) == 1):
        return min(found)
    match = _EXPLICIT_PHRASES.search(plain)
    return match.group() if match else ""


def _suggestive(plain: str, words: frozenset[str]) -> str:
    found = words & _SUGGESTIVE
    if found == {"naked"} and _NOT_SUGGESTIVE.search(plain):
        return ""
    return min(found, default="")


def _minors(plain: str, words: frozenset[str]) -> Verdict:
    found = min(words & _ALWAYS_MINORS, default="")
    charged = _explicit(plain, words) or _suggestive(plain, words)
    young = (
        min(words & _MINORS, default="")
        or any(int(age) < _ADULT_AGE for age in _AGE.findall(plain))
        or bool(_MINOR_PHRASES.search(plain) or _AGE_WORDS.search(plain))
    )
    if found or (charged and young):
        return Verdict(allowed=False, category=Category.MINORS, reason=f"minors: {found or charged}")
    return ALLOWED


def _hatred(plain: str, words: frozenset[str]) -> Verdict:
    found = min(words & _SLURS, default="")
    if not found and (match := _HATRED.search(plain)):
        found = match.group()
    return Verdict(allowed=False, category=Category.SLUR, reason=f"slur: {found}") if found else ALLOWED


def _self_harm(plain: str, words: frozenset[str]) -> Verdict:
    if "kys" in words:
        return Verdict(allowed=False, category=Category.SELF_HARM, reason="self-harm: kys")
    for match in _SELF_HARM.finditer(plain):
        if not _NEGATED.search(plain[: match.start()]):
            return Verdict(allowed=False, category=Category.SELF_HARM, reason=f"self-harm: {match.group()}")
    return ALLOWED


def _private(text: str) -> Verdict:
    text = unicodedata.normalize("NFKC", text)
    for name, pattern in (("e-mail", _E_MAIL), ("identity number", _SOCIAL), ("network address", _NETWORK)):
        if pattern.search(text):
            return Verdict(allowed=False, category=Category.PRIVATE, reason=name)
    for match in _PHONE.finditer(text):
        digits = sum(character.isdigit() for character in match.group())
        if 9 <= digits <= 15 and not _DATE.fullmatch(match.group()):
            return Verdict(allowed=False, category=Category.PRIVATE, reason="phone number")
    return ALLOWED


_LINK = re.compile(r"(?:\b[a-z][a-z0-9+.\-]*)?://\S*|\bwww\.\S+|\bdiscord\.(?:gg|com/invite)/\S+", re.IGNORECASE)
_MARKDOWN_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")
_EMOJI = re.compile(r"<a?:(\w+):\d+>")
_MENTION = re.compile(r"<(?:@[!&]?|#|/[^<>:]*:|t:|id:)[^<>]*>")
_MASS = re.compile(r"@\s*(everyone|here)", re.IGNORECASE)
_MARKUP = re.compile(r"\|\||~~|`+|\*+|(?<!\w)_+|_+(?!\w)|\\")
_BLOCK = re.compile(r"\A(?:#{1,3}|>{1,3}|-#|[-•])\s+")
_UNSEEN = frozenset("\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u3164\ufeff\uffa0")


def clean(text: str, limit: int) -> str:
    """A member's text as one plain line of at most `limit` characters: no controls, mentions, links or markup."""
    text = text[: limit * 8 + 200]
    before = None
    while text != before:
        before = text
        text = "".join(_visible(unicodedata.normalize("NFC", text)))
        text = _MARKDOWN_LINK.sub(r"\1", text)
        text = _LINK.sub("", text)
        text = _EMOJI.sub(r"\1", text)
        text = _MENTION.sub("", text)
        text = _MASS.sub(r"\1", text)
        text = _MARKUP.sub("", text)
        text = _BLOCK.sub("", " ".join(text.split()))
    return text if len(text) <= limit else _shortened(text, limit)


def _visible(text: str) -> Iterator[str]:
    for n, character in enumerate(text):
        kind = unicodedata.category(character)
        if kind in ("Cc", "Zl", "Zp", "Zs"):
            yield " "
        elif character in "\u200c\u200d":
            # Joiners carry meaning in Persian, Indic scripts and emoji; between Latin letters they only hide.
            if 0 < n < len(text) - 1 and _joins(text[n - 1]) and _joins(text[n + 1]):
                yield character
        elif kind not in ("Cf", "Cs", "Co") and character not in _UNSEEN:
            yield character


def _joins(character: str) -> bool:
    return not character.isascii() and unicodedata.category(character)[0] in "LMS"


def _shortened(text: str, limit: int) -> str:
    if limit <= 0:
        return ""
    head = text[: limit - 1]
    space = head.rfind(" ")
    if space > limit // 2 and not text[limit - 1].isspace():
        head = head[:space]
    return head.rstrip(" ,;:-–—_\u200c\u200d") + "…"
