"""Requests that Discord takes and requests that it refuses, to put before both judges."""

from typing import Any

Json = dict[str, Any]
V2 = 1 << 15


def button(**fields: Any) -> Json:
    return {"type": 2, "style": 1, "label": "Go", "custom_id": "go"} | fields


def row(*children: Json) -> Json:
    return {"type": 1, "components": list(children)}


def text(words: str = "words", **fields: Any) -> Json:
    return {"type": 10, "content": words} | fields


def v2(*components: Json, **fields: Any) -> Json:
    return {"flags": V2, "components": list(components)} | fields


def container(*children: Json, **fields: Any) -> Json:
    return {"type": 17, "components": list(children)} | fields


def section(*children: Json, **fields: Any) -> Json:
    return {"type": 9, "components": list(children), "accessory": button()} | fields


def menu(count: int = 2, **fields: Any) -> Json:
    options = [{"label": str(n), "value": str(n)} for n in range(count)]
    return {"type": 3, "custom_id": "menu", "options": options} | fields


def poll(count: int = 2, **fields: Any) -> Json:
    answers = [{"poll_media": {"text": f"answer {n}"}} for n in range(count)]
    return {"poll": {"question": {"text": "?"}, "answers": answers, "duration": 1} | fields}


def modal(*rows: Json, **fields: Any) -> Json:
    return {"type": 9, "data": {"title": "Form", "custom_id": "form", "components": list(rows)} | fields}


def field(component: Json | None = None, **fields: Any) -> Json:
    return {
        "type": 18,
        "label": "Label",
        "component": component or {"type": 4, "custom_id": "text", "style": 1},
    } | fields


def gallery(count: int = 1) -> Json:
    return {"type": 12, "items": [{"media": {"url": "https://example.org/a.png"}}] * count}


