"""What an episode establishes, told from its script, and which of it a new idea contradicts.

Only plain sentences are understood: somebody is dead, somebody's something is so and so, somebody did it. What is not
understood is kept as words and contradicts nothing; the room is asked before anything changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from show.bible import NARRATOR, Fact, Series
from show.likeness import telling_words
from show.script import Beat, Episode

MOST_FACTS = 8
"""Facts of one episode: a bible is read, not searched."""
FACT_CHARACTERS = 200
ALIVE, IS, WHO = "alive", "is", "who "
"""Attributes: living or not; what somebody is; and, before a verb, who did it to the subject."""

_SENTENCE = re.compile(r"[^.!?…;]+[.!?…;]?")
_DEEDS = {
    "wrote": r"wrote|writes|has written|had written|has been writing|had been writing|was writing",
    "killed": r"killed|murdered|has killed|had killed",
    "stole": r"stole|has stolen|had stolen|took",
    "burned": r"burned|burnt|has burned|had burned",
    "hid": r"hid|has hidden|had hidden|has been hiding",
    "sent": r"sent|has sent|has been sending",
    "built": r"built|has built|had built",
    "betrayed": r"betrayed|has betrayed|had betrayed",
    "found": r"found|has found|had found",
    "broke": r"broke|has broken|had broken",
}
_PASSIVE = {"wrote": "written", "killed": "killed", "stole": "stolen", "burned": "burned|burnt", "hid": "hidden",
            "sent": "sent", "built": "built", "betrayed": "betrayed", "found": "found", "broke": "broken"}  # fmt: skip
_IS = r"(?:is|was|are|were|’s|'s)"
_NOT = r"(?P<no>\s+(?:not|never|no longer)|n[’']t)?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One thing said about the world: `subject` has `attribute` `value`, or (`negated`) has not."""

    subject: str
    attribute: str
    value: str
    negated: bool = False


def claims(text: str, names: tuple[str, ...], speaker: str = "") -> tuple[Claim, ...]:
    """What a text claims about the people of those names; “I” and “my” are the speaker's, if there is one.

    Questions claim nothing. The names of the claims are as in `names`, all else is in lower case.
    """
    found: list[Claim] = []
    for match in _SENTENCE.finditer(text):
        sentence = match[0].strip()
        if sentence and not sentence.endswith("?"):
            found += _claims(" ".join(sentence.rstrip(".!…;").split()), names, speaker)
    return tuple(dict.fromkeys(found))


def _claims(sentence: str, names: tuple[str, ...], speaker: str) -> Iterator[Claim]:
    who = _who(names, speaker)
    if not who:
        return
    first = {"i": speaker, "my": speaker}

    def person(text: str) -> str:
        plain = text.casefold()
        return first.get(plain) or next(name for name in names if name.casefold() == plain)

    def found(pattern: str) -> Iterator[re.Match[str]]:
        return re.finditer(pattern, sentence, re.IGNORECASE)

    is_ = rf"\b(?P<s>{who})\s*(?:{_IS}|am){_NOT}\s+"
    for m in found(rf"{is_}(?:still\s+|already\s+)?(?P<v>dead|alive)\b"):
        dead = m["v"].casefold() == "dead"
        yield Claim(subject=person(m["s"]), attribute=ALIVE, value="yes", negated=dead is not bool(m["no"]))
    for m in found(rf"\b(?P<s>{who})\s+(?:has\s+|had\s+)?(?P<no>never\s+)?(?:died|perished|was killed)\b"):
        yield Claim(subject=person(m["s"]), attribute=ALIVE, value="yes", negated=not m["no"])
    owner = rf"(?P<s>{who})[’']s" + (r"|my" if speaker else "")
    for m in found(rf"\b(?:{owner})\s+(?P<a>[\w-]+(?:\s[\w-]+)?)\s+{_IS}{_NOT}\s+(?P<v>.+)"):
        whose = person(m["s"]) if m["s"] else speaker
        yield Claim(subject=whose, attribute=m["a"].casefold(), value=_plain(m["v"]), negated=bool(m["no"]))
    for m in found(rf"{is_}(?:an?|the)\s+(?P<v>[\w-]+(?:\s[\w-]+){{0,3}})"):
        yield Claim(subject=person(m["s"]), attribute=IS, value=_plain(m["v"]), negated=bool(m["no"]))
    for verb, forms in _DEEDS.items():
        active = rf"\b(?P<s>{who})\s+(?:who\s+)?(?P<no>never\s+|did not\s+)?(?:{forms})\s+(?P<o>[\w’' -]+)"
        passive = rf"(?P<o>[\w’' -]+?)\s+(?:was|were|is|are){_NOT}\s+(?:{_PASSIVE[verb]})\s+by\s+(?P<s>{who})\b"
        for m in (*found(active), *found(passive)):
            if thing := _plain(m["o"]):
                yield Claim(subject=thing, attribute=WHO + verb, value=person(m["s"]), negated=bool(m["no"]))


