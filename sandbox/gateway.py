"""The gateway, version 10: sessions that identify, receive events, drop and resume with replay."""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
from collections import deque
from typing import Any

from aiohttp import WSCloseCode, WSMessage, WSMsgType, web

from sandbox.compression import Compressor, compressor
from sandbox.errors import ApiError
from sandbox.intents import admitted
from sandbox.journal import Journal
from sandbox.presentation import guild_for_gateway
from sandbox.sessions import SessionStarts, chunks
from sandbox.wire import Intent, Json
from sandbox.world import Event, Rules, World

# Discord developer documentation, "Gateway": opcodes, close codes, and 120 commands in 60 seconds.
DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, RESUME, RECONNECT, MEMBERS, INVALID, HELLO, ACK = (
    0,
    1,
    2,
    3,
    6,
    7,
    8,
    9,
    10,
    11,
)
VOICE_STATE, SOUNDBOARD = 4, 31
UNKNOWN_OPCODE, DECODE_ERROR, NOT_AUTHENTICATED, BAD_TOKEN, TWICE, BAD_SEQUENCE, TOO_FAST, TIMED_OUT = (
    4001,
    4002,
    4003,
    4004,
    4005,
    4007,
    4008,
    4009,
)
INVALID_SHARD, INVALID_VERSION, INVALID_INTENTS, DISALLOWED_INTENTS = 4010, 4012, 4013, 4014
INTENT_BITS = 26
MAX_PAYLOAD_BYTES = 15 * 1024
VERSIONS = ("9", "10")
REPLAYED_EVENTS = 1000
COMMANDS_A_MINUTE = 120


class Connection:
    """One websocket: payloads go out in order through a queue, compressed as the client asked."""

    def __init__(
        self,
        socket: web.WebSocketResponse,
        transport: asyncio.Transport | None,
        compress: Compressor | None,
    ) -> None:
        self.socket = socket
        self._transport = transport
        self._compress = compress
        self._queue: asyncio.Queue[str] = asyncio.Queue()
        self._pump = asyncio.create_task(self._send_all())

    async def _send_all(self) -> None:
        while True:
            text = await self._queue.get()
            try:
                if self._compress is None:
                    await self.socket.send_str(text)
                else:
                    await self.socket.send_bytes(self._compress(text.encode()))
            except (ConnectionError, RuntimeError):
                return

    def send(self, op: int, data: object = None, name: str | None = None, sequence: int | None = None) -> None:
        """Queue a payload."""
        self._queue.put_nowait(json.dumps({"op": op, "d": data, "s": sequence, "t": name}))

    def send_event(self, name: str, sequence: int, text: str) -> None:
        """Queue an event whose data is JSON text already."""
        self._queue.put_nowait(f'{{"op": {DISPATCH}, "s": {sequence}, "t": "{name}", "d": {text}}}')

    @property
    def open(self) -> bool:
        return not self.socket.closed

    async def close(self, code: int) -> None:
        """Close the websocket with one of Discord's codes."""
        self._pump.cancel()
        await self.socket.close(code=code)

    def cut(self) -> None:
        """Drop the connection without a word, as a failing network does."""
        self._pump.cancel()
        if self._transport is not None:
            self._transport.abort()

    def stop(self) -> None:
        self._pump.cancel()


class Session:
    """What outlives a connection: intents, sequence and the events that can be replayed."""

    def __init__(self, intents: Intent, shard: list[int] | None) -> None:
        self.id = secrets.token_hex(16)
        self.intents = intents
        self.shard = shard or [0, 1]
        self.sequence = 0
        self.connection: Connection | None = None
        self.past: deque[tuple[int, str, str]] = deque(maxlen=REPLAYED_EVENTS)

    @property
    def online(self) -> bool:
        return self.connection is not None and self.connection.open

    def dispatch(self, name: str, data: Json) -> str:
        """Send an event now, or keep it for a resume. Returns its data as JSON text, as it is now."""
        self.sequence += 1
        text = json.dumps(data)
        self.past.append((self.sequence, name, text))
        if self.connection is not None:
            self.connection.send_event(name, self.sequence, text)
        return text

    def serves(self, guild_id: str | None) -> bool:
        """True when this shard is the guild's; direct messages belong to shard 0."""
        return (int(guild_id) >> 22) % self.shard[1] == self.shard[0] if guild_id else self.shard[0] == 0


