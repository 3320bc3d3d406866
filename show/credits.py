"""Who did what: contributions, and the roll at the end of a film."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from show.ids import MemberId
from show.texts import marked

NAMELESS, FORMER = "\uf8f0", "\uf8f1"
"""Names of those who have none that can be shown, and of those who were forgotten: whoever shows them says in the
reader's language what they are. No text of a member's holds these characters (`show.moderation.clean`)."""
AS_THEY_WERE = {"a member": NAMELESS, "a former member": FORMER}
"""What earlier releases kept instead."""


class Deed(StrEnum):
    """What a member contributed."""

    FOUNDED = "founded"
    PITCHED = "pitched"
    TWIST = "twist"
    VOTED = "voted"
    EDITED = "edited"
    RETOOK = "retook"
    RESTAGED = "restaged"
    """Recast a part or moved a shot."""
    CHARACTER = "character"
    APPROVED = "approved"
    DUBBED = "dubbed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """One deed of one member for one episode. `name` is what the roll shows."""

    member_id: MemberId
    name: str
    deed: Deed
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RollSection:
    """One heading of the roll with its names, each once, in order of their first deed."""

    heading: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Roll:
    """The credits as they scroll by."""

    sections: tuple[RollSection, ...] = ()


HEADINGS: dict[Deed, str] = {
    Deed.FOUNDED: marked("Series created by"),
    Deed.TWIST: marked("Plot twist by"),
    Deed.PITCHED: marked("Pitched by"),
    Deed.VOTED: marked("Decided by the votes of"),
    Deed.CHARACTER: marked("Characters by"),
    Deed.EDITED: marked("Lines rewritten by"),
    Deed.RETOOK: marked("Retakes called by"),
    Deed.RESTAGED: marked("Recast and reordered by"),
    Deed.APPROVED: marked("Approved by"),
    Deed.DUBBED: marked("Dubbed by"),
}
"""Order and wording of the roll."""


def make_roll(contributions: Iterable[Contribution]) -> Roll:
    """The roll of these contributions: one section a deed, each member named once in it."""
    by_deed: dict[Deed, dict[MemberId, str]] = {}
    for contribution in contributions:
        by_deed.setdefault(contribution.deed, {}).setdefault(contribution.member_id, contribution.name)
    return Roll(
        sections=tuple(
            RollSection(heading=heading, names=tuple(by_deed[deed].values()))
            for deed, heading in HEADINGS.items()
            if deed in by_deed
        )
    )
