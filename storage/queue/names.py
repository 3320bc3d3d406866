"""What both processes call things: applications, queues, workflows and the ids of posts."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass

from show.order import DraftOrder, FoundingOrder, ProductionOrder
from show.reel import ReelOrder
from show.sketch import SketchOrder

Order = FoundingOrder | DraftOrder | ProductionOrder | SketchOrder | ReelOrder

BOT = "bot"
RENDERER = "renderer"

FOUND = "found"
DRAFT = "draft"
FILM = "film"
SKETCH = "sketch"
REEL = "reel"
SHOT = "shot"
"""One of the many steps of an order that are made side by side."""
POST_BIBLE = "post_bible"
POST_DRAFT = "post_draft"
POST_FILM = "post_film"
POST_SKETCH = "post_sketch"
POST_FAILURE = "post_failure"
CLOSE_BALLOT = "close_ballot"
RING = "ring"
"""A bell that rings once, at a time told before."""

SKETCHES = "sketches"
"""Queue of foundings and drafts: short, so they don't wait behind films."""
FILMS = "films"
PICTURES = "pictures"
"""Sketches: a room that waits for a picture does not wait for a draft."""
SHOTS = "shots"
POSTS = "posts"
TIMERS = "timers"

WORKFLOW_OF: dict[type, str] = {
    FoundingOrder: FOUND,
    DraftOrder: DRAFT,
    ProductionOrder: FILM,
    SketchOrder: SKETCH,
    ReelOrder: REEL,
}
WORKFLOWS_OF_APPLICATION = {
    RENDERER: (FOUND, DRAFT, FILM, SKETCH, REEL),
    BOT: (POST_BIBLE, POST_DRAFT, POST_FILM, POST_SKETCH, POST_FAILURE, CLOSE_BALLOT, RING),
}
"""What comes to each from outside; what these start themselves goes with them."""
QUEUE_OF = {FOUND: SKETCHES, DRAFT: SKETCHES, FILM: FILMS, SKETCH: PICTURES, REEL: FILMS}

WORKFLOWS_VERSION = "1"
"""Raised only when the order of a workflow's steps changes: DBOS leaves running ones to the version that began them."""

_NONCE_BYTES = 15
"""24 characters in base32; Discord takes nonces of at most 25 (Discord's documentation, August 2026)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueOptions:
    """A queue and how many of its workflows one process runs at a time."""

    name: str
    at_once: int | None = None
    at_once_per_guild: int | None = None
    """Setting it makes the queue fair: every guild has a line of its own."""
    polling_seconds: float = 0.2


BOT_QUEUES = (QueueOptions(name=POSTS, at_once=8), QueueOptions(name=TIMERS, polling_seconds=1.0))


def renderer_queues(workers: int) -> tuple[QueueOptions, ...]:
    """The renderer's queues for that many workers. One shot more than can be made at once is held ready."""
    return (
        QueueOptions(name=SKETCHES, at_once=4, at_once_per_guild=1),
        QueueOptions(name=PICTURES, at_once=2, at_once_per_guild=1),
        QueueOptions(name=FILMS, at_once=4, at_once_per_guild=1, polling_seconds=0.5),
        QueueOptions(name=SHOTS, at_once=workers + 1, at_once_per_guild=workers + 1, polling_seconds=0.1),
    )


def post_id(order_id: str) -> str:
    """The workflow id of an order's one post, be it the result or the failure."""
    return f"post-{order_id}"


def nonce_of(*parts: object) -> str:
    """A nonce for Discord made of what is sent: the same parts, the same nonce, also after a restart."""
    digest = hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).digest()
    return base64.b32encode(digest[:_NONCE_BYTES]).decode().lower()
