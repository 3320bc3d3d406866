"""An ear for members' words: what kind of phrase it is, and how it can be said without a seam."""

from __future__ import annotations

import re
from enum import StrEnum

from renderer.crew.offline.stock import read_json
from show.moderation import clean, screen

MAX_WORDS = 16
"""A caption holds two lines; longer speech is split into two lines of dialogue."""


class Kind(StrEnum):
    """What a member wrote, as far as grammar goes."""

    CLAUSE = "clause"
    QUESTION = "question"
    FRAGMENT = "fragment"


_LEADS = re.compile(
    r"\A(?:plot ?twist|twist|idea|pitch|suggestion)\s*[:\-–—]\s*|"
    r"\A(?:so,?\s+)?(?:(?:maybe|perhaps|basically|actually|honestly)[, ]+)*"
    r"(?:it (?:turns|turned) out(?: that)?|turns out(?: that)?|we (?:find out|learn|discover)(?: that)?|"
    r"i (?:think|guess|want|would love it if|would like it if|vote)(?: that)?|"
    r"(?:it would be|it'd be|would be) (?:cool|great|fun|nice|funny|awesome) if|how about(?: if)?|"
    r"(?:reveal|revealed|imagine|let's say|suppose)(?: that)?|maybe|perhaps)\s+",
    re.IGNORECASE,
)
_STRONG_BREAK = re.compile(
    r"(?<=[,;:–—]) | (?=(?:and|but|because|when|while|until|so that|who|which|that|where|after|before|since|if)\b)"
)
_WEAK_BREAK = re.compile(r" (?=(?:with|for|from|in|on|by|at|to|into|onto|of)\b)")
PRONOUN = re.compile(r"\b(?:he|she|they|him|her|them|his|hers|their|theirs|himself|herself|themselves)\b", re.I)
_IRREGULAR = {"is": "am", "isn't": "am not", "has": "have", "hasn't": "haven't", "does": "do", "goes": "go"}
_UNCHANGED = frozenset(
    [
        "was",
        "wasn't",
        "had",
        "hadn't",
        "can",
        "can't",
        "cannot",
        "could",
        "couldn't",
        "will",
        "won't",
        "would",
        "wouldn't",
        "must",
        "should",
        "did",
        "didn't",
        "never",
        "always",
    ]
)


def heard(text: str, limit: int) -> str:
    """A member's text, cleaned, without its lead-in and end mark; empty when it may not be shown."""
    text = clean(text, limit)
    if not screen(text).allowed:
        return ""
    before = None
    while text and text != before:
        before = text
        text = _LEADS.sub("", text).strip()
    text = text.strip("“”\"'«» ") if not re.search(r"\w['’]\Z", text) else text
    return text if text.endswith("?") else text.rstrip(" .!;,:")


def kind_of(text: str) -> Kind:
    """Whether a phrase is a question, a full clause or a fragment."""
    if text.endswith("?") or re.match(r"what if\b", text, re.IGNORECASE):
        return Kind.QUESTION
    words = re.findall(r"[\w'’\-]+", text)
    if len(words) < 3 or words[0].casefold() in _verbs()["imperative"]:
        return Kind.FRAGMENT
    return Kind.CLAUSE if any(_finite(words, n) for n in range(1, len(words))) else Kind.FRAGMENT


def _verbs() -> dict[str, list[str]]:
    verbs: dict[str, list[str]] = read_json("verbs")
    return verbs


def _finite(words: list[str], n: int) -> bool:
    word = words[n].casefold().replace("’", "'")
    before = words[n - 1]
    if before.casefold() in ("that", "who", "which") and n > 1:
        return False
    if word in _verbs()["finite"] or word.endswith("n't"):
        return True
    after = words[n + 1].casefold() if n + 1 < len(words) else ""
    if before.casefold() in _verbs()["determiner"]:
        return False
    if word.endswith("ed") and len(word) > 3:
        return after == "" or after in _verbs()["follower"]
    if word.endswith("s") and not word.endswith(("ss", "'s", "us")):
        named = before[0].isupper() or before.casefold() in ("he", "she", "it", "who", "everyone", "nobody")
        return named and word not in ("always", "sometimes")
    return word.endswith("'s") and after in _verbs()["follower"] and before.casefold() != "of"


