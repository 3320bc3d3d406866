"""Rate limits: what shares a bucket, and that buckets at rest are forgotten."""

from __future__ import annotations

from sandbox.clock import Clock
from sandbox.rate_limits import MOST_BUCKETS, RateLimits

CALLBACK = "/interactions/{}/{}/callback"


def test_every_interaction_has_a_bucket_of_its_own() -> None:
    limits = RateLimits(Clock(lambda: 1000.0), strict=True)
    for number in range(300):
        wait, _, _ = limits.check("POST", CALLBACK, f"/interactions/{number}/token-{number}/callback")
        assert wait == 0.0
    waits = [limits.check("POST", CALLBACK, "/interactions/1/token-1/callback")[0] for _ in range(60)]
    assert waits[0] == 0.0
    assert waits[-1] > 0.0


def test_channels_share_nothing_and_messages_of_one_channel_do() -> None:
    limits = RateLimits(Clock(lambda: 1000.0), strict=True)
    edits = [limits.check("PATCH", "/channels/{}/messages/{}", f"/channels/1/messages/{n}")[0] for n in range(6)]
    assert edits[:5] == [0.0] * 5
    assert edits[5] > 0.0
    assert limits.check("PATCH", "/channels/{}/messages/{}", "/channels/2/messages/1")[0] == 0.0


def test_buckets_at_rest_are_forgotten() -> None:
    now = 1000.0
    limits = RateLimits(Clock(lambda: now), strict=True)
    for number in range(3 * MOST_BUCKETS):
        now += 0.01
        limits.check("POST", CALLBACK, f"/interactions/{number}/t/callback")
    assert len(limits._buckets) <= MOST_BUCKETS
