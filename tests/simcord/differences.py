"""Where the sandbox and simcord judge one request otherwise: the only table of it, each row with its reason."""

from dataclasses import dataclass

from tests.simcord.courts import Verdict

TAKEN: Verdict = (200, 0)
INVALID: Verdict = (400, 50035)
EMPTY: Verdict = (400, 50006)
NOT_MODELLED: Verdict = (501, 0)


@dataclass(frozen=True, slots=True)
class Difference:
    """What each of the two says to these requests, and why the sandbox stays as it is."""

    sandbox: Verdict
    simcord: Verdict
    why: str
    requests: tuple[str, ...]


DIFFERENCES = (
    Difference(
        INVALID,
        TAKEN,
        "Discord's description and its documentation set the limit; simcord does not look.",
        (
            "message: a long nonce",
            "message: embed field without a value",
            "message: an empty container",
            "message: a poll of eleven",
            "message: a poll of none",
            "message: poll question of 301",
            "message: poll answer of 56",
            "message: a poll for 769 hours",
            "answer: text longer than it may be",
            "place: thread name of 101",
            "place: a thread for 61 minutes",
            "place: a channel without a name",
            "place: channel name of 101",
            "place: channel topic of 1025",
            "place: another name of 101",
            "place: slowness of 21601 seconds",
            "place: role name of 101",
            "place: a nickname of 33",
        ),
    ),
    Difference(
        INVALID,
        TAKEN,
        "simcord registers any command and trusts discord.py to have looked; the sandbox serves other clients too.",
        (
            "command: a command in capitals",
            "command: a command of two words",
            "command: a command of 33",
            "command: a command twice",
            "command: no description",
            "command: description of 101",
            "command: 26 options",
            "command: an option twice",
            "command: required after optional",
            "command: 26 choices",
            "command: choices and autocomplete",
            "command: a menu command with a description",
            "command: 101 commands",
            "command: groups too deep",
        ),
    ),
    Difference(
        INVALID,
        TAKEN,
        "Discord names an error of its own for it (BUTTON_COMPONENT_INVALID, a maximum above the number of options, "
        "URL_TYPE_INVALID_SCHEME, REPLIES_UNKNOWN_MESSAGE, CHANNEL_PARENT_INVALID); simcord has no such rule.",
        (
            "message: a button with nothing on it",
            "message: more to choose than there is",
            "message: a file from elsewhere",
            "message: a reply to nothing",
            "place: a channel in a channel",
            "place: a channel in nothing",
        ),
    ),
    Difference(
        INVALID,
        TAKEN,
        "simcord drops the list of attachments and looks at the uploads alone.",
        ("message: a file that did not come",),
    ),
    Difference(
        INVALID,
        TAKEN,
        "Discord's description puts only text inputs into rows of a form; menus in one can't be off.",
        ("answer: a form with a menu of old", "answer: a form with a menu that is off"),
    ),
    Difference(
        INVALID,
        TAKEN,
        "Choices answer an autocomplete, nothing else; simcord takes every kind of answer to every interaction.",
        ("answer: choices for a command",),
    ),
    Difference(
        EMPTY,
        INVALID,
        "Discord's list of codes has one for an empty message.",
        (
            "message: nothing",
            "message: empty content",
            "message: v2 with nothing",
            "answer: nothing",
            "place: v2 without components",
        ),
    ),
    Difference(EMPTY, TAKEN, "simcord lets an edit empty a message.", ("place: a change to nothing",)),
    Difference(
        (400, 50081),
        (404, 10060),
        "Discord's list of codes has 'Invalid sticker sent'; the sandbox has no stickers at all.",
        ("message: stickers that are not there",),
    ),
    Difference((404, 10063), NOT_MODELLED, "simcord does not model single commands.", ("place: an unknown command",)),
    Difference(
        TAKEN,
        INVALID,
        "Discord's documentation: changes of flags that are not supported are ignored without an error.",
        ("place: v2 without its flag",),
    ),
    Difference(
        TAKEN,
        INVALID,
        "Discord's description knows no poll in an edit; fields that it does not know are ignored.",
        ("place: a poll for words",),
    ),
    Difference(
        (400, 520003), TAKEN, "Discord's list of codes has 'Cannot edit a poll message'.", ("place: words for a poll",)
    ),
    Difference(
        (400, 520006),
        TAKEN,
        "Discord's list of codes has 'Cannot expire a non-poll message'.",
        ("place: the end of no poll",),
    ),
    Difference(
        (404, 10008), TAKEN, "simcord tells of no voters where there is no poll.", ("place: voters of no poll",)
    ),
    Difference(
        TAKEN,
        (404, 10008),
        "Taking back what was never given changes nothing; simcord calls the message unknown, which it is not.",
        ("place: another's reaction that is not there",),
    ),
    Difference((400, 10014), TAKEN, "Words are no emoji; simcord keeps any text.", ("place: a reaction of words",)),
    Difference(
        (400, 50033),
        (404, 10013),
        "Discord's list of codes has 'Invalid Recipient(s)'.",
        ("place: a direct channel with nobody",),
    ),
    Difference(
        (400, 160004),
        TAKEN,
        "Discord's list of codes has 'A thread has already been created for this message'.",
        ("place: a second thread",),
    ),
    Difference(
        (400, 50028),
        (403, 50013),
        "Discord's list of codes has 'Invalid role' for a role that can't be deleted.",
        ("place: everyone's role deleted",),
    ),
)

KNOWN = {name: one for one in DIFFERENCES for name in one.requests}
