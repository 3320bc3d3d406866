"""What a client may ask of the gateway: how often sessions are started, and which members it is told of."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from sandbox.clock import Clock
from sandbox.errors import unknown_guild
from sandbox.wire import Intent, Json
from sandbox.world import World

# Discord developer documentation, "Gateway": identify limits, "Request Guild Members".
MAX_CONCURRENCY = 1
CONCURRENCY_SECONDS = 5.0
STARTS_A_DAY = 1000
DAY_SECONDS = 86400.0
CHUNK = 1000
MAX_USER_IDS = MAX_LIMIT = 100


class SessionStarts:
    """Counts identifies: one in five seconds for each key of `max_concurrency`, a thousand a day."""

    def __init__(self, clock: Clock, *, strict: bool) -> None:
        self._clock = clock
        self._strict = strict
        self._today: deque[float] = deque()
        self._last: dict[int, float] = {}

    def _used(self) -> int:
        now = self._clock.now()
        while self._today and now - self._today[0] >= DAY_SECONDS:
            self._today.popleft()
        return len(self._today)

    def take(self, shard_id: int) -> bool:
        """True when this identify is allowed and counted, False when it comes too soon."""
        now, key = self._clock.now(), shard_id % MAX_CONCURRENCY
        soon = now - self._last.get(key, -CONCURRENCY_SECONDS) < CONCURRENCY_SECONDS
        if self._strict and (soon or self._used() >= STARTS_A_DAY):
            return False
        self._last[key] = now
        self._today.append(now)
        return True

    def left(self) -> Json:
        """The `session_start_limit` that GET /gateway/bot answers."""
        used = self._used()
        reset = self._today[0] + DAY_SECONDS - self._clock.now() if self._today else 0.0
        return {
            "total": STARTS_A_DAY,
            "remaining": max(0, STARTS_A_DAY - used),
            "reset_after": int(reset * 1000),
            "max_concurrency": MAX_CONCURRENCY,
        }


def chunks(world: World, wish: Json, intents: Intent) -> Iterator[Json]:
    """The GUILD_MEMBERS_CHUNK events that answer a request for members, a thousand members each.

    The whole list is for those who were granted the members intent; a name's beginning finds at most a hundred.
    """
    asked = wish["guild_id"]
    guild_id = str(asked[0] if isinstance(asked, list) else asked)
    if world.bot_id not in world.members.get(guild_id, {}):
        raise unknown_guild()
    members, missing = list(world.members[guild_id].values()), []
    limit = int(wish.get("limit") or 0)
    if wish.get("user_ids") is not None:
        ids = wish["user_ids"] if isinstance(wish["user_ids"], list) else [wish["user_ids"]]
        wanted = [str(one) for one in ids][:MAX_USER_IDS]
        missing = [one for one in wanted if one not in world.members[guild_id]]
        members = [world.members[guild_id][one] for one in wanted if one not in missing]
    elif wish.get("query"):
        start = str(wish["query"]).lower()
        names = ("username", "global_name")
        members = [one for one in members if any(str(one["user"][n] or "").lower().startswith(start) for n in names)]
        members = members[: min(limit or MAX_LIMIT, MAX_LIMIT)]
    elif Intent.GUILD_MEMBERS not in intents:
        members = []
    elif limit:
        members = members[:limit]
    parts = [members[at : at + CHUNK] for at in range(0, len(members), CHUNK)] or [[]]
    for index, part in enumerate(parts):
        told: Json = {"guild_id": guild_id, "members": part, "chunk_index": index, "chunk_count": len(parts)}
        told["not_found"] = missing if index == 0 else []
        if wish.get("presences"):
            told["presences"] = []
        if wish.get("nonce") is not None:
            told["nonce"] = wish["nonce"]
        yield told
