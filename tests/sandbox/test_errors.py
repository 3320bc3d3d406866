"""Every refusal of the REST side in one table: what is asked, and Discord's status, code and field."""

import itertools
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

import pytest

from benchmarks.fidelity.raw import RawApplication
from sandbox.clock import Clock
from sandbox.permissions import Permission
from sandbox.server import Sandbox, found
from sandbox.wire import PRIVILEGED
from sandbox.world import Rules
from tests.sandbox import troubled_place as made
from tests.sandbox.openapi import violations
from tests.sandbox.troubled_place import EVENT, Place, no

Json = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Row:
    """One refusal. `field` is the path of the bad field, `arrange` makes it so."""

    ask: str
    body: Any = None
    status: int
    code: int
    field: str = ""
    arrange: Callable[[Place], None] | None = None
    strict: bool = False


POLL: Json = {"question": {"text": "?"}, "answers": [{"poll_media": {"text": "a"}}]}
BUTTON: Json = {"type": 2, "style": 1, "label": "Go", "custom_id": "go"}
OPTION: Json = {"type": 3, "name": "o", "description": "d"}
COMMAND: Json = {"name": "go", "description": "d"}
PNG = "data:image/png;base64,iVBORw0KGgo="


def bad(ask: str, body: Any, path: str, arrange: Callable[[Place], None] | None = None) -> Row:
    return Row(ask=ask, body=body, status=400, code=50035, field=path, arrange=arrange)


