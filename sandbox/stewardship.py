"""The control client's third part: what administrators do, other guilds, and what the application may there."""

from __future__ import annotations

from typing import Any

from sandbox.backstage import Backstage
from sandbox.wire import Json


class Stewardship(Backstage):
    """What happens to members, commands and the application in a guild."""

    async def _id(self) -> str:
        if self._guild is None:
            self._guild = str((await self.call("GET", "/state"))["guild"]["id"])
        return self._guild

    async def _do(self, method: str, path: str, body: Any = None, **query: Any) -> Any:
        return await self.call(method, f"/guilds/{await self._id()}{path}", body, **query)

    async def leave(self, member: str) -> None:
        """A member leaves, or is kicked: the application is told the same. `member` by name or id."""
        await self._do("DELETE", f"/members/{member}")

    async def ban(self, member: str, *, reason: str | None = None, delete_seconds: int = 0) -> None:
        """Ban a member and delete what they wrote in the last `delete_seconds`."""
        await self._do("DELETE", f"/members/{member}", how="ban", reason=reason, delete_seconds=delete_seconds)

    async def unban(self, user: str) -> None:
        """Let a banned user come back."""
        await self._do("DELETE", f"/bans/{user}")

    async def time_out(self, member: str, seconds: float) -> None:
        """Let a member only read for a while; 0 ends it."""
        await self._do("POST", f"/members/{member}/timeout", {"seconds": seconds})

    async def override_command(self, command: str, *permissions: Json) -> Json:
        """Allow or deny a command (`*`: all of them) as an administrator does in the guild's settings.

        Each of `permissions`: `{"role" | "member" | "channel": name, "permission": bool}`; `everyone` and `all` stand
        for every member and every channel. None of them takes all overrides away.
        """
        told: Json = await self._do("PUT", f"/commands/{command}/permissions", {"permissions": list(permissions)})
        return told

    async def add_application(self) -> None:
        """Let the application join this guild."""
        await self._do("POST", "/application", {})

    async def remove_application(self) -> None:
        """Throw the application out of this guild."""
        await self.leave((await self.call("GET", "/state"))["application"]["id"])

    async def outage(self, *, over: bool = False) -> None:
        """The guild becomes unavailable, or is back again."""
        await self._do("POST", "/outage", {"over": over})

    async def speak(self, locale: str) -> None:
        """Set the language that the guild is known by (`preferred_locale`), such as "de"."""
        await self._do("PUT", "/locale", {"locale": locale})

    async def scheduled_events(self) -> list[Json]:
        """The guild's scheduled events, with `user_count`."""
        return list(await self._do("GET", "/scheduled"))

    async def interested(self, member: str, event: str, *, interested: bool = True) -> Json:
        """A member marks a scheduled event, by name or id, as interesting."""
        wish = {"event": event, "interested": interested}
        told: Json = await self._do("POST", f"/members/{member}/interested", wish)
        return told

    async def change_thread(self, thread: str, **fields: Any) -> Json:
        """Archive, lock or rename a thread: fields as Discord's API takes them."""
        told: Json = await self.call("PATCH", f"/channels/{thread}/thread", fields)
        return told

    async def accept_invite(self, code: str, name: str) -> Json:
        """Somebody new comes in by an invite."""
        told: Json = await self.call("POST", f"/invites/{code}", {"name": name})
        return told