MESSAGES: dict[str, Json] = {
    "words": {"content": "hello"},
    "2000 characters": {"content": "x" * 2000},
    "2001 characters": {"content": "x" * 2001},
    "nothing": {},
    "empty content": {"content": ""},
    "content that is a number": {"content": 5},
    "a nonce": {"content": "a", "nonce": "n" * 25},
    "a long nonce": {"content": "a", "nonce": "n" * 26},
    "an embed": {"embeds": [{"title": "t", "description": "d", "fields": [{"name": "n", "value": "v"}]}]},
    "an empty embed": {"embeds": [{}]},
    "11 embeds": {"embeds": [{"title": "t"}] * 11},
    "embed title of 257": {"embeds": [{"title": "x" * 257}]},
    "embed description of 4097": {"embeds": [{"description": "x" * 4097}]},
    "26 embed fields": {"embeds": [{"fields": [{"name": "n", "value": "v"}] * 26}]},
    "embed field without a value": {"embeds": [{"fields": [{"name": "n", "value": ""}]}]},
    "embed field name of 257": {"embeds": [{"fields": [{"name": "x" * 257, "value": "v"}]}]},
    "embed field value of 1025": {"embeds": [{"fields": [{"name": "n", "value": "x" * 1025}]}]},
    "embed footer of 2049": {"embeds": [{"footer": {"text": "x" * 2049}}]},
    "embed author of 257": {"embeds": [{"author": {"name": "x" * 257}}]},
    "embeds of 6001 in all": {"embeds": [{"description": "x" * 3000}, {"description": "x" * 3001}]},
    "a button": {"components": [row(button())]},
    "a button with an emoji only": {
        "components": [row({"type": 2, "style": 1, "custom_id": "go", "emoji": {"name": "🔥"}})]
    },
    "a button with nothing on it": {"components": [row({"type": 2, "style": 1, "custom_id": "go"})]},
    "a button without a custom_id": {"components": [row({"type": 2, "style": 1, "label": "Go"})]},
    "a button of style 7": {"components": [row(button(style=7))]},
    "a button outside a row": {"components": [button()]},
    "a button with an address": {"components": [row(button(url="https://example.org"))]},
    "a link": {"components": [row({"type": 2, "style": 5, "label": "Go", "url": "https://example.org"})]},
    "a link with a custom_id": {"components": [row(button(style=5, url="https://example.org"))]},
    "a link to nowhere": {"components": [row({"type": 2, "style": 5, "label": "Go"})]},
    "a link of 513": {"components": [row({"type": 2, "style": 5, "label": "Go", "url": "https://a.io/" + "x" * 500})]},
    "five buttons a row": {"components": [row(*[button(custom_id=str(n)) for n in range(5)])]},
    "six buttons a row": {"components": [row(*[button(custom_id=str(n)) for n in range(6)])]},
    "an empty row": {"components": [row()]},
    "five rows": {"components": [row(button(custom_id=str(n))) for n in range(5)]},
    "six rows": {"components": [row(button(custom_id=str(n))) for n in range(6)]},
    "label of 81": {"components": [row(button(label="x" * 81))]},
    "custom_id of 101": {"components": [row(button(custom_id="x" * 101))]},
    "custom_id twice": {"components": [row(button(), button())]},
    "component id twice": {"components": [row(button(id=7), button(id=7, custom_id="b"))]},
    "a menu": {"components": [row(menu())]},
    "a menu with a button": {"components": [row(menu(), button())]},
    "two menus a row": {"components": [row(menu(), menu(custom_id="b"))]},
    "25 options": {"components": [row(menu(25, max_values=25))]},
    "26 options": {"components": [row(menu(26))]},
    "no options": {"components": [row(menu(0))]},
    "an option twice": {"components": [row(menu(options=[{"label": "a", "value": "a"}] * 2))]},
    "option label of 101": {"components": [row(menu(options=[{"label": "x" * 101, "value": "a"}]))]},
    "placeholder of 151": {"components": [row(menu(placeholder="x" * 151))]},
    "more to choose than there is": {"components": [row(menu(2, max_values=3))]},
    "least above most": {"components": [row(menu(3, min_values=3, max_values=2))]},
    "a menu of members": {"components": [row({"type": 5, "custom_id": "who"})]},
    "a text input in a message": {"components": [row({"type": 4, "custom_id": "t", "style": 1, "label": "l"})]},
    "an unknown component": {"components": [row({"type": 99})]},
    "a text display without the flag": {"components": [text()]},
    "components v2": v2(container(text(), {"type": 14}, row(button()), accent_color=0xFF8800)),
    "v2 with content": v2(text(), content="a"),
    "v2 with an embed": v2(text(), embeds=[{"title": "t"}]),
    "v2 with a poll": v2(text(), **poll()),
    "v2 with nothing": v2(),
    "40 components": v2(*[text("a")] * 40),
    "41 components": v2(*[text("a")] * 41),
    "41 components, nested": v2(*[container(*[text("a")] * 9)] * 4, text("a")),
    "4000 characters of text": v2(text("a" * 2000), text("b" * 2000)),
    "4001 characters of text": v2(text("a" * 2001), text("b" * 2000)),
    "an empty text display": v2(text("")),
    "an empty container": v2(container()),
    "a container in a container": v2(container(container(text()))),
    "an accent beyond white": v2(container(text(), accent_color=0x1000000)),
    "a section": v2(section(text())),
    "a section of four": v2(section(*[text("a")] * 4)),
    "a section without accessory": v2({"type": 9, "components": [text()]}),
    "a section with a row": v2(section(row(button(custom_id="b")))),
    "a thumbnail": v2(section(text(), accessory={"type": 11, "media": {"url": "https://example.org/a.png"}})),
    "a gallery": v2(gallery(10)),
    "a gallery of eleven": v2(gallery(11)),
    "an empty gallery": v2(gallery(0)),
    "a gallery of a file that did not come": v2({"type": 12, "items": [{"media": {"url": "attachment://a.png"}}]}),
    "a file from elsewhere": v2({"type": 13, "file": {"url": "https://example.org/a.png"}}),
    "a separator of size 3": v2({"type": 14, "spacing": 3}),
    "a poll": poll(),
    "a poll with one answer": poll(1),
    "a poll of ten": poll(10),
    "a poll of eleven": poll(11),
    "a poll of none": poll(0),
    "poll question of 301": poll(question={"text": "x" * 301}),
    "poll answer of 56": poll(answers=[{"poll_media": {"text": "x" * 56}}]),
    "a poll for 769 hours": poll(duration=769),
    "a poll with content": poll() | {"content": "a"},
    "a poll with an embed": poll() | {"embeds": [{"title": "t"}]},
    "mentions both ways": {"content": "a", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
    "mentions of nobody": {"content": "@everyone", "allowed_mentions": {"parse": []}},
    "a reply to nothing": {"content": "a", "message_reference": {"message_id": "1"}},
    "a reply to what may be gone": {
        "content": "a",
        "message_reference": {"message_id": "1", "fail_if_not_exists": False},
    },
    "stickers that are not there": {"sticker_ids": ["1"]},
    "a file that did not come": {"content": "a", "attachments": [{"id": "0", "filename": "a.png"}]},
}

ANSWERS: dict[str, Json] = {
    "a form": modal(field()),
    "a form of old": modal(row({"type": 4, "custom_id": "text", "style": 1, "label": "l"})),
    "a form of five": modal(*[field({"type": 4, "custom_id": str(n), "style": 2}) for n in range(5)]),
    "a form of six": modal(*[field({"type": 4, "custom_id": str(n), "style": 2}) for n in range(6)]),
    "an empty form": modal(),
    "form title of 46": modal(field(), title="x" * 46),
    "form without a title": modal(field(), title=""),
    "form custom_id of 101": modal(field(), custom_id="x" * 101),
    "field label of 46": modal(field(label="x" * 46)),
    "field without a label": modal({"type": 18, "component": {"type": 4, "custom_id": "t", "style": 1}}),
    "field description of 101": modal(field(description="x" * 101)),
    "field custom_id twice": modal(field(), field()),
    "a form with a button": modal(row(button())),
    "a form with a label around a button": modal(field(button())),
    "a form with a text": modal(text(), field()),
    "a form of text alone": modal(text()),
    "a form with a menu": modal(field(menu())),
    "a form with a menu that is off": modal(field(menu(disabled=True))),
    "a form with a menu of old": modal(row(menu())),
    "a form with a file": modal(field({"type": 19, "custom_id": "file"})),
    "a form with eleven files": modal(field({"type": 19, "custom_id": "file", "max_values": 11})),
    "a form with a choice": modal(field({"type": 21, "custom_id": "one", "options": menu(2)["options"]})),
    "a form with no choice": modal(field({"type": 21, "custom_id": "one", "options": menu(1)["options"]})),
    "a form with boxes": modal(field({"type": 22, "custom_id": "many", "options": menu(3)["options"]})),
    "a form with a box": modal(field({"type": 23, "custom_id": "box"})),
    "text longer than it may be": modal(
        field({"type": 4, "custom_id": "t", "style": 1, "max_length": 2, "value": "abc"})
    ),
    "text of 4001": modal(field({"type": 4, "custom_id": "t", "style": 1, "max_length": 4001})),
    "text of style 3": modal(field({"type": 4, "custom_id": "t", "style": 3})),
    "words": {"type": 4, "data": {"content": "a"}},
    "words for one": {"type": 4, "data": {"content": "a", "flags": 64}},
    "nothing": {"type": 4, "data": {}},
    "a deferral": {"type": 5},
    "an update without a message": {"type": 7, "data": {"content": "a"}},
    "choices for a command": {"type": 8, "data": {"choices": []}},
    "a kind that is none": {"type": 3},
    "a poll": {"type": 4, "data": poll()},
}

_GO = {"name": "go", "description": "d"}
_OPTION = {"type": 3, "name": "o", "description": "d"}
COMMANDS: dict[str, list[Json]] = {
    "a command": [_GO],
    "a command with an option": [_GO | {"options": [_OPTION]}],
    "a command in capitals": [_GO | {"name": "Go"}],
    "a command of two words": [_GO | {"name": "go on"}],
    "a command of 33": [_GO | {"name": "x" * 33}],
    "a command twice": [_GO, _GO],
    "no description": [{"name": "go"}],
    "description of 101": [_GO | {"description": "x" * 101}],
    "26 options": [_GO | {"options": [_OPTION | {"name": f"o{n}"} for n in range(26)]}],
    "an option twice": [_GO | {"options": [_OPTION, _OPTION]}],
    "required after optional": [_GO | {"options": [_OPTION, _OPTION | {"name": "p", "required": True}]}],
    "26 choices": [_GO | {"options": [_OPTION | {"choices": [{"name": str(n), "value": str(n)} for n in range(26)]}]}],
    "choices and autocomplete": [
        _GO | {"options": [_OPTION | {"choices": [{"name": "a", "value": "a"}], "autocomplete": True}]}
    ],
    "a menu command": [{"name": "Say It", "type": 3}],
    "a menu command with a description": [{"name": "Say It", "type": 3, "description": "d"}],
    "101 commands": [_GO | {"name": f"go{n}"} for n in range(101)],
    "groups": [
        _GO
        | {
            "options": [
                {"type": 2, "name": "g", "description": "d", "options": [{"type": 1, "name": "s", "description": "d"}]}
            ]
        }
    ],
    "groups too deep": [
        _GO
        | {
            "options": [
                {
                    "type": 2,
                    "name": "g",
                    "description": "d",
                    "options": [{"type": 2, "name": "h", "description": "d", "options": []}],
                }
            ]
        }
    ],
}

HERE = "/channels/{channel}"
PLACES: dict[str, tuple[str, str, Any]] = {
    "an unknown channel": ("GET", "/channels/1", None),
    "an unknown guild": ("GET", "/guilds/1", None),
    "an unknown member": ("GET", "/guilds/{guild}/members/1", None),
    "an unknown message": ("GET", HERE + "/messages/1", None),
    "an unknown message to change": ("PATCH", HERE + "/messages/1", {"content": "a"}),
    "an unknown message to delete": ("DELETE", HERE + "/messages/1", None),
    "an unknown role": ("PATCH", "/guilds/{guild}/roles/1", {"name": "a"}),
    "an unknown user": ("GET", "/users/1", None),
    "an unknown command": ("DELETE", "/applications/{app}/commands/1", None),
    "a message to an unknown channel": ("POST", "/channels/1/messages", {"content": "a"}),
    "an unknown webhook": ("POST", "/webhooks/1/nonsense", {"content": "a"}),
    "an unknown interaction": ("POST", "/interactions/1/nonsense/callback", {"type": 5}),
    "the channel": ("GET", HERE, None),
    "the guild": ("GET", "/guilds/{guild}", None),
    "the member": ("GET", "/guilds/{guild}/members/{member}", None),
    "the messages": ("GET", HERE + "/messages", None),
    "a change": ("PATCH", HERE + "/messages/{own}", {"content": "b"}),
    "a change to 2001": ("PATCH", HERE + "/messages/{own}", {"content": "x" * 2001}),
    "a change to nothing": ("PATCH", HERE + "/messages/{own}", {"content": ""}),
    "a change of another's words": ("PATCH", HERE + "/messages/{theirs}", {"content": "b"}),
    "a change of v2": ("PATCH", HERE + "/messages/{v2}", v2(text("other"))),
    "a change of v2 without saying so": ("PATCH", HERE + "/messages/{v2}", {"components": [text("more")]}),
    "content for v2": ("PATCH", HERE + "/messages/{v2}", {"content": "b"}),
    "v2 components without the flag": ("PATCH", HERE + "/messages/{v2}", {"flags": 0, "components": [text("more")]}),
    "v2 without its flag": ("PATCH", HERE + "/messages/{v2}", {"flags": 0}),
    "v2 without components": ("PATCH", HERE + "/messages/{v2}", {"components": []}),
    "v2 for words": ("PATCH", HERE + "/messages/{own}", v2(text(), content=None)),
    "a poll for words": ("PATCH", HERE + "/messages/{own}", poll()),
    "words for a poll": ("PATCH", HERE + "/messages/{poll}", {"content": "b"}),
    "the end of a poll": ("POST", HERE + "/polls/{poll}/expire", None),
    "the end of no poll": ("POST", HERE + "/polls/{own}/expire", None),
    "voters of no poll": ("GET", HERE + "/polls/{own}/answers/1", None),
    "a reaction": ("PUT", HERE + "/messages/{own}/reactions/🔥/@me", None),
    "a reaction of words": ("PUT", HERE + "/messages/{own}/reactions/fire/@me", None),
    "a reaction to nothing": ("PUT", HERE + "/messages/1/reactions/🔥/@me", None),
    "who reacted": ("GET", HERE + "/messages/{own}/reactions/🔥", None),
    "another's reaction that is not there": ("DELETE", HERE + "/messages/{own}/reactions/🌊/{member}", None),
    "a pin": ("PUT", HERE + "/messages/pins/{own}", None),
    "a pin of nothing": ("PUT", HERE + "/messages/pins/1", None),
    "typing": ("POST", HERE + "/typing", None),
    "a thread": ("POST", HERE + "/messages/{own}/threads", {"name": "side"}),
    "a second thread": ("POST", HERE + "/messages/{own}/threads", {"name": "side"}),
    "thread name of 101": ("POST", HERE + "/messages/{theirs}/threads", {"name": "x" * 101}),
    "a thread without a name": ("POST", HERE + "/messages/{theirs}/threads", {"name": ""}),
    "a thread for 61 minutes": (
        "POST",
        HERE + "/messages/{theirs}/threads",
        {"name": "a", "auto_archive_duration": 61},
    ),
    "one message in bulk": ("POST", HERE + "/messages/bulk-delete", {"messages": ["1"]}),
    "a channel": ("POST", "/guilds/{guild}/channels", {"name": "new-room", "topic": "t"}),
    "a channel without a name": ("POST", "/guilds/{guild}/channels", {"name": ""}),
    "channel name of 101": ("POST", "/guilds/{guild}/channels", {"name": "x" * 101}),
    "channel topic of 1025": ("POST", "/guilds/{guild}/channels", {"name": "a", "topic": "x" * 1025}),
    "a channel in a channel": ("POST", "/guilds/{guild}/channels", {"name": "a", "parent_id": "{channel}"}),
    "a channel in nothing": ("POST", "/guilds/{guild}/channels", {"name": "a", "parent_id": "1"}),
    "another name": ("PATCH", HERE, {"name": "commons"}),
    "another name of 101": ("PATCH", HERE, {"name": "x" * 101}),
    "slowness of 21601 seconds": ("PATCH", HERE, {"rate_limit_per_user": 21601}),
    "a role": ("POST", "/guilds/{guild}/roles", {"name": "r"}),
    "role name of 101": ("POST", "/guilds/{guild}/roles", {"name": "x" * 101}),
    "a role of an administrator": ("POST", "/guilds/{guild}/roles", {"name": "r", "permissions": "8"}),
    "a role given": ("PUT", "/guilds/{guild}/members/{member}/roles/{role}", None),
    "an unknown role given": ("PUT", "/guilds/{guild}/members/{member}/roles/1", None),
    "everyone's role deleted": ("DELETE", "/guilds/{guild}/roles/{guild}", None),
    "the bot's own role given": ("PUT", "/guilds/{guild}/members/{member}/roles/{own_role}", None),
    "a nickname": ("PATCH", "/guilds/{guild}/members/{member}", {"nick": "x" * 32}),
    "a nickname of 33": ("PATCH", "/guilds/{guild}/members/{member}", {"nick": "x" * 33}),
    "the owner's nickname": ("PATCH", "/guilds/{guild}/members/{owner}", {"nick": "x"}),
    "another's words deleted": ("DELETE", HERE + "/messages/{theirs}", None),
    "a direct channel": ("POST", "/users/@me/channels", {"recipient_id": "{member}"}),
    "a direct channel with nobody": ("POST", "/users/@me/channels", {"recipient_id": "1"}),
}
"""In this order: the later ones see what the earlier ones did."""
