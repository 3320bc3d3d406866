"""Rate limits: a bucket for each route and its main object, a global one, and the headers that tell of them."""

from __future__ import annotations

import hashlib
import re
from collections import deque
from dataclasses import dataclass, field

from sandbox.clock import Clock

# Requests a window of seconds, as Discord's headers show them in practice; every other route has DEFAULT.
DEFAULT = (50, 1.0)
LIMITS: dict[tuple[str, str], tuple[int, float]] = {
    ("POST", "/channels/{}/messages"): (5, 5.0),
    ("PATCH", "/channels/{}/messages/{}"): (5, 5.0),
    ("DELETE", "/channels/{}/messages/{}"): (5, 1.0),
    ("PUT", "/channels/{}/messages/{}/reactions/{}/@me"): (1, 0.25),
    ("POST", "/channels/{}/typing"): (5, 5.0),
    ("POST", "/webhooks/{}/{}"): (5, 2.0),
    ("PATCH", "/webhooks/{}/{}/messages/{}"): (5, 2.0),
    ("PUT", "/applications/{}/commands"): (2, 5.0),
}
RELAXED = (1000, 1.0)
GLOBAL = (50, 1.0)  # Discord: 50 requests a second, interaction endpoints exempt
_MAJOR = re.compile(r"^/(?:(channels|guilds)/([^/]+)|(webhooks|interactions)/([^/]+/[^/]+))")
"""What a bucket is kept for: a channel, a guild, or one webhook or interaction by its id and token."""
MOST_BUCKETS = 5000
"""Beyond so many, those that are at rest are forgotten: every interaction brings a bucket of its own."""


@dataclass(slots=True)
class Bucket:
    limit: int
    window_seconds: float
    used: deque[float] = field(default_factory=deque)

    def take(self, now: float) -> float:
        """Seconds to wait before the request may pass: 0 when it passes now and is counted."""
        while self.used and now - self.used[0] >= self.window_seconds:
            self.used.popleft()
        if len(self.used) >= self.limit:
            return self.used[0] + self.window_seconds - now
        self.used.append(now)
        return 0.0

    def rests(self, now: float) -> bool:
        """True when the last request it counted has left its window."""
        return not self.used or now - self.used[-1] >= self.window_seconds

    def headers(self, name: str, now: float) -> dict[str, str]:
        reset = (self.used[0] if self.used else now) + self.window_seconds
        return {
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(max(0, self.limit - len(self.used))),
            "X-RateLimit-Reset": f"{reset:.3f}",
            "X-RateLimit-Reset-After": f"{max(0.0, reset - now):.3f}",
            "X-RateLimit-Bucket": name,
        }


class RateLimits:
    """All buckets of one application."""

    def __init__(self, clock: Clock, *, strict: bool) -> None:
        self._clock = clock
        self._strict = strict
        self._buckets: dict[tuple[str, str], Bucket] = {}
        self._global = Bucket(*GLOBAL)

    def check(self, method: str, route: str, path: str) -> tuple[float, bool, dict[str, str]]:
        """(seconds to wait or 0, whether the global limit was hit, headers) for one request.

        `route` is the path with `{}` for every parameter.
        """
        now = self._clock.now()
        name = hashlib.md5(f"{method} {route}".encode(), usedforsecurity=False).hexdigest()
        major = _MAJOR.match(path)
        key = (name, "/".join(part or "" for part in major.groups()) if major else "")
        if key not in self._buckets:
            if len(self._buckets) >= MOST_BUCKETS:
                self._buckets = {kept: one for kept, one in self._buckets.items() if not one.rests(now)}
            limit = LIMITS.get((method, route), DEFAULT) if self._strict else RELAXED
            self._buckets[key] = Bucket(*limit)
        bucket = self._buckets[key]
        exempt = not self._strict or route.startswith(("/interactions", "/webhooks"))
        wait = 0.0 if exempt else self._global.take(now)
        if wait:
            return wait, True, bucket.headers(name, now)
        wait = bucket.take(now)
        return wait, False, bucket.headers(name, now)
