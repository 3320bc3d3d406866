"""REST answers when a request is wrong: Discord's status, code, and the path of the bad field."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from sandbox.control import Community
from sandbox.permissions import ALL, Permission
from tests.sandbox.openapi import violations

Json = dict[str, Any]
HEADERS = {"Authorization": "Bot sandbox"}


class Rest:
    def __init__(self, session: aiohttp.ClientSession, url: str, channel_id: str) -> None:
        self._session, self._url, self.channel_id = session, url, channel_id

    async def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        sent = {"json": body} if body is not None else {}
        address = f"{self._url}/api/v10{path}"
        async with self._session.request(method, address, headers=HEADERS | headers, **sent) as response:
            return response.status, await response.json(content_type=None) if response.status != 204 else None

    async def post(self, body: Json) -> tuple[int, Any]:
        return await self("POST", f"/channels/{self.channel_id}/messages", body)


@pytest.fixture
async def rest(sandbox_guild: Community) -> AsyncIterator[Rest]:
    channel = await sandbox_guild.channel("general")
    async with aiohttp.ClientSession() as session:
        yield Rest(session, sandbox_guild.url, channel["id"])
    found = violations(await sandbox_guild.journal(kind="request"))
    assert not found, "\n".join(found)


def button(**fields: Any) -> Json:
    return {"type": 2, "style": 1, "label": "Go", "custom_id": "go"} | fields


def row(*children: Json) -> Json:
    return {"type": 1, "components": list(children)}


def text(words: str) -> Json:
    return {"type": 10, "content": words}


def v2(*components: Json, **fields: Any) -> Json:
    return {"flags": 1 << 15, "components": list(components)} | fields


BAD = {
    "content of 2001 characters": ({"content": "x" * 2001}, "content"),
    "embeds of 6001 characters": ({"embeds": [{"description": "x" * 3000}, {"description": "x" * 3001}]}, "embeds"),
    "embed title": ({"embeds": [{"title": "x" * 257}]}, "embeds.0.title"),
    "26 fields": ({"embeds": [{"fields": [{"name": "a", "value": "b"}] * 26}]}, "embeds.0.fields"),
    "six buttons a row": (
        {"components": [row(*[button(custom_id=str(n)) for n in range(6)])]},
        "components.0.components",
    ),
    "six rows": ({"components": [row(button(custom_id=str(n))) for n in range(6)]}, "components"),
    "label of 81": ({"components": [row(button(label="x" * 81))]}, "components.0.components.0.label"),
    "custom_id of 101": ({"components": [row(button(custom_id="x" * 101))]}, "components.0.components.0.custom_id"),
    "custom_id twice": ({"components": [row(button(), button())]}, "components"),
    "link with a custom_id": (
        {"components": [row(button(style=5, url="https://a.example"))]},
        "components.0.components.0.custom_id",
    ),
    "26 options": (
        {
            "components": [
                row(
                    {
                        "type": 3,
                        "custom_id": "m",
                        "options": [{"label": str(n), "value": str(n)} for n in range(26)],
                    }
                )
            ]
        },
        "components.0.components.0.options",
    ),
    "text without the v2 flag": ({"components": [text("a")]}, "components.0.type"),
    "v2 with content": (v2(text("a"), content="b"), "content"),
    "41 components": (v2(*[text("a")] * 41), "components"),
    "4001 characters": (v2(text("a" * 2001), text("b" * 2000)), "components"),
    "gallery without its file": (
        v2({"type": 12, "items": [{"media": {"url": "attachment://missing.png"}}]}),
        "components",
    ),
    "empty gallery": (v2({"type": 12, "items": []}), "components.0.items"),
    "poll answer of 56": (
        {"poll": {"question": {"text": "?"}, "answers": [{"poll_media": {"text": "x" * 56}}]}},
        "poll.answers.0.poll_media.text",
    ),
    "nonce of 26": ({"content": "a", "nonce": "n" * 26}, "nonce"),
    "mentions both ways": (
        {"content": "a", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
        "allowed_mentions",
    ),
    "reply to nothing": ({"content": "a", "message_reference": {"message_id": "1"}}, "message_reference"),
    "attachment that did not come": ({"content": "a", "attachments": [{"id": "0"}]}, "attachments.0.id"),
}


@pytest.mark.parametrize("name", BAD)
async def test_bad_message_is_refused_with_the_path_of_the_field(rest: Rest, name: str) -> None:
    body, path = BAD[name]
    status, told = await rest.post(body)
    assert (status, told["code"]) == (400, 50035)
    node = told["errors"]
    for step in path.split("."):
        node = node[step]
    assert node["_errors"][0]["code"]


@pytest.mark.parametrize(
    "body", [{"content": 5}, {"components": "x"}, {"components": ["x"]}, {"embeds": {}}, {"flags": "x"}, {"poll": 1}]
)
async def test_fields_of_the_wrong_kind_are_refused(rest: Rest, body: Json) -> None:
    status, told = await rest.post(body)
    assert (status, told["code"]) == (400, 50035)
    assert list(told["errors"]) == list(body)


async def test_nulls_are_left_out_of_what_comes_back(rest: Rest) -> None:
    poll = {"question": {"text": "?"}, "answers": [{"poll_media": {"text": "a", "emoji": None}}]}
    status, told = await rest.post({"poll": poll})
    assert (status, told["poll"]["answers"][0]["poll_media"]) == (200, {"text": "a"})
    status, told = await rest.post({"components": [row(button(emoji=None, url=None))]})
    assert (status, "emoji" in told["components"][0]["components"][0]) == (200, False)


async def test_empty_message_is_refused(rest: Rest) -> None:
    assert (await rest.post({"content": ""}))[1]["code"] == 50006


async def test_unknown_things_have_their_codes(rest: Rest) -> None:
    here = f"/channels/{rest.channel_id}"
    assert (await rest("GET", "/channels/1"))[1]["code"] == 10003
    assert (await rest("GET", "/guilds/1"))[1]["code"] == 10004
    assert (await rest("GET", f"{here}/messages/1"))[1]["code"] == 10008
    assert (await rest("GET", "/users/1"))[1]["code"] == 10013
    assert (await rest("POST", "/interactions/1/nonsense/callback", {"type": 4}))[1]["code"] == 10062
    assert (await rest("POST", "/webhooks/1/nonsense", {"content": "a"}))[1]["code"] == 10015
    assert await rest("GET", "/nowhere") == (404, {"message": "404: Not Found", "code": 0})


async def test_request_without_the_token_is_refused(rest: Rest) -> None:
    status, told = await rest("GET", "/users/@me", Authorization="Bot wrong")
    assert (status, told["code"]) == (401, 0)


async def test_broken_json_is_refused(sandbox_guild: Community, rest: Rest) -> None:
    address = f"{sandbox_guild.url}/api/v10/channels/{rest.channel_id}/messages"
    headers = HEADERS | {"Content-Type": "application/json"}
    async with aiohttp.ClientSession() as session, session.post(address, data=b"{", headers=headers) as response:
        assert (response.status, (await response.json())["code"]) == (400, 50109)


async def test_application_without_the_permission_is_refused(sandbox_guild: Community, rest: Rest) -> None:
    await sandbox_guild.change_role("Bot", permissions=str(int(ALL & ~Permission.ADMINISTRATOR)))
    await sandbox_guild.overwrite("general", (await _guild_id(sandbox_guild)), type_=0, deny=Permission.SEND_MESSAGES)
    assert (await rest.post({"content": "a"}))[1]["code"] == 50013
    await sandbox_guild.overwrite("general", (await _guild_id(sandbox_guild)), type_=0, deny=Permission.VIEW_CHANNEL)
    assert (await rest.post({"content": "a"}))[1]["code"] == 50001


async def test_role_above_the_applications_own_cannot_be_given(sandbox_guild: Community, rest: Rest) -> None:
    kai = await sandbox_guild.member("Kai")
    guild_id = await _guild_id(sandbox_guild)
    roles = (await sandbox_guild.state())["guild"]["roles"]
    own = next(one for one in roles if one["managed"])
    assert (await rest("PUT", f"/guilds/{guild_id}/members/{kai.id}/roles/{own['id']}"))[1]["code"] == 50013
    assert (await rest("POST", f"/guilds/{guild_id}/roles", {"permissions": "8"}))[1]["code"] == 50013


async def test_only_the_author_edits_a_message(sandbox_guild: Community, rest: Rest) -> None:
    kai = await sandbox_guild.member("Kai")
    said = await kai.say("general", "mine")
    status, told = await rest("PATCH", f"/channels/{rest.channel_id}/messages/{said.id}", {"content": "yours"})
    assert (status, told["code"]) == (403, 50005)


async def test_bad_commands_are_refused(sandbox_guild: Community, rest: Rest) -> None:
    app = (await sandbox_guild.state())["application"]["id"]
    good = {"name": "go", "description": "d"}
    option = {"type": 3, "name": "o", "description": "d"}
    bad = [
        good | {"name": "Make It"},
        good | {"description": "x" * 101},
        good | {"options": [option, option | {"name": "p", "required": True}]},
        good | {"options": [option | {"choices": [{"name": str(n), "value": str(n)} for n in range(26)]}]},
        good | {"options": [option, option]},
    ]
    for one in bad:
        status, told = await rest("PUT", f"/applications/{app}/commands", [one])
        assert (status, told["code"]) == (400, 50035), one
    assert (await rest("PUT", f"/applications/{app}/commands", [good, good]))[0] == 400
    status, kept = await rest("PUT", f"/applications/{app}/commands", [good])
    assert status == 200
    again = (await rest("PUT", f"/applications/{app}/commands", [good]))[1]
    assert again[0]["id"] == kept[0]["id"]


async def test_headers_tell_of_the_rate_limit(sandbox_guild: Community, rest: Rest) -> None:
    address = f"{sandbox_guild.url}/api/v10/users/@me"
    async with aiohttp.ClientSession() as session, session.get(address, headers=HEADERS) as response:
        assert int(response.headers["X-RateLimit-Remaining"]) < int(response.headers["X-RateLimit-Limit"])
        assert response.headers["Via"]
        assert response.headers["Content-Type"] == "application/json"


async def test_mentions_ping_only_whom_they_may(sandbox_guild: Community, rest: Rest) -> None:
    kai = await sandbox_guild.member("Kai")
    everything = (await rest.post({"content": f"@everyone <@{kai.id}>"}))[1]
    assert ([one["id"] for one in everything["mentions"]], everything["mention_everyone"]) == ([kai.id], False)
    nothing = (await rest.post({"content": f"<@{kai.id}>", "allowed_mentions": {"parse": []}}))[1]
    assert nothing["mentions"] == []


async def _guild_id(guild: Community) -> str:
    return (await guild.state())["guild"]["id"]