class Gateway:
    """All sessions, and the websocket handler that serves them."""

    def __init__(self, world: World, journal: Journal) -> None:
        self._world = world
        self._journal = journal
        self.sessions: dict[str, Session] = {}
        self._connections: set[Connection] = set()
        self.presence: Json = {}
        self.starts = SessionStarts(world.clock, strict=world.rules.strict_rate_limits)
        world.listeners.append(self._offer)

    @property
    def online(self) -> bool:
        """True while an identified application is connected."""
        return any(session.online for session in self.sessions.values())

    def _offer(self, event: Event) -> None:
        for session in self.sessions.values():
            data = admitted(self._world, event, session.intents)
            if data is not None and session.serves(event.guild_id):
                self._dispatch(session, event.name, data)

    def _dispatch(self, session: Session, name: str, data: Json) -> None:
        text = session.dispatch(name, data)
        self._journal.record("event", name=name, session=session.id, online=session.online, written={"data": text})

    def interaction(self, guild_id: str | None, data: Json) -> None:
        """Hand an interaction to the application; no intent is needed for it."""
        for session in self.sessions.values():
            if session.serves(guild_id):
                self._dispatch(session, "INTERACTION_CREATE", data)

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one websocket until it closes."""
        socket = web.WebSocketResponse(compress=False, max_msg_size=0)
        await socket.prepare(request)
        connection = Connection(socket, request.transport, compressor(request.query.get("compress")))
        self._connections.add(connection)
        try:
            await _Talk(self, connection, self._world.rules).run(request.query.get("v", "10"))
        finally:
            connection.stop()
            self._connections.discard(connection)
            self._journal.record("gateway", what="closed", code=socket.close_code)
            self._world.publish("GATEWAY", {"online": self.online})
        return socket

    # ---- what a test or a person may do to the connections

    def ask_to_reconnect(self) -> None:
        for connection in self._connections:
            connection.send(RECONNECT)

    async def drop(self, code: int | None) -> None:
        """Close every connection with a code, or cut it without one."""
        for connection in tuple(self._connections):
            if code is None:
                connection.cut()
            else:
                with contextlib.suppress(ConnectionError):
                    await connection.close(code)

    def invalidate(self, *, resumable: bool) -> None:
        """Tell every session that it is invalid; forget it unless it may resume."""
        for session in list(self.sessions.values()):
            if session.connection is not None:
                session.connection.send(INVALID, resumable)
            if not resumable:
                del self.sessions[session.id]

    async def close(self) -> None:
        await self.drop(WSCloseCode.GOING_AWAY)

    # ---- answering the client's payloads

    def greet(self, connection: Connection) -> None:
        interval = int(self._world.rules.heartbeat_seconds * 1000)
        connection.send(HELLO, {"heartbeat_interval": interval, "_trace": []})

    def refused(self, wish: Json) -> int | None:
        """The close code with which an identify is refused; None when it is good."""
        if str(wish.get("token", "")).removeprefix("Bot ") != self._world.rules.token:
            return BAD_TOKEN
        intents = Intent(int(wish["intents"]))
        if int(intents) >> INTENT_BITS:
            return INVALID_INTENTS
        shard = wish.get("shard") or [0, 1]
        if len(shard) != 2 or not 0 <= shard[0] < shard[1]:
            return INVALID_SHARD
        privileged = Intent.GUILD_MEMBERS | Intent.GUILD_PRESENCES | Intent.MESSAGE_CONTENT
        if intents & privileged & ~Intent(self._world.rules.privileged_intents):
            return DISALLOWED_INTENTS
        return None

    def identify(self, connection: Connection, wish: Json) -> Session:
        """Open a session: READY, then a GUILD_CREATE for each guild."""
        session = Session(Intent(int(wish["intents"])), wish.get("shard"))
        session.connection = connection
        others = {key: one for key, one in self.sessions.items() if one.online or one.shard != session.shard}
        self.sessions = others
        self.sessions[session.id] = session
        world = self._world
        mine = [
            guild_id
            for guild_id in world.guilds
            if session.serves(guild_id) and world.bot_id in world.members[guild_id]
        ]
        ready: Json = {
            "v": 10,
            "user": world.users[world.bot_id] | {"verified": True, "mfa_enabled": False, "email": None},
            "guilds": [{"id": guild_id, "unavailable": True} for guild_id in mine],
            "session_id": session.id,
            "resume_gateway_url": gateway_url(world),
            "session_type": "normal",
            "private_channels": [],
            "application": {"id": world.bot_id, "flags": world.application.get("flags", 0)},
        }
        if wish.get("shard"):
            ready["shard"] = wish["shard"]
        self._journal.record("gateway", what="identified", session=session.id, wish=_without_token(wish))
        self._dispatch(session, "READY", ready)
        everyone = Intent.GUILD_MEMBERS in session.intents
        if Intent.GUILDS in session.intents:
            for guild_id in mine:
                self._dispatch(session, "GUILD_CREATE", guild_for_gateway(world, guild_id, everyone=everyone))
        world.publish("GATEWAY", {"online": True})
        return session

    def is_ahead(self, wish: Json) -> bool:
        """True when a resume names an event that was never sent."""
        session = self.sessions.get(str(wish.get("session_id")))
        return session is not None and int(wish.get("seq") or 0) > session.sequence

    def resume(self, connection: Connection, wish: Json) -> Session | None:
        """Take a session up again and replay what it missed; None when there is none such."""
        session = self.sessions.get(str(wish.get("session_id")))
        seen = int(wish.get("seq") or 0)
        gone = session is None or (session.past and session.past[0][0] > seen + 1)
        if session is None or gone:
            connection.send(INVALID, False)
            return None
        if session.connection is not None:
            session.connection.stop()
        session.connection = connection
        for sequence, name, text in list(session.past):
            if sequence > seen:
                connection.send_event(name, sequence, text)
        self._journal.record("gateway", what="resumed", session=session.id, replayed_from=seen)
        self._dispatch(session, "RESUMED", {"_trace": []})
        self._world.publish("GATEWAY", {"online": True})
        return session

    def send_members(self, session: Session, wish: Json) -> None:
        """Answer a request for members."""
        for data in chunks(self._world, wish, session.intents):
            self._dispatch(session, "GUILD_MEMBERS_CHUNK", data)

    def show(self, presence: Json) -> None:
        """Keep what the application says it is doing."""
        self.presence = presence
        self._world.publish("GATEWAY", {"online": self.online})


class _Talk:
    """The conversation on one connection."""

    def __init__(self, gateway: Gateway, connection: Connection, rules: Rules) -> None:
        self._gateway = gateway
        self._rules = rules
        self._connection = connection
        self._session: Session | None = None
        self._received: deque[float] = deque(maxlen=COMMANDS_A_MINUTE)

    async def run(self, version: str) -> None:
        if version not in VERSIONS:
            await self._connection.close(INVALID_VERSION)
            return
        self._gateway.greet(self._connection)
        patience = self._rules.heartbeat_seconds * 2
        while self._connection.open:
            try:
                message = await self._connection.socket.receive(timeout=patience)
            except TimeoutError:
                await self._connection.close(TIMED_OUT)
                return
            if message.type is not WSMsgType.TEXT:
                return
            code = self._too_fast() or self._answer(message)
            if code is not None:
                await self._connection.close(code)
                return

    def _too_fast(self) -> int | None:
        now = asyncio.get_running_loop().time()
        full = len(self._received) == COMMANDS_A_MINUTE and now - self._received[0] < 60
        self._received.append(now)
        return TOO_FAST if full else None

    def _answer(self, message: WSMessage) -> int | None:
        """Act on a payload; a number closes the connection with that code."""
        try:
            payload: Json = json.loads(message.data) if len(message.data) <= MAX_PAYLOAD_BYTES else {}
            return self._act(payload["op"], payload.get("d"))
        except (ValueError, KeyError, TypeError, AttributeError, ApiError):
            return DECODE_ERROR

    def _act(self, op: int, data: Any) -> int | None:
        gateway, connection = self._gateway, self._connection
        if op == HEARTBEAT:
            connection.send(ACK)
        elif op == IDENTIFY:
            code = TWICE if self._session else gateway.refused(data)
            if code is not None:
                return code
            if not gateway.starts.take((data.get("shard") or [0])[0]):
                connection.send(INVALID, False)
            else:
                self._session = gateway.identify(connection, data)
        elif op == RESUME:
            if str(data.get("token", "")).removeprefix("Bot ") != self._rules.token:
                return BAD_TOKEN
            if gateway.is_ahead(data):
                return BAD_SEQUENCE
            self._session = gateway.resume(connection, data)
        elif self._session is None:
            return NOT_AUTHENTICATED
        elif op == MEMBERS:
            gateway.send_members(self._session, data)
        elif op == PRESENCE:
            gateway.show(data)
        elif op not in (VOICE_STATE, SOUNDBOARD):
            return UNKNOWN_OPCODE
        return None


def gateway_url(world: World) -> str:
    """The websocket's address."""
    return world.base_url.replace("http", "ws", 1) + "/gateway"


def _without_token(wish: Json) -> Json:
    return {key: value for key, value in wish.items() if key != "token"}