def _who(names: tuple[str, ...], speaker: str) -> str:
    known = [re.escape(name) for name in sorted(names, key=len, reverse=True) if name]
    return "|".join([*known, *(["I"] if speaker else [])])


def _plain(text: str) -> str:
    words = text.casefold().strip(" ,'’\"").split(",")[0].split()
    while words and words[0] in ("the", "a", "an", "all", "her", "his", "their", "my", "that", "this"):
        words = words[1:]
    return " ".join(words[:6])


def contradict(one: Claim, other: Claim) -> bool:
    """Whether both can't be so."""
    if one.attribute != other.attribute or not _same(one.subject, other.subject):
        return False
    same_value = _same(one.value, other.value)
    if one.negated is not other.negated:
        return same_value
    single = one.attribute not in (ALIVE, IS) and not one.negated
    return single and not same_value


def _same(one: str, other: str) -> bool:
    """Equal, or the telling words of one are among the other's."""
    ours, theirs = telling_words(one), telling_words(other)
    return one.casefold() == other.casefold() or bool(ours and theirs and (ours <= theirs or theirs <= ours))


def claim_of(fact: Fact) -> Claim | None:
    """What a recorded fact claims; None when it is only words."""
    if not fact.attribute:
        return None
    return Claim(subject=fact.subject, attribute=fact.attribute, value=fact.value, negated=fact.negated)


def contradicted(series: Series, text: str) -> tuple[Fact, ...]:
    """The facts of a series that an idea can't be squared with, the oldest first."""
    new = claims(text, _names(series))
    return tuple(
        fact
        for fact in series.facts
        if (known := claim_of(fact)) is not None and any(contradict(known, claim) for claim in new)
    )


def _names(series: Series) -> tuple[str, ...]:
    return tuple(character.name for character in series.characters)


def facts_of(series: Series, script: Episode, twist: str = "") -> tuple[Fact, ...]:
    """What an episode establishes, with its shots: the twist the room chose, what is claimed, and what turns the story.

    What the bible has already is left out; at most MOST_FACTS.
    """
    names = _names(series)
    found: list[Fact] = []
    twist_shot = next((n for n, _, shot in script.shots() if shot.beat is Beat.TWIST), 1)
    if twist:
        found += _told(twist, twist, script.number, twist_shot, claims(twist, names)) or [
            Fact(text=_clipped(twist), episode_number=script.number, shot_number=twist_shot)
        ]
    for number, _, shot in script.shots():
        for line in shot.lines:
            speaker = "" if line.speaker == NARRATOR else _name(series, line.speaker)
            words = f"{speaker}: “{line.text}”" if speaker else line.text
            found += _told(words, line.text, script.number, number, claims(line.text, names, speaker))
        if shot.beat in (Beat.TURN, Beat.TWIST) and shot.action:
            seen = _told(shot.action, shot.action, script.number, number, claims(shot.action, names))
            found += seen or [Fact(text=_clipped(shot.action), episode_number=script.number, shot_number=number)]
    known = {claim_of(fact) for fact in series.facts} - {None}
    texts = {fact.text for fact in series.facts}
    fresh: list[Fact] = []
    for fact in found:
        claim = claim_of(fact)
        if fact.text not in texts and (claim is None or claim not in known):
            fresh.append(fact)
            texts.add(fact.text)
            known.add(claim)
    return tuple(fresh[:MOST_FACTS])


def _told(words: str, text: str, episode: int, shot: int, made: tuple[Claim, ...]) -> list[Fact]:
    return [
        Fact(text=_clipped(words), episode_number=episode, shot_number=shot, subject=claim.subject,
             attribute=claim.attribute, value=claim.value, negated=claim.negated)
        for claim in made[:1]
    ]  # fmt: skip


def without(series: Series, fact: Fact) -> Series:
    """The series with a fact no longer held to be so."""
    return replace(series, facts=tuple(kept for kept in series.facts if kept != fact))


def _name(series: Series, id: str) -> str:
    return next((c.name for c in series.characters if c.id == id), "")


def _clipped(text: str) -> str:
    return text if len(text) <= FACT_CHARACTERS else text[: FACT_CHARACTERS - 1].rstrip() + "…"
