"""`cliffhanger try`: the sandbox guild stays open for a person to play in the browser."""

from __future__ import annotations

import time

from bot.house import sandbox_environment, start_bot_and_renderer, start_sandbox
from bot.processes import Troupe
from bot.settings import Settings

MEMBERS = 6
BALLOT_MINUTES = 2.0
"""Ballots close quickly here: whoever tries the studio has minutes, not days."""

WELCOME = """
The sandbox guild is open:  {url}

  1. Open the page: you are the owner. Type /studio setup.
  2. /series create makes a series; become other members and /pitch what happens.
  3. /ballot open puts pitches to the vote; it closes after {minutes:g} minute(s).
  4. Read the draft, edit a line, call a retake, approve, and watch the premiere.

Ctrl-C closes the guild; the next time it goes on where it was. Delete {folder} to begin anew. Logs: {logs}
"""


def open_playground(settings: Settings, *, port: int) -> int:
    """Run sandbox, bot and renderer until Ctrl-C."""
    folder = settings.folder / "playground"
    folder.mkdir(parents=True, exist_ok=True)
    with Troupe() as troupe:
        sandbox = start_sandbox(troupe, folder, port=port, members=MEMBERS, state=str(folder / "guild.sqlite"))
        environment = sandbox_environment(settings, sandbox, folder, ballot_minutes=str(BALLOT_MINUTES))
        start_bot_and_renderer(troupe, folder, environment)
        print(WELCOME.format(url=sandbox.url, minutes=BALLOT_MINUTES, logs=folder / "logs", folder=folder), flush=True)
        while True:
            troupe.check()
            time.sleep(1.0)
