"""Voices loaded once for all tests of this folder, and a loopback service that speaks the network voice's protocol."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import av
import numpy as np
import pytest
from aiohttp import web

from renderer.crew.espeak_ng import MarkKind, espeak
from renderer.crew.ports import Speech, SpeechRequest
from renderer.crew.voice_kokoro import KokoroVoice
from show.bible import VoiceCasting
from show.script import Delivery, Emotion


def asked(
    text: str,
    *,
    language: str = "en",
    emotion: Emotion = Emotion.NEUTRAL,
    strength: float = 0.8,
    delivery: Delivery = Delivery.SPOKEN,
    lexicon: dict[str, str] | None = None,
    **casting: object,
) -> SpeechRequest:
    return SpeechRequest(
        text=text,
        language=language,
        casting=VoiceCasting(**casting),  # type: ignore[arg-type]
        emotion=emotion,
        strength=strength,
        delivery=delivery,
        lexicon=lexicon or {},
    )


@pytest.fixture(scope="session")
def model_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("models")


@pytest.fixture(scope="session")
def kokoro(model_cache: Path) -> KokoroVoice:
    return KokoroVoice(model_cache, threads=1)


def assert_well_timed(speech: Speech, text: str) -> None:
    """Every word of the text, in order, inside the sound, never backwards."""
    assert [word.text for word in speech.words] == text.split()
    clock = 0.0
    for word in speech.words:
        assert clock <= word.start_seconds <= word.end_seconds <= speech.duration_seconds + 1e-6, word
        clock = word.end_seconds
    for phoneme in speech.phonemes:
        assert 0.0 <= phoneme.start_seconds <= phoneme.end_seconds <= speech.duration_seconds + 1e-6


@dataclass
class ReadAloudService:
    """Answers as the read-aloud service does, with eSpeak's sound as MP3; may be told to fail."""

    url: str = ""
    failures: int = 0
    status: int = 503
    silent: bool = False
    asked: list[str] = field(default_factory=list)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        if self.failures > 0:
            self.failures -= 1
            return web.Response(status=self.status)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.receive_str()
        ssml = await socket.receive_str()
        self.asked.append(ssml)
        if not self.silent:
            text = ssml.split("<prosody", 1)[1].split(">", 1)[1].split("</prosody>")[0]
            await self._speak(socket, text)
        await socket.send_str("Path:turn.end\r\n\r\n{}")
        await socket.close()
        return socket

    async def _speak(self, socket: web.WebSocketResponse, text: str) -> None:
        said = espeak().say(text, voice="en-us", afresh=True)
        for index, mark in enumerate(marks := [m for m in said.marks if m.kind is MarkKind.WORD]):
            end = marks[index + 1].position if index + 1 < len(marks) else len(text)
            word = text[mark.position : end].strip(" .,!?…")
            entry = {
                "Type": "WordBoundary",
                "Data": {"Offset": int(mark.seconds * 1e7), "Duration": 2_000_000, "text": {"Text": word}},
            }
            await socket.send_str("Path:audio.metadata\r\n\r\n" + json.dumps({"Metadata": [entry]}))
        header = b"X-RequestId:1\r\nPath:audio\r\nContent-Type:audio/mpeg\r\n"
        data = _mp3(said.samples, said.sample_rate_hz)
        await socket.send_bytes(len(header).to_bytes(2, "big") + header + data)


def _mp3(samples: np.ndarray, rate_hz: int) -> bytes:
    import io

    buffer = io.BytesIO()
    with av.open(buffer, "w", format="mp3") as container:
        stream = container.add_stream("mp3", rate=rate_hz, layout="mono")
        frame = av.AudioFrame.from_ndarray((samples[None] * 32767).astype(np.int16), "s16", "mono")
        frame.sample_rate = rate_hz
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return buffer.getvalue()


@pytest.fixture
def read_aloud(monkeypatch: pytest.MonkeyPatch) -> Iterator[ReadAloudService]:
    """The network voice's service on loopback; edge-tts is pointed at it."""
    service = ReadAloudService()
    loop = asyncio.new_event_loop()
    ready = threading.Event()
    stop = asyncio.Event()

    async def serve() -> None:
        app = web.Application()
        app.router.add_get("/edge/v1", service.handle)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port = site._server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        service.url = f"ws://127.0.0.1:{port}/edge/v1?TrustedClientToken=x"
        ready.set()
        await stop.wait()
        await runner.cleanup()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()), daemon=True)
    thread.start()
    assert ready.wait(10)
    monkeypatch.setattr("edge_tts.communicate.WSS_URL", service.url)
    yield service
    loop.call_soon_threadsafe(stop.set)
    thread.join(10)
    loop.close()
