"""The whole house on one machine: sandbox, bot and renderer as processes with one home folder."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from bot.processes import Part, Troupe
from bot.settings import Settings, child_environment

SANDBOX_SECONDS = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sandbox:
    """Where a running sandbox guild is to be found."""

    url: str
    token: str
    guild_id: int


def start_sandbox(
    troupe: Troupe, folder: Path, *, port: int = 0, members: int = 0, limit_mib: float = 10.0, state: str = "memory"
) -> Sandbox:
    """Start the sandbox guild and wait until it listens; ProcessFailed when it doesn't come up.

    `state` is a SQLite file in which the guild outlives the sandbox.
    """
    ready = folder / "sandbox.json"
    ready.unlink(missing_ok=True)
    arguments = (
        "sandbox",
        *("--port", str(port)),
        *("--ready-file", str(ready)),
        *("--guild-name", "Cliffhanger Café"),
        *("--application", "Cliffhanger"),
        *("--members", str(members)),
        *("--upload-limit-mib", str(limit_mib)),
        *("--state", state),
    )
    troupe.start(
        Part(name="sandbox", arguments=arguments, environment=child_environment(), log=folder / "logs" / "sandbox.log")
    )
    troupe.wait(ready.exists, "Starting the sandbox", SANDBOX_SECONDS)
    told = json.loads(ready.read_text())
    return Sandbox(url=told["url"], token=told["token"], guild_id=int(told["guild_id"]))


def start_bot_and_renderer(troupe: Troupe, folder: Path, environment: dict[str, str]) -> None:
    """Start both halves with the same environment; they find each other through the queue."""
    for name in ("renderer", "bot"):
        troupe.start(
            Part(name=name, arguments=("bot", name), environment=environment, log=folder / "logs" / f"{name}.log")
        )


def sandbox_environment(settings: Settings, sandbox: Sandbox, folder: Path, **changes: str) -> dict[str, str]:
    """The environment under which bot and renderer take the sandbox for Discord."""
    return child_environment(
        home=str(folder),
        discord_api_base=sandbox.url,
        discord_token=sandbox.token,
        queue_url="",
        media_url="",
        workers=str(settings.workers),
        **changes,
    )