SAY, HOOKS, EVENTS = "POST /channels/{c}/messages", "POST /channels/{c}/webhooks", "POST /guilds/{g}/scheduled-events"
ADD, READ = "POST /guilds/{g}/channels", Permission.READ_MESSAGE_HISTORY
COMMANDS = "PUT /applications/{app}/commands"
UNKNOWN = {
    "channel": Row(ask="GET /channels/5", status=404, code=10003),
    "guild": Row(ask="GET /guilds/5", status=404, code=10004),
    "invite": Row(ask="GET /invites/none", status=404, code=10006),
    "member": Row(ask="GET /guilds/{g}/members/5", status=404, code=10007),
    "message": Row(ask="GET /channels/{c}/messages/5", status=404, code=10008),
    "role": Row(ask="GET /guilds/{g}/roles/5", status=404, code=10011),
    "user": Row(ask="GET /users/5", status=404, code=10013),
    "emoji": Row(ask="GET /guilds/{g}/emojis/5", status=404, code=10014),
    "emoji of a reaction": Row(ask="PUT /channels/{c}/messages/{m}/reactions/cat:5/@me", status=400, code=10014),
    "webhook": Row(ask="GET /webhooks/5", status=404, code=10015),
    "interaction's webhook": Row(ask="POST /webhooks/{app}/none", body={"content": "a"}, status=404, code=10015),
    "ban": Row(ask="GET /guilds/{g}/bans/5", status=404, code=10026),
    "interaction": Row(ask="POST /interactions/5/none/callback", body={"type": 5}, status=404, code=10062),
    "command": Row(ask="GET /applications/{app}/commands/5", status=404, code=10063),
    "overrides": Row(ask="GET /applications/{app}/guilds/{g}/commands/{app}/permissions", status=404, code=10066),
    "scheduled event": Row(ask="GET /guilds/{g}/scheduled-events/5", status=404, code=10070),
    "tag": Row(
        ask="POST /channels/{f}/threads",
        body={"name": "n", "message": {"content": "a"}, "applied_tags": ["5"]},
        status=404,
        code=10087,
    ),
    "route": Row(ask="GET /nowhere", status=404, code=0),
}
FORBIDDEN = {
    "channel unseen": Row(ask=SAY, body={"content": "a"}, status=403, code=50001, arrange=made.blind),
    "saying": Row(ask=SAY, body={"content": "a"}, status=403, code=50013, arrange=no(Permission.SEND_MESSAGES)),
    "history": Row(ask="GET /channels/{c}/messages", status=403, code=50013, arrange=no(READ)),
    "poll": Row(ask=SAY, body={"poll": POLL}, status=403, code=50013, arrange=no(Permission.SEND_POLLS)),
    "another's words": Row(ask="PATCH /channels/{c}/messages/{theirs}", body={"content": "a"}, status=403, code=50005),
    "deleting another's": Row(
        ask="DELETE /channels/{c}/messages/{theirs}", status=403, code=50013, arrange=no(Permission.MANAGE_MESSAGES)
    ),
    "pinning": Row(
        ask="PUT /channels/{c}/messages/pins/{m}", status=403, code=50013, arrange=no(Permission.PIN_MESSAGES)
    ),
    "role above": Row(ask="PUT /guilds/{g}/members/{kai}/roles/{own}", status=403, code=50013),
    "role with more": Row(ask="POST /guilds/{g}/roles", body={"permissions": "8"}, status=403, code=50013),
    "channel": Row(ask=ADD, body={"name": "a"}, status=403, code=50013, arrange=no(Permission.MANAGE_CHANNELS)),
    "kicking": Row(ask="DELETE /guilds/{g}/members/{kai}", status=403, code=50013, arrange=no(Permission.KICK_MEMBERS)),
    "kicking one above": Row(ask="DELETE /guilds/{g}/members/{kai}", status=403, code=50013, arrange=made.kai_above),
    "banning the owner": Row(ask="PUT /guilds/{g}/bans/{owner}", body={}, status=403, code=50013),
    "timing out one above": Row(
        ask="PATCH /guilds/{g}/members/{kai}",
        body={"communication_disabled_until": None},
        status=403,
        code=50013,
        arrange=made.kai_above,
    ),
    "webhook": Row(ask=HOOKS, body={"name": "a"}, status=403, code=50013, arrange=no(Permission.MANAGE_WEBHOOKS)),
    "event": Row(
        ask=EVENTS, body=EVENT, status=403, code=50013, arrange=no(Permission.CREATE_EVENTS, Permission.MANAGE_EVENTS)
    ),
    "moderated tag": Row(
        ask="POST /channels/{f}/threads",
        body={"name": "n", "message": {"content": "a"}, "applied_tags": ["{tag}"]},
        status=403,
        code=50013,
        arrange=no(Permission.MANAGE_THREADS),
    ),
    "audit log": Row(ask="GET /guilds/{g}/audit-logs", status=403, code=50013, arrange=no(Permission.VIEW_AUDIT_LOG)),
    "another application": Row(ask="GET /applications/5/commands", status=403, code=20012),
    "overrides by a bot": Row(
        ask="PUT /applications/{app}/guilds/{g}/commands/{app}/permissions",
        body={"permissions": []},
        status=403,
        code=20001,
    ),
}
FULL = {
    "pins": Row(ask="PUT /channels/{c}/messages/pins/{m}", status=400, code=30003, arrange=made.pinned_full),
    "roles": Row(ask="POST /guilds/{g}/roles", body={"name": "a"}, status=400, code=30005, arrange=made.roles_full),
    "webhooks": Row(ask=HOOKS, body={"name": "a"}, status=400, code=30007, arrange=made.webhooks_full),
    "emojis": Row(
        ask="POST /guilds/{g}/emojis",
        body={"name": "cat", "image": PNG},
        status=400,
        code=30008,
        arrange=made.emojis_full,
    ),
    "reactions": Row(
        ask="PUT /channels/{c}/messages/{m}/reactions/🔥/@me", status=400, code=30010, arrange=made.reactions_full
    ),
    "channels": Row(
        ask="POST /guilds/{g}/channels", body={"name": "a"}, status=400, code=30013, arrange=made.channels_full
    ),
    "events": Row(ask=EVENTS, body=EVENT, status=400, code=30038, arrange=made.events_full),
    "tags": Row(
        ask="POST /guilds/{g}/channels",
        body={"name": "f", "type": 15, "available_tags": [{"name": str(n)} for n in range(21)]},
        status=400,
        code=30048,
    ),
    "renamings": Row(
        ask="PATCH /channels/{c}",
        body={"topic": "new"},
        status=429,
        code=20028,
        arrange=made.renamed_twice,
        strict=True,
    ),
    "commands a day": Row(
        ask="POST /applications/{app}/commands",
        body=COMMAND,
        status=429,
        code=30034,
        arrange=made.many_commands,
        strict=True,
    ),
}
OTHERS = {
    "empty message": Row(ask=SAY, body={"content": ""}, status=400, code=50006),
    "in a category": Row(ask="POST /channels/{category}/messages", body={"content": "a"}, status=400, code=50008),
    "system message": Row(
        ask="PATCH /channels/{c}/messages/{m}",
        body={"content": "a"},
        status=403,
        code=50021,
        arrange=made.system_message,
    ),
    "wrong webhook token": Row(
        ask="POST /webhooks/5/wrong", body={"content": "a"}, status=401, code=50027, arrange=made.a_webhook
    ),
    "own role": Row(ask="DELETE /guilds/{g}/roles/{g}", status=400, code=50028),
    "letter to itself": Row(ask="POST /users/@me/channels", body={"recipient_id": "{app}"}, status=400, code=50033),
    "words too old to delete": Row(
        ask="POST /channels/{c}/messages/bulk-delete", body={"messages": ["5", "6"]}, status=400, code=50034
    ),
    "locked thread": Row(
        ask="POST /channels/{thread}/messages",
        body={"content": "a"},
        status=400,
        code=50083,
        arrange=made.locked_thread,
    ),
    "edit in an archived thread": Row(
        ask="PATCH /channels/{thread}/messages/{inside}",
        body={"content": "a"},
        status=400,
        code=50083,
        arrange=made.locked_thread,
    ),
    "thread twice": Row(
        ask="POST /channels/{c}/messages/{m}/threads",
        body={"name": "t"},
        status=400,
        code=160004,
        arrange=made.a_thread_from_it,
    ),
    "tag names": Row(
        ask="POST /guilds/{g}/channels",
        body={"name": "f", "type": 15, "available_tags": [{"name": "a"}, {"name": "a"}]},
        status=400,
        code=40061,
    ),
    "no tag": Row(
        ask="POST /channels/{f}/threads", body={"name": "n", "message": {"content": "a"}}, status=400, code=40067
    ),
    "crossposted": Row(
        ask="POST /channels/{c}/messages/{m}/crosspost", status=400, code=40033, arrange=made.crossposted
    ),
    "finished event": Row(
        ask="PATCH /guilds/{g}/scheduled-events/5",
        body={"name": "a"},
        status=400,
        code=180000,
        arrange=made.a_finished_event,
    ),
    "forum webhook without a title": Row(
        ask="POST /webhooks/5/right", body={"content": "a"}, status=400, code=220001, arrange=made.a_forum_webhook
    ),
    "unban": Row(ask="DELETE /guilds/{g}/bans/{kai}", status=404, code=10026),
    "leaving of the owner": Row(ask="DELETE /guilds/{g}/members/{owner}", status=403, code=50013),
}
FIELDS = {
    "2001 characters": bad(SAY, {"content": "x" * 2001}, "content"),
    "6001 characters of embeds": bad(
        SAY, {"embeds": [{"description": "x" * 3000}, {"description": "x" * 3001}]}, "embeds"
    ),
    "custom_id twice": bad(SAY, {"components": [{"type": 1, "components": [BUTTON, BUTTON]}]}, "components"),
    "v2 with content": bad(
        SAY, {"flags": 1 << 15, "content": "a", "components": [{"type": 10, "content": "b"}]}, "content"
    ),
    "poll answer of 56": bad(
        SAY, {"poll": POLL | {"answers": [{"poll_media": {"text": "x" * 56}}]}}, "poll.answers.0.poll_media.text"
    ),
    "upper-case command": bad(COMMANDS, [COMMAND | {"name": "Go"}], "0.name"),
    "required after optional": bad(
        COMMANDS,
        [COMMAND | {"options": [OPTION, OPTION | {"name": "p", "required": True}]}],
        "0.options.1",
    ),
    "unknown context": bad(COMMANDS, [COMMAND | {"contexts": [7]}], "0.contexts.0"),
    "unknown installation": bad(COMMANDS, [COMMAND | {"integration_types": [3]}], "0.integration_types.0"),
    "webhook called discord": bad(HOOKS, {"name": "Discord news"}, "name"),
    "webhook's guest": bad("POST /webhooks/5/right", {"content": "a", "username": "Clyde"}, "username", made.a_webhook),
    "event in the past": bad(
        EVENTS, EVENT | {"scheduled_start_time": "2000-01-01T00:00:00+00:00"}, "scheduled_start_time"
    ),
    "event without a place": bad(EVENTS, EVENT | {"entity_metadata": {}}, "entity_metadata.location"),
    "event without an end": bad(EVENTS, EVENT | {"scheduled_end_time": None}, "scheduled_end_time"),
    "event of no date": bad(EVENTS, EVENT | {"scheduled_start_time": "soon"}, "scheduled_start_time"),
    "event name of 101": bad(EVENTS, EVENT | {"name": "x" * 101}, "name"),
    "timeout of 29 days": bad(
        "PATCH /guilds/{g}/members/{kai}",
        {"communication_disabled_until": "2999-01-01T00:00:00+00:00"},
        "communication_disabled_until",
    ),
    "nick of 33": bad("PATCH /guilds/{g}/members/{kai}", {"nick": "x" * 33}, "nick"),
    "invite for a month": bad("POST /channels/{c}/invites", {"max_age": 2_600_000}, "max_age"),
    "emoji with a blank": bad("POST /guilds/{g}/emojis", {"name": "a cat", "image": PNG}, "name"),
    "emoji without a picture": bad("POST /guilds/{g}/emojis", {"name": "cat", "image": "cat.png"}, "image"),
    "ban's messages": bad("PUT /guilds/{g}/bans/{kai}", {"delete_message_seconds": 604_801}, "delete_message_seconds"),
    "thread name of 101": bad("POST /channels/{c}/threads", {"name": "x" * 101, "type": 11}, "name"),
    "archive after two days": bad(
        "POST /channels/{c}/threads", {"name": "a", "type": 11, "auto_archive_duration": 2880}, "auto_archive_duration"
    ),
    "channel without a name": bad("POST /guilds/{g}/channels", {}, "name"),
    "role's colour": bad("POST /guilds/{g}/roles", {"color": 1 << 24}, "color"),
    "reply to nothing": bad(SAY, {"content": "a", "message_reference": {"message_id": "5"}}, "message_reference"),
}
TABLE = {
    f"{group}: {name}": row
    for group, rows in (
        ("unknown", UNKNOWN),
        ("forbidden", FORBIDDEN),
        ("full", FULL),
        ("other", OTHERS),
        ("field", FIELDS),
    )
    for name, row in rows.items()
}


