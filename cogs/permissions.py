"""Who may do what: one table of every command, button and form, which the gate, the tests and the documents use."""

from __future__ import annotations

from enum import StrEnum


class Who(StrEnum):
    """How somebody stands to a server's studio, as far as rights go."""

    ADMINISTRATOR = "administrator"
    """May manage the server."""
    APPROVER = "approver"
    """Carries the role chosen in the set-up."""
    MEMBER = "member"
    BANNED = "banned"
    """Shut out of the room by an administrator."""
    STRANGER = "other server"
    """Whoever reaches for this server's things from another one, whatever their rights there."""


class Right(StrEnum):
    """What a thing asks of whoever uses it."""

    LOOK = "look"
    """Reading, and deciding about one's own data: open to everybody on the server, banned or not."""
    TAKE_PART = "take part"
    APPROVE = "approve"
    ADMINISTER = "administer"


HOLDERS: dict[Right, frozenset[Who]] = {
    Right.LOOK: frozenset({Who.ADMINISTRATOR, Who.APPROVER, Who.MEMBER, Who.BANNED}),
    Right.TAKE_PART: frozenset({Who.ADMINISTRATOR, Who.APPROVER, Who.MEMBER}),
    Right.APPROVE: frozenset({Who.ADMINISTRATOR, Who.APPROVER}),
    Right.ADMINISTER: frozenset({Who.ADMINISTRATOR}),
}
"""Who has each right. A banned approver is banned; administrators can't be."""

RIGHTS: dict[str, Right] = {
    "/studio setup": Right.ADMINISTER,
    "/studio settings": Right.ADMINISTER,
    "/studio ban": Right.ADMINISTER,
    "/studio unban": Right.ADMINISTER,
    "/studio banned": Right.ADMINISTER,
    "/studio voting": Right.ADMINISTER,
    "/studio limits": Right.ADMINISTER,
    "/studio approval": Right.ADMINISTER,
    "/series create": Right.ADMINISTER,
    "/series edit": Right.ADMINISTER,
    "/series channels": Right.ADMINISTER,
    "/series schedule": Right.ADMINISTER,
    "/series archive": Right.ADMINISTER,
    "/series list": Right.LOOK,
    "/cast list": Right.LOOK,
    "/cast audition": Right.TAKE_PART,
    "/cast auditions": Right.LOOK,
    "/cast pronounce": Right.TAKE_PART,
    "/cast hear": Right.TAKE_PART,
    "/cast voice": Right.TAKE_PART,
    "/bible": Right.LOOK,
    "/pitch": Right.TAKE_PART,
    "/pitches": Right.LOOK,
    "/ballot open": Right.APPROVE,
    "/ballot close": Right.APPROVE,
    "/ballot audit": Right.ADMINISTER,
    "/episode status": Right.LOOK,
    "/episode draft": Right.APPROVE,
    "/episode cancel": Right.APPROVE,
    "/episode versions": Right.LOOK,
    "/premiere schedule": Right.APPROVE,
    "/premiere now": Right.APPROVE,
    "/premiere style": Right.ADMINISTER,
    "/dub": Right.TAKE_PART,
    "/recap": Right.APPROVE,
    "/bestof": Right.LOOK,
    "/watch": Right.LOOK,
    "/gallery": Right.LOOK,
    "/safety freeze": Right.ADMINISTER,
    "/safety thaw": Right.ADMINISTER,
    "/safety reports": Right.ADMINISTER,
    "/queue": Right.LOOK,
    "/credits": Right.LOOK,
    "/whatif": Right.LOOK,
    "/privacy export": Right.LOOK,
    "/privacy forget": Right.LOOK,
    "/privacy credit": Right.LOOK,
    "Pitch this": Right.TAKE_PART,
    "Pitch an idea": Right.TAKE_PART,
    "Support": Right.TAKE_PART,
    "Take it back": Right.TAKE_PART,
    "Withdraw": Right.LOOK,
    "Withdraw one of yours": Right.LOOK,
    "Join it": Right.TAKE_PART,
    "Keep mine": Right.TAKE_PART,
    "Look at the picture": Right.APPROVE,
    "Let it through": Right.APPROVE,
    "Leave it out": Right.APPROVE,
    "Vote A": Right.TAKE_PART,
    "Take back A": Right.TAKE_PART,
    "Yes": Right.TAKE_PART,
    "No": Right.TAKE_PART,
    "Put it to the vote": Right.TAKE_PART,
    "Withdraw the audition": Right.LOOK,
    "Take a voice": Right.APPROVE,
    "Approve": Right.APPROVE,
    "In favour": Right.TAKE_PART,
    "Object": Right.TAKE_PART,
    "Take my objection back": Right.LOOK,
    "Retake": Right.TAKE_PART,
    "Edit a line": Right.TAKE_PART,
    "Choose a line": Right.TAKE_PART,
    "Recast": Right.TAKE_PART,
    "Reorder": Right.TAKE_PART,
    "Accept": Right.TAKE_PART,
    "Decline": Right.TAKE_PART,
    "Call one off": Right.TAKE_PART,
    "Call the episode off": Right.APPROVE,
    "Move one": Right.ADMINISTER,
    "Retry": Right.APPROVE,
    "Make a shot again": Right.TAKE_PART,
    "Choose what you love": Right.TAKE_PART,
    "Cut a film of them": Right.APPROVE,
    "Translate a line": Right.TAKE_PART,
    "Choose a line to translate": Right.TAKE_PART,
    "Make the dub": Right.APPROVE,
    "Forget me": Right.LOOK,
    "Tell one of these": Right.APPROVE,
    "Report": Right.TAKE_PART,
    "Take it down": Right.ADMINISTER,
    "Dismiss": Right.ADMINISTER,
    "Ban its author": Right.ADMINISTER,
    "Choose a rule": Right.ADMINISTER,
    "A new series": Right.ADMINISTER,
    "An audition": Right.TAKE_PART,
    "How a name is said": Right.TAKE_PART,
    "Pitch": Right.TAKE_PART,
    "Object to a draft": Right.TAKE_PART,
    "Rewrite a line": Right.TAKE_PART,
    "Retake a shot": Right.TAKE_PART,
    "Recast a part": Right.TAKE_PART,
    "Move a shot": Right.TAKE_PART,
    "Translate a line of a film": Right.TAKE_PART,
    "Move an order": Right.ADMINISTER,
    "Report something": Right.TAKE_PART,
}
"""Commands with a stroke, then what opens on a message, buttons and menus by their label, then forms by their title."""


def right_to(name: str) -> Right:
    """What a command, button or form asks for; whatever is in no table is for administrators."""
    return RIGHTS.get(name, Right.ADMINISTER)


def may(who: Who, name: str) -> bool:
    """One cell of the table."""
    return who in HOLDERS[right_to(name)]


def matrix() -> str:
    """The whole table in Markdown, as the page for administrators shows it."""
    rows = [["", *(who.value for who in Who)], ["---", *(":-:" for _ in Who)]]
    for name in RIGHTS:
        shown = f"`{name}`" if name.startswith("/") else f"**{name}**"
        rows.append([shown, *("✓" if may(who, name) else "–" for who in Who)])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"
