"""Where the sandbox and simcord differ, each row with its reason: in verdicts, in events, in the keys of answers.

Two more, in what their guilds do rather than in what they say: simcord's interactions allow files of 25 MiB where a
guild without boosts has 10; and simcord ignores `nonce` with `enforce_nonce`, so that it can't tell a double post.
"""

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


@dataclass(frozen=True, slots=True)
class OtherEvents:
    """The events that follow a request in each of the two, and why the sandbox sends what it sends."""

    sandbox: tuple[str, ...]
    simcord: tuple[str, ...]
    why: str


AUDIT = "GUILD_AUDIT_LOG_ENTRY_CREATE"
EVENTS = {
    "answer: words for one": OtherEvents(
        ("MESSAGE_CREATE",),
        (),
        "Discord tells of ephemeral messages like of direct ones, to sessions with that intent and without the guild.",
    ),
    "place: the end of a poll": OtherEvents(
        ("MESSAGE_UPDATE", "MESSAGE_CREATE"), ("MESSAGE_UPDATE",), "Discord posts a message with the result."
    ),
    "place: a pin": OtherEvents(
        ("MESSAGE_UPDATE", "CHANNEL_PINS_UPDATE", "MESSAGE_CREATE", AUDIT),
        ("CHANNEL_PINS_UPDATE", "MESSAGE_CREATE"),
        "The message itself changes, and pins stand in Discord's audit log.",
    ),
    "place: a thread": OtherEvents(
        ("THREAD_CREATE", "MESSAGE_CREATE", "MESSAGE_UPDATE", AUDIT),
        ("THREAD_CREATE", "MESSAGE_CREATE"),
        "The message gets the flag HAS_THREAD, and threads stand in Discord's audit log.",
    ),
    "place: another name": OtherEvents(
        ("CHANNEL_UPDATE", AUDIT),
        ("CHANNEL_UPDATE", "MESSAGE_CREATE", AUDIT),
        "Discord posts about a new name in groups and threads only.",
    ),
}

EXTRA_KEYS = (
    (r"\.(locale|mfa_enabled|system|verified)$", "Discord tells these to the user alone, or of system users."),
    (
        r"^(message|answer|place: (a change|v2 for words|the end|the messages)).*\.guild_id$",
        "No message of REST has its guild.",
    ),
    (r"^answer: .*\.interaction\.(activity_instance_id|response_message_\w+)$", "Left out where there is none."),
    (r"\.interaction_metadata\.(name|command_type)$", "Discord's description has neither."),
    (r"^place: the messages\[\]\.components\[\]\.file\b", "The file from elsewhere, which simcord took."),
    (r"\.(nonce|reactions|sticker_items)$", "Left out where a message has none."),
    (r"\.message_reference\b", "A reply to what is gone, where that may be, is a plain message."),
    (r"\.answer_counts\[\]", "Only answers with votes are counted."),
    (r"^place: the guild\.", "Members, channels and such come with the event GUILD_CREATE only."),
    (r"^command.*\.options$", "Left out where a command has none."),
    (r"^place: a thread\..*\.invitable$", "Of private threads only."),
    (r"^place: a direct channel\.(parent_id|rate_limit_per_user|topic)$", "Not of a direct channel."),
)
"""What simcord's answers have and the sandbox's have not, by request and key, and why not."""
