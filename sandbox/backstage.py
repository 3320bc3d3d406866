"""The control client's other half: its requests, the journal, and what may go wrong on demand."""

from __future__ import annotations

from typing import Any

import aiohttp

from sandbox.errors import CommandRefused, ControlError, NoAnswer, SandboxError
from sandbox.told import Message, Reply
from sandbox.wire import Json

_ERRORS: dict[str, type[SandboxError]] = {"refused": CommandRefused, "no_answer": NoAnswer}


class Backstage:
    """Requests to the control side, what it wrote down, and the strings it pulls."""

    def __init__(self, url: str, session: aiohttp.ClientSession, guild: str | None = None) -> None:
        self.url = url
        self._session = session
        self._guild = guild

    async def call(self, method: str, path: str, body: Any = None, **query: Any) -> Any:
        """One request to the control side; `path` goes after /sandbox. Raises what the server refused with."""
        wanted = {key.rstrip("_"): str(value) for key, value in query.items() if value is not None}
        if self._guild:
            wanted.setdefault("guild", self._guild)
        sent: dict[str, Any] = {"data": body} if isinstance(body, bytes) else {"json": body}
        if body is None:
            sent = {}
        address = f"{self.url}/sandbox{path}"
        async with self._session.request(method, address, params=wanted, **sent) as response:
            told = await response.json(content_type=None)
            if response.status < 400:
                return told
        message = told.get("message") or str(told)
        raise _ERRORS.get(str(told.get("error")), ControlError)(message)

    # ---- the journal

    async def journal(self, *, after: int = 0, kind: str | None = None) -> list[Json]:
        """What happened, oldest first. `kind`: request, event, control or gateway; see the README."""
        return list(await self.call("GET", "/journal", after=after, kind=kind))

    async def requests(self, method: str = "", route: str = "") -> list[Json]:
        """The application's requests with that method and a route that contains `route`."""
        every = await self.journal(kind="request")
        return [one for one in every if method in ("", one["method"]) and route in one["route"]]

    async def posts_by_nonce(self) -> dict[str, int]:
        """How many different messages were posted under each nonce: more than one means posted twice."""
        posted: dict[str, set[str]] = {}
        for one in await self.requests("POST", "/messages"):
            nonce = (one["body"] or {}).get("nonce")
            if nonce is not None and one["status"] < 300:
                posted.setdefault(str(nonce), set()).add(one["response"]["id"])
        return {nonce: len(ids) for nonce, ids in posted.items()}

    # ---- what may go wrong

    async def fault(
        self,
        kind: str,
        *,
        method: str = "",
        path: str = "",
        times: int = 1,
        seconds: float = 0.5,
        status: int = 500,
        everywhere: bool = False,
        code: int = 0,
        message: str | None = None,
    ) -> None:
        """Let the next `times` requests that match fail.

        `kind`: rate_limit (429 for `seconds`, the global one when `everywhere`), server_error (`status`), slow (by
        `seconds`), lost_answer (done, but the connection drops), lost_request (dropped before anything is done),
        refusal (`status` with Discord's `code` and `message`). `path`: a regular expression.
        """
        wish = {
            "kind": kind,
            "method": method,
            "path": path,
            "times": times,
            "seconds": seconds,
            "status": status,
            "global": everywhere,
            "code": code,
            "message": message,
        }
        await self.call("POST", "/faults", wish)

    async def clear_faults(self) -> None:
        await self.call("DELETE", "/faults")

    async def reconnect(self) -> None:
        """Ask the application to reconnect (opcode 7)."""
        await self.call("POST", "/gateway", {"do": "reconnect"})

    async def drop(self, code: int | None = None) -> None:
        """Close the application's websockets with a code, or cut them without one."""
        await self.call("POST", "/gateway", {"do": "drop", "code": code})

    async def invalidate(self, *, resumable: bool = False) -> None:
        """Tell the application that its session is invalid (opcode 9)."""
        await self.call("POST", "/gateway", {"do": "invalidate", "resumable": resumable})

    async def skip(self, seconds: float) -> None:
        """Move the sandbox's clock forward."""
        await self.call("POST", "/clock", {"seconds": seconds})

    async def end_poll(self, message: Message | str) -> None:
        """End a poll now."""
        await self.call("POST", f"/messages/{message_id(message)}/end", {})


def message_id(message: Message | Reply | str) -> str:
    """The id of a message, of a reply's message, or the id itself."""
    if isinstance(message, str):
        return message
    if isinstance(message, Reply):
        if message.message is None:
            raise ControlError(f"The reply has no message to act on: it was {message.outcome}.")
        return message.message.id
    return message.id