def filled(value: Any, place: Place) -> Any:
    """The value with every {name} replaced by the place's id of that name."""
    if isinstance(value, dict):
        return {key: filled(one, place) for key, one in value.items()}
    if isinstance(value, list):
        return [filled(one, place) for one in value]
    return value.format(**vars(place)) if isinstance(value, str) and "{" in value else value


@pytest.fixture
async def stand(request: pytest.FixtureRequest) -> AsyncIterator[tuple[Sandbox, Place, Row]]:
    row = TABLE[request.param]
    rules = Rules(strict_rate_limits=row.strict, privileged_intents=int(PRIVILEGED))
    sandbox = Sandbox(found("Guild", "Bot", Clock(), rules))
    await sandbox.start()
    try:
        yield sandbox, Place(sandbox.world), row
    finally:
        await sandbox.stop()


@pytest.mark.parametrize("stand", TABLE, indirect=True)
async def test_refusal_has_discords_status_code_and_field(stand: tuple[Sandbox, Place, Row]) -> None:
    sandbox, place, row = stand
    if row.arrange is not None:
        row.arrange(place)
    method, path = filled(row.ask, place).split()
    async with RawApplication(sandbox.base_url) as application:
        status, told = await application.ask(method, path, filled(row.body, place))
    assert (status, told["code"]) == (row.status, row.code), told
    node = told.get("errors", {})
    for step in filter(None, row.field.split(".")):
        assert step in node, told
        node = node[step]
    assert not row.field or node["_errors"][0]["message"]
    if row.status == 429:
        assert told["retry_after"] > 0
    found_wrong = violations(sandbox.hall.journal.entries(kind="request"))
    assert not found_wrong


def test_names_of_the_table_are_unique() -> None:
    groups = (UNKNOWN, FORBIDDEN, FULL, OTHERS, FIELDS)
    assert len(TABLE) == sum(map(len, groups))
    assert len({(row.ask, repr(row.body), row.arrange) for row in itertools.chain(*(g.values() for g in groups))}) > 80
