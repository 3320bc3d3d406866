"""A chat server on loopback that answers as told: well, with refusals, broken JSON, limits and silence."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable
from typing import Any

from aiohttp import web

Answer = Callable[[dict[str, Any]], web.StreamResponse | None]


def said(content: str | None, *, finish: str = "stop", refusal: str | None = None) -> web.Response:
    """A proper reply with this text."""
    message = {"role": "assistant", "content": content, "refusal": refusal}
    return web.json_response(
        {
            "id": "chat-1",
            "object": "chat.completion",
            "created": 1,
            "model": "house-model",
            "choices": [{"index": 0, "message": message, "finish_reason": finish}],
        }
    )


def failed(status: int, message: str, *, code: str | None = None, **headers: str) -> web.Response:
    """An error as such servers send it."""
    body = {"error": {"message": message, "type": "error", "code": code}}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return web.json_response(body, status=status, headers=named)


class ModelServer:
    """Serves the answers in order (the last one for ever) and remembers the requests."""

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self._answers: list[Any] = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.base_url = asyncio.run_coroutine_threadsafe(self._start(), self._loop).result(10)

    def will(self, *answers: Any) -> None:
        """Answer like this: responses made anew by callables, texts, or seconds of silence."""
        self._answers = list(answers)
        self.requests.clear()

    async def _start(self) -> str:
        app = web.Application()
        app.router.add_post("/v1/chat/completions", self._serve)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        _, port = self._runner.addresses[0][:2]
        return f"http://127.0.0.1:{port}/v1"

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        body = json.loads(await request.text())
        self.requests.append(body)
        self.keys.append(request.headers.get("Authorization", ""))
        answer = self._answers[0] if len(self._answers) == 1 else self._answers.pop(0)
        if isinstance(answer, int | float):
            await asyncio.sleep(answer)
            return said("{}")
        if isinstance(answer, str):
            return said(answer)
        response: web.StreamResponse = answer(body)
        return response

    def close(self) -> None:
        asyncio.run_coroutine_threadsafe(self._runner.cleanup(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()