def sentence(text: str) -> str:
    """The phrase with a capital and an end mark."""
    text = text.strip()
    if not text:
        return ""
    text = text[0].upper() + text[1:]
    if re.match(r"what if\b", text, re.IGNORECASE) and not text.endswith("?"):
        return text.rstrip(".!…") + "?"
    return text if text[-1] in ".!?…" else text + "."


def quoted(text: str) -> str:
    """The phrase as read aloud from somewhere."""
    return f"“{sentence(text)}”"


def spoken_lines(text: str, limit: int = MAX_WORDS) -> tuple[str, ...]:
    """A sentence as one line, or as two when it is long, broken where a speaker would breathe."""
    words = text.split()
    if len(words) <= limit:
        return (text,)
    best = min(_breaks(text), key=lambda at: abs(len(text) / 2 - at))
    first, second = text[: best + 1].strip(), text[best + 1 :].strip()
    first = first.rstrip(",;:–—") + "…" if not first.endswith(("…", ".", "!", "?")) else first
    return (first, f"…{second}")


def _breaks(text: str) -> list[int]:
    """Places to breathe at, the best kind that lies in the middle of the text."""
    low, high = len(text) * 0.25, len(text) * 0.75
    for pattern in (_STRONG_BREAK, _WEAK_BREAK):
        if places := [match.start() for match in pattern.finditer(text) if low <= match.start() <= high]:
            return places
    return [match.start() for match in re.finditer(" ", text)]


def confession(text: str, name: str) -> str:
    """The clause about `name` in the first person; empty when that can't be done without a fault."""
    match = re.match(rf"{re.escape(name)}(?:'s been\b|’s been\b)?\s+(\S+)(.*)\Z", text, re.IGNORECASE)
    if match is None or name.casefold() in match.group(2).casefold() or PRONOUN.search(match.group(2)):
        return ""
    verb, rest = match.groups()
    plain = verb.casefold().replace("’", "'")
    if plain in _IRREGULAR:
        return f"I {_IRREGULAR[plain]}{rest}"
    if plain in _UNCHANGED or plain in _verbs()["past"] or (plain.endswith("ed") and len(plain) > 3):
        if plain in ("never", "always") and not re.match(
            rf"\s+(?:{'|'.join(_verbs()['past'])}|was|had|did|\w{{2,}}ed)\b", rest
        ):
            return ""
        return f"I {verb}{rest}"
    return ""


def addressed(text: str, name: str) -> str:
    """The text as said to the person of that name: their possessive becomes “your”, where that is surely meant."""
    following = "|".join(_verbs()["follower"])
    return re.sub(rf"(?<!\w){re.escape(name)}['’]s (?!(?:{following}|\w+ing|\w+ed|in|been)\b)", "your ", text)


def names_in(text: str, name: str) -> bool:
    """Whether the text speaks of the person of that name (by the whole name or its first word)."""
    first = name.split()[0] if name.split() else name
    return bool(first) and re.search(rf"(?<!\w){re.escape(first)}(?!\w)", text, re.IGNORECASE) is not None


def premise_lines(premise: str) -> tuple[str, ...]:
    """The premise as the narrator says it: one or two lines; empty when there is none."""
    text = clean(premise, 400)
    if not text or not screen(text).allowed:
        return ()
    first = re.split(r"(?<=[.!?…])\s+", text)[0].rstrip(" .")
    words = first.split()
    if len(words) > 2 * MAX_WORDS:
        head = " ".join(words[: 2 * MAX_WORDS])
        breaks = [match.start() for match in _STRONG_BREAK.finditer(head) if match.start() > len(head) // 2]
        first = head[: breaks[-1]].rstrip(" ,;:–—") if breaks else head + "…"
    return spoken_lines(sentence(first))
