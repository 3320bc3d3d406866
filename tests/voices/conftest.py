"""Voices loaded once for all tests of this folder, and a loopback service that speaks the network voice's protocol."""

from __future__ import annotations

import asyncio
import io
import json
import threading
import wave
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import av
import numpy as np
import onnx.parser
import pytest
from aiohttp import web

from renderer.crew.espeak_ng import MarkKind, espeak
from renderer.crew.kokoro.phonemes import vocabulary
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
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="mp3") as container:
        stream = container.add_stream("mp3", rate=rate_hz, layout="mono")
        frame = av.AudioFrame.from_ndarray((samples[None] * 32767).astype(np.int16), "s16", "mono")
        frame.sample_rate = rate_hz
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return buffer.getvalue()


@contextmanager
def served(method: str, path: str, handle: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> Iterator[int]:
    """A service on loopback, in a thread of its own; gives its port."""
    loop = asyncio.new_event_loop()
    ready = threading.Event()
    stop = asyncio.Event()
    ports: list[int] = []

    async def serve() -> None:
        app = web.Application()
        app.router.add_route(method, path, handle)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        ports.append(site._server.sockets[0].getsockname()[1])  # type: ignore[union-attr]
        ready.set()
        await stop.wait()
        await runner.cleanup()
        answering = asyncio.all_tasks() - {asyncio.current_task()}
        for task in answering:
            task.cancel()
        await asyncio.gather(*answering, return_exceptions=True)

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()), daemon=True)
    thread.start()
    assert ready.wait(30)
    try:
        yield ports[0]
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(30)
        loop.close()


@pytest.fixture
def read_aloud(monkeypatch: pytest.MonkeyPatch) -> Iterator[ReadAloudService]:
    """The network voice's service on loopback; edge-tts is pointed at it."""
    service = ReadAloudService()
    with served("GET", "/edge/v1", service.handle) as port:
        service.url = f"ws://127.0.0.1:{port}/edge/v1?TrustedClientToken=x"
        monkeypatch.setattr("edge_tts.communicate.WSS_URL", service.url)
        yield service


@dataclass
class SpeechService:
    """Answers POST …/audio/speech as OpenAI's servers do, with eSpeak's sound as WAV; may be told to misbehave."""

    url: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None
    drips: bool = False
    knows_instructions: bool = True
    voice: str = "en"
    asked: list[dict[str, object]] = field(default_factory=list)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        wish = await request.json()
        self.asked.append(wish)
        if self.status != 200:
            return web.json_response({"error": {"message": "not now"}}, status=self.status, headers=self.headers)
        if not self.knows_instructions and "instructions" in wish:
            return web.json_response({"error": {"message": "unknown field instructions"}}, status=400)
        if self.drips:
            return await self._drip(request)
        if self.body is not None:
            return web.Response(body=self.body, content_type="audio/wav")
        said = espeak().say(str(wish["input"]), voice=f"{self.voice}+f2", rate=150, afresh=True)
        return web.Response(body=wav(said.samples, said.sample_rate_hz), content_type="audio/wav")

    async def _drip(self, request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse()
        await answer.prepare(request)
        with suppress(ConnectionError):
            while True:
                await answer.write(b"RIFF")
                await asyncio.sleep(0.01)
        return answer


def wav(samples: np.ndarray, rate_hz: int) -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate_hz)
        file.writeframes((samples * 32767).astype("<i2").tobytes())
    return buffer.getvalue()


@pytest.fixture
def speech_service() -> Iterator[SpeechService]:
    service = SpeechService()
    with served("POST", "/v1/audio/speech", service.handle) as port:
        service.url = f"http://127.0.0.1:{port}/v1"
        yield service


@pytest.fixture(scope="session")
def piper_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A voice file of Piper's form: a graph that hums a tone for each sound, as long as its scales say."""
    path = tmp_path_factory.mktemp("piper") / "en_GB-hum.onnx"
    path.write_bytes(_humming_voice())
    signs = ["_", "^", "$", " ", *sorted(set("".join(vocabulary())) - set("_^$ ")), "ː", "ɐ", "ɾ", "ɚ", "\u0303"]
    ids = {sign: [number] for number, sign in enumerate(dict.fromkeys(signs))}
    told = {
        "audio": {"sample_rate": 22050},
        "espeak": {"voice": "en-gb"},
        "inference": {"noise_scale": 0.6, "length_scale": 1.0, "noise_w": 0.8},
        "phoneme_type": "espeak",
        "phoneme_id_map": ids,
    }
    path.with_name(path.name + ".json").write_text(json.dumps(told), "utf-8")
    return path


def _humming_voice() -> bytes:
    """Every id sounds for four frames (times the length scale): pads and marks silent, sounds as tones in noise."""
    text = """
    <ir_version: 8, opset_import: ["": 15]>
    piper (int64[1, T] input, int64[1] input_lengths, float[3] scales) => (float[1, 1, S] output)
    <int64 one = {1}, int64[1] axis = {0}, float four = {4.0}, int64 hop = {256}, float step = {0.002},
     int64 silent = {3}, float base = {0.03}, int64[3] flat = {1, 1, -1}, int64[1] three = {3}, float soft = {0.02},
     int64 zero = {0}, float half = {0.4}>
    {
      scale = Gather (scales, one)
      long = Mul (four, scale)
      ids = Unsqueeze (input, axis)
      ids_f = Cast <to = 1> (ids)
      nothing = Sub (ids_f, ids_f)
      all_long = Add (nothing, long)
      frames = Ceil (all_long)
      noise = RandomNormalLike (ids_f)
      long_up = ReduceMax <keepdims = 0> (frames)
      long_int = Cast <to = 7> (long_up)
      samples = Mul (long_int, hop)
      time = Range (zero, samples, one)
      time_f = Cast <to = 1> (time)
      sounding = Greater (ids, silent)
      loud = Cast <to = 1> (sounding)
      wobble = Mul (noise, soft)
      louder = Add (wobble, half)
      level = Mul (loud, louder)
      steps = Mul (ids_f, step)
      pitch = Add (steps, base)
      pitch_each = Unsqueeze (pitch, three)
      phase = Mul (pitch_each, time_f)
      tone = Sin (phase)
      level_each = Unsqueeze (level, three)
      voice = Mul (tone, level_each)
      output = Reshape (voice, flat)
    }
    """
    model = onnx.parser.parse_model(text)
    return bytes(model.SerializeToString())
