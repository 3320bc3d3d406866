"""Quotas over long spans, beside the rate-limit buckets: too many renamings of a channel, too many new commands."""

from __future__ import annotations

from sandbox.errors import ApiError
from sandbox.world import World

# (requests, seconds): channel writes as Discord's 20028 shows in practice, commands by its JSON error code 30034.
CHANNEL_WRITES = (2, 600.0)
COMMAND_CREATES = (200, 86400.0)


class QuotaExceeded(ApiError):
    """A refusal that says after how many seconds to come back."""

    def __init__(self, code: int, message: str, wait_seconds: float) -> None:
        super().__init__(429, code, message)
        self.wait_seconds = wait_seconds

    def body(self) -> dict[str, object]:
        """The body, with the time to wait."""
        return super().body() | {"retry_after": round(self.wait_seconds, 3), "global": False}


def _take(world: World, key: str, quota: tuple[int, float]) -> float:
    """Seconds to wait, or 0 when the act is within its quota and counted."""
    most, window = quota
    now = world.clock.now()
    used = [at for at in world.quotas.get(key, []) if now - at < window]
    world.quotas[key] = used
    if len(used) >= most:
        return used[0] + window - now
    used.append(now)
    return 0.0


def write_channel(world: World, channel_id: str) -> None:
    """Count a change of a channel's name or topic; 20028 when there were two in ten minutes."""
    if world.rules.strict_rate_limits:
        wait = _take(world, f"channel {channel_id}", CHANNEL_WRITES)
        if wait:
            message = "The write action you are performing on the channel has hit the write rate limit."
            raise QuotaExceeded(20028, message, wait)


def create_command(world: World, guild_id: str | None) -> None:
    """Count a new command; 30034 after two hundred in a day."""
    if world.rules.strict_rate_limits:
        wait = _take(world, f"commands {guild_id or 'global'}", COMMAND_CREATES)
        if wait:
            message = "Max number of daily application command creates has been reached (200)"
            raise QuotaExceeded(30034, message, wait)
