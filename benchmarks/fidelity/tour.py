"""A tour of every route the sandbox serves, by an application without a library that wants every event."""

from __future__ import annotations

import asyncio
import base64
import datetime
from typing import Any

from benchmarks.fidelity.raw import RawApplication
from sandbox.control import Community, Member
from sandbox.permissions import ALL, Permission
from sandbox.rest import MODULES
from sandbox.testing import running_sandbox
from sandbox.wire import PRIVILEGED
from sandbox.world import Rules

Json = dict[str, Any]
ROUTES = frozenset((method, path) for module in MODULES for method, path, _ in module.ROUTES)
"""Every (method, path) that the sandbox serves."""
_PIXEL = base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()
_PICTURE = f"data:image/png;base64,{_PIXEL}"


async def tour_journal() -> list[Json]:
    """The sandbox's journal after the tour."""
    rules = Rules(strict_rate_limits=False, privileged_intents=int(PRIVILEGED))
    async with running_sandbox(rules=rules) as guild:
        await guild.change_role("Bot", permissions=str(int(ALL & ~Permission.ADMINISTRATOR)))
        async with RawApplication(guild.url) as application:
            await Tour(guild, application).walk()
        return await guild.journal()


class Tour:
    """The walk, one room after the other; `_g` and `_c` are the paths of the guild and its first channel."""

    _kai: Member
    _g: str
    _c: str

    def __init__(self, guild: Community, application: RawApplication) -> None:
        self._guild = guild
        self._app = application
        self._call = application.call

    async def walk(self) -> None:
        """Every route, each at least once."""
        state = await self._guild.state()
        self._g = f"/guilds/{state['guild']['id']}"
        self._c = f"/channels/{(await self._guild.channel('general') or {})['id']}"
        self._kai = await self._guild.member("Kai")
        await self._application_and_commands(state["application"]["id"])
        await self._messages()
        await self._reactions_and_polls()
        await self._threads()
        await self._channels_and_roles()
        await self._members()
        await self._webhooks()
        await self._events_and_invites()
        await self._interactions(state["application"]["id"])
        await self._others()

    async def _application_and_commands(self, app: str) -> None:
        for path in ("/users/@me", "/users/@me/guilds", f"/users/{self._kai.id}", "/oauth2/applications/@me"):
            await self._call("GET", path)
        for path in ("/applications/@me", "/gateway", "/gateway/bot", f"/applications/{app}/emojis"):
            await self._call("GET", path)
        option = {"type": 3, "name": "who", "description": "Whom to greet"}
        wish: Json = {"name": "hello", "description": "Say hello", "options": [option]}
        for base in (f"/applications/{app}", f"/applications/{app}{self._g}"):
            await self._call("PUT", f"{base}/commands", [wish])
            made = await self._call("POST", f"{base}/commands", {"name": "bye", "description": "Say bye"})
            await self._call("GET", f"{base}/commands")
            one = f"{base}/commands/{made['id']}"
            await self._call("GET", one)
            await self._call("PATCH", one, {"description": "Say goodbye"})
            await self._call("DELETE", one)
        await self._guild.override_command("hello", {"role": "everyone", "permission": True})
        await self._call("GET", f"/applications/{app}{self._g}/commands/permissions")
        mine = (await self._call("GET", f"/applications/{app}{self._g}/commands"))[0]["id"]
        boss = await self._guild.member("Boss", admin=True)
        path = f"/applications/{app}{self._g}/commands/{mine}/permissions"
        await self._call("GET", path)
        bearer = f"Bearer {await boss.access_token()}"
        status, _ = await self._app.ask("PUT", path, {"permissions": []}, authorization=bearer)
        assert status == 200

    async def _messages(self) -> None:
        message = await self._call("POST", f"{self._c}/messages", {"content": "one", "nonce": 5, "enforce_nonce": True})
        reply = {"content": "two", "message_reference": {"message_id": message["id"]}}
        other = await self._call("POST", f"{self._c}/messages", reply)
        await self._call("GET", f"{self._c}/messages", limit=10)
        one = f"{self._c}/messages/{message['id']}"
        await self._call("GET", one)
        await self._call("PATCH", one, {"content": "one, changed"})
        for base in (f"{self._c}/messages/pins", f"{self._c}/pins"):
            await self._call("PUT", f"{base}/{message['id']}", reason="worth keeping")
            await self._call("GET", base)
            await self._call("DELETE", f"{base}/{message['id']}")
        await self._call("POST", f"{self._c}/typing")
        third = await self._call("POST", f"{self._c}/messages", {"content": "three"})
        await self._call("POST", f"{self._c}/messages/bulk-delete", {"messages": [other["id"], third["id"]]})
        news = await self._call("POST", f"{self._g}/channels", {"name": "news", "type": 5})
        said = await self._call("POST", f"/channels/{news['id']}/messages", {"content": "news"})
        await self._call("POST", f"/channels/{news['id']}/messages/{said['id']}/crosspost")
        await self._call("DELETE", one)

    async def _reactions_and_polls(self) -> None:
        message = await self._call("POST", f"{self._c}/messages", {"content": "react"})
        one = f"{self._c}/messages/{message['id']}/reactions"
        await self._kai.react(message["id"], "🔥")
        await self._kai.react(message["id"], "👍")
        await self._call("PUT", f"{one}/👍/@me")
        await self._call("GET", f"{one}/👍")
        await self._call("DELETE", f"{one}/👍/@me")
        await self._call("DELETE", f"{one}/👍/{self._kai.id}")
        await self._call("DELETE", f"{one}/🔥")
        await self._call("DELETE", one)
        answers = [{"poll_media": {"text": text}} for text in ("yes", "no")]
        wish = {"poll": {"question": {"text": "?"}, "answers": answers, "duration": 1}}
        poll = await self._call("POST", f"{self._c}/messages", wish)
        await self._kai.vote(poll["id"], "yes")
        await self._kai.vote(poll["id"], "no")
        await self._call("GET", f"{self._c}/polls/{poll['id']}/answers/2", limit=5)
        await self._call("POST", f"{self._c}/polls/{poll['id']}/expire")

    async def _threads(self) -> None:
        message = await self._call("POST", f"{self._c}/messages", {"content": "talk"})
        thread = await self._call("POST", f"{self._c}/messages/{message['id']}/threads", {"name": "side talk"})
        private = await self._call("POST", f"{self._c}/threads", {"name": "in private", "type": 12})
        forum = await self._guild.add_channel("dramas", 15, available_tags=[{"name": "drama"}], flags=1 << 4)
        tag = forum["available_tags"][0]["id"]
        wish = {"name": "Episode 1", "message": {"content": "here"}, "applied_tags": [tag]}
        await self._call("POST", f"/channels/{forum['id']}/threads", wish)
        await self._kai.post("dramas", "A theory", "the cat did it", tags=["drama"])
        one = f"/channels/{thread['id']}/thread-members"
        await self._call("PUT", f"{one}/{self._kai.id}")
        for path in (one, f"{one}/{self._kai.id}"):
            await self._call("GET", path)
        await self._call("DELETE", f"{one}/{self._kai.id}")
        await self._call("DELETE", f"{one}/@me")
        await self._call("PUT", f"{one}/@me")
        await self._call("GET", f"{self._g}/threads/active")
        for each in (thread, private):
            await self._call("PATCH", f"/channels/{each['id']}", {"archived": True})
        for kind in ("public", "private"):
            await self._call("GET", f"{self._c}/threads/archived/{kind}")
        await self._call("GET", f"{self._c}/users/@me/threads/archived/private")
        await self._call("DELETE", f"/channels/{private['id']}")

    async def _channels_and_roles(self) -> None:
        made = await self._call("POST", f"{self._g}/channels", {"name": "den", "type": 0}, reason="a den")
        one = f"/channels/{made['id']}"
        await self._call("PATCH", one, {"topic": "dark"})
        await self._call("GET", one)
        await self._call("PATCH", f"{self._g}/channels", [{"id": made["id"], "position": 0}])
        role = await self._call("POST", f"{self._g}/roles", {"name": "Cutter"})
        for target, kind in ((role["id"], 0), (self._kai.id, 1)):
            await self._call("PUT", f"{one}/permissions/{target}", {"type": kind, "allow": 1024, "deny": 0})
        await self._call("DELETE", f"{one}/permissions/{self._kai.id}")
        await self._call("PATCH", f"{self._g}/roles/{role['id']}", {"color": 255})
        await self._call("GET", f"{self._g}/roles/{role['id']}")
        await self._call("PATCH", f"{self._g}/roles", [{"id": role["id"], "position": 1}])
        for path in ("", "/channels", "/roles"):
            await self._call("GET", self._g + path)
        await self._call("PATCH", self._g, {"name": "A new name"})
        for method in ("PUT", "DELETE"):
            await self._call(method, f"{self._g}/members/{self._kai.id}/roles/{role['id']}")
        await self._call("DELETE", f"{self._g}/roles/{role['id']}")
        await self._call("DELETE", one)

    async def _members(self) -> None:
        ren, sora = await self._guild.member("Ren"), await self._guild.member("Sora")
        await self._call("GET", f"{self._g}/members", limit=10)
        await self._call("GET", f"{self._g}/members/search", query="k", limit=5)
        await self._call("GET", f"{self._g}/members/{ren.id}")
        until = (datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=1)).isoformat()
        wish = {"communication_disabled_until": until, "nick": "Hush"}
        await self._call("PATCH", f"{self._g}/members/{ren.id}", wish, reason="too loud")
        await self._call("PATCH", f"{self._g}/members/@me", {"nick": "The Bot"})
        await self._call("DELETE", f"{self._g}/members/{ren.id}")
        await self._call("PUT", f"{self._g}/bans/{sora.id}", {"delete_message_seconds": 60}, reason="spam")
        for path in ("/bans", f"/bans/{sora.id}", "/audit-logs"):
            await self._call("GET", self._g + path)
        await self._call("DELETE", f"{self._g}/bans/{sora.id}")
        await self._call("POST", f"{self._g}/bulk-ban", {"user_ids": [sora.id]})
        await self._app.send(3, {"since": None, "activities": [], "status": "online", "afk": False})
        await self._app.send(8, {"guild_id": self._g.rsplit("/", 1)[1], "query": "", "limit": 0})
        await self._guild.leave((await self._guild.member("Aoi")).id)

    async def _webhooks(self) -> None:
        hook = await self._call("POST", f"{self._c}/webhooks", {"name": "Crier"})
        for path in (f"{self._c}/webhooks", f"{self._g}/webhooks"):
            await self._call("GET", path)
        known, secret = f"/webhooks/{hook['id']}", f"/webhooks/{hook['id']}/{hook['token']}"
        for path in (known, secret):
            await self._call("GET", path)
            await self._call("PATCH", path, {"name": "Town crier"})
        await self._call("POST", secret, {"content": "unheard"})
        said = await self._call("POST", secret, {"content": "hear", "username": "Guest"}, wait="true")
        one = f"{secret}/messages/{said['id']}"
        await self._call("GET", one)
        await self._call("PATCH", one, {"content": "hear, hear"})
        await self._call("DELETE", one)
        await self._call("DELETE", secret)
        other = await self._call("POST", f"{self._c}/webhooks", {"name": "Other"})
        await self._call("DELETE", f"/webhooks/{other['id']}")

    async def _events_and_invites(self) -> None:
        now = datetime.datetime.now(datetime.UTC)
        times = [(now + datetime.timedelta(hours=n)).isoformat() for n in (1, 2)]
        wish: Json = {"name": "Premiere", "privacy_level": 2, "entity_type": 3}
        wish["entity_metadata"] = {"location": "#premieres"}
        wish |= dict(zip(("scheduled_start_time", "scheduled_end_time"), times, strict=True))
        event = await self._call("POST", f"{self._g}/scheduled-events", wish)
        one = f"{self._g}/scheduled-events/{event['id']}"
        await self._guild.interested("Kai", "Premiere")
        await self._call("GET", f"{self._g}/scheduled-events", with_user_count="true")
        await self._call("GET", one, with_user_count="true")
        await self._call("GET", f"{one}/users", limit=10, with_member="true")
        await self._call("PATCH", one, {"description": "The finale"})
        await self._guild.interested("Kai", "Premiere", interested=False)
        await self._call("DELETE", one)
        invite = await self._call("POST", f"{self._c}/invites", {"max_age": 0, "max_uses": 2, "unique": True})
        for path in (f"{self._c}/invites", f"{self._g}/invites"):
            await self._call("GET", path)
        await self._call("GET", f"/invites/{invite['code']}", with_counts="true")
        await self._guild.accept_invite(invite["code"], "Newcomer")
        await self._call("DELETE", f"/invites/{invite['code']}")
        emoji = await self._call("POST", f"{self._g}/emojis", {"name": "clap", "image": _PICTURE})
        await self._call("GET", f"{self._g}/emojis")
        await self._call("GET", f"{self._g}/emojis/{emoji['id']}")
        await self._call("PATCH", f"{self._g}/emojis/{emoji['id']}", {"name": "clapping"})
        await self._call("DELETE", f"{self._g}/emojis/{emoji['id']}")

    async def _interactions(self, app: str) -> None:
        task = asyncio.create_task(self._kai.slash("hello", {"who": "all"}))
        event = await self._app.event("INTERACTION_CREATE")
        answer = {"type": 4, "data": {"content": "hello"}}
        await self._call("POST", f"/interactions/{event['id']}/{event['token']}/callback", answer, with_response="true")
        await task
        hook = f"/webhooks/{app}/{event['token']}"
        said = await self._call("POST", hook, {"content": "and more"})
        for path in (f"{hook}/messages/@original", f"{hook}/messages/{said['id']}"):
            await self._call("GET", path)
            await self._call("PATCH", path, {"content": "changed"})
            await self._call("DELETE", path)

    async def _others(self) -> None:
        await self._call("POST", "/users/@me/channels", {"recipient_id": self._kai.id})
        second = await self._guild.add_guild("A second guild")
        await second.outage()
        await second.outage(over=True)
        other = (await second.state())["guild"]["id"]
        await self._call("DELETE", f"/users/@me/guilds/{other}")
