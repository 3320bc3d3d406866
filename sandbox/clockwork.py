"""What time alone brings about: polls end, idle threads are archived, scheduled events begin and end."""

from __future__ import annotations

from sandbox import scheduled, threads
from sandbox.messages import end_poll
from sandbox.polls import is_over
from sandbox.world import World


def pass_time(world: World) -> None:
    """Do everything that is due by the world's clock."""
    for message_id in list(world.votes):
        message = world.messages[message_id]
        if not message["poll"]["results"]["is_finalized"] and is_over(world, message):
            end_poll(world, world.channel(message["channel_id"]), message)
    threads.archive_idle(world)
    scheduled.pass_time(world)
