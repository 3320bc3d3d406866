"""An application without a library: requests as plain JSON, and a gateway connection that only listens."""

from __future__ import annotations

import asyncio
import contextlib
import json
from types import TracebackType
from typing import Any

import aiohttp

Json = dict[str, Any]
ALL_INTENTS = (1 << 26) - 1


class RawApplication:
    """Talks to a sandbox as an application would, with nothing in between. Use as an async context manager."""

    def __init__(self, url: str, token: str = "sandbox", *, intents: int = ALL_INTENTS) -> None:
        self.url = url
        self._token = token
        self._intents = intents
        self._session: aiohttp.ClientSession | None = None
        self._listening: asyncio.Task[None] | None = None
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._events: asyncio.Queue[tuple[str, Json]] = asyncio.Queue()
        self.ready: Json = {}

    async def __aenter__(self) -> RawApplication:
        self._session = aiohttp.ClientSession()
        address = self.url.replace("http", "ws", 1) + "/gateway?v=10&encoding=json"
        self._socket = await self._session.ws_connect(address, max_msg_size=0)
        await self._socket.receive_json()
        properties = {"os": "linux", "browser": "raw", "device": "raw"}
        wish = {"token": self._token, "intents": self._intents, "properties": properties}
        await self.send(2, wish)
        payload = await self._socket.receive_json()
        assert payload["t"] == "READY", payload
        self.ready = payload["d"]
        self._listening = asyncio.create_task(self._listen(self._socket))
        return self

    async def _listen(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        with contextlib.suppress(ConnectionError):
            async for message in socket:
                payload = json.loads(message.data)
                if payload["op"] == 0:
                    self._events.put_nowait((payload["t"], payload["d"]))

    async def event(self, name: str, timeout_seconds: float = 30.0) -> Json:
        """The next event of a name; those before it are let go."""
        while True:
            found, data = await asyncio.wait_for(self._events.get(), timeout_seconds)
            if found == name:
                return data

    async def send(self, op: int, data: Any) -> None:
        """Send a payload over the gateway."""
        assert self._socket is not None
        await self._socket.send_str(json.dumps({"op": op, "d": data}))

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._listening is not None:
            self._listening.cancel()
        if self._session is not None:
            await self._session.close()

    async def call(self, method: str, path: str, body: Any = None, *, reason: str | None = None, **query: Any) -> Any:
        """A request that must be carried out; the answer's JSON, or None where there is none."""
        status, told = await self.ask(method, path, body, reason=reason, **query)
        assert status < 300, f"{method} {path}: {status} {told}"
        return told

    async def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        reason: str | None = None,
        authorization: str | None = None,
        **query: Any,
    ) -> tuple[int, Any]:
        """A request and what came of it: (status, JSON or None)."""
        assert self._session is not None
        headers = {"Authorization": authorization or f"Bot {self._token}"}
        if reason is not None:
            headers["X-Audit-Log-Reason"] = reason
        sent: Json = {} if body is None else {"json": body}
        wanted = {key: str(value) for key, value in query.items()}
        address = f"{self.url}/api/v10{path}"
        async with self._session.request(method, address, headers=headers, params=wanted, **sent) as response:
            text = await response.text()
            return response.status, json.loads(text) if text else None
