"""A dozen scripted members who make an episode together, through Discord's protocol and nothing else."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sandbox.control import Community, Member
from sandbox.told import Message, Reply
from show.errors import CliffhangerError

TITLE = "Letters from Tomorrow"
PREMISE = (
    "Mika, a shy violinist with long silver hair, finds letters in her locker, written in her own hand and dated "
    "tomorrow. Each one names somebody who will lie to her today."
)
ROOM, PREMIERES = "writers-room", "premieres"
ADMINISTRATOR = "Hoshino"
APPROVER = "Mio"
VOTERS = ("Kai", "Mio", "Ren", "Sora", "Aoi", "Jun", "Emi", "Taro", "Nao", "Rin", "Yuki")
PITCHES = {
    "Kai": "Mika's best friend has been writing the letters all along",
    "Ren": "The last letter is addressed to somebody who died in the clock tower",
    "Sora": "Her violin teacher burned the first letter to protect her",
    "Aoi": "Tomorrow's letter arrives in somebody else's handwriting",
}
FIRST_VOTES = dict(zip(VOTERS, "abacabdbaca", strict=True))
CHANGED_VOTES = {"Ren": "a", "Taro": "a", "Rin": "b"}
NEW_LINE = "I know this handwriting. It is mine."
WISH = "Closer on her eyes, let the light go cold"

ACTS = ("set-up", "series", "pitches", "ballot", "draft", "changes", "film")

SETUP_SECONDS = 60.0
BALLOT_MINUTES = 0.3
DRAFT_SECONDS = 1800.0
FILM_SECONDS = 3600.0
"""Generous: one slow core takes its time, and a failure is told at once."""

FAILURE_MARK = "This did not work out"
"""How the bot begins to tell of an order that failed."""

Tell = Callable[[str], None]
Timed = Callable[[str, Callable[[], Awaitable[None]]], Awaitable[None]]


class Astray(CliffhangerError):
    """The community waited for something in vain, or the bot said no."""


@dataclass(slots=True)
class Outcome:
    """What the community saw at the end."""

    premiere: Message | None = None
    next_ballot: Message | None = None
    shots: int = 0


class Story:
    """One afternoon in the writers' room, act by act."""

    def __init__(self, guild: Community, tell: Tell, *, ballot_minutes: float = BALLOT_MINUTES) -> None:
        self._guild = guild
        self._tell = tell
        self._ballot_minutes = ballot_minutes
        self._members: dict[str, Member] = {}
        self._draft: Message | None = None
        self.outcome = Outcome()

    async def play(self, timed: Timed) -> Outcome:
        """All acts in order, each timed under its name."""
        acts = (
            self.set_up,
            self.found_series,
            self.pitch,
            self.vote,
            self.wait_for_draft,
            self.change,
            self.wait_for_premiere,
        )
        for name, act in zip(ACTS, acts, strict=True):
            await timed(name, act)
        return self.outcome

    async def set_up(self) -> None:
        """The administrator sets the studio up and makes one member an approver."""
        admin = self._members[ADMINISTRATOR] = await self._guild.member(ADMINISTRATOR, admin=True)
        await self._said(await admin.slash("studio setup", {"rating": "teen"}))
        self._tell(f"{ADMINISTRATOR} set the studio up: #{ROOM}, #{PREMIERES}")
        for name in VOTERS:
            roles = ["Showrunner"] if name == APPROVER else []
            self._members[name] = await self._guild.member(name, roles=roles)

    async def found_series(self) -> None:
        """A premise becomes a series with characters and places."""
        admin = self._members[ADMINISTRATOR]
        options = {"title": TITLE, "premise": PREMISE, "genre": "mystery"}
        await self._said(await admin.slash("series create", options, channel=ROOM))
        bible = await self._guild.wait_for(ROOM, lambda m: TITLE in m.text and "Mika" in m.text, SETUP_SECONDS)
        self._tell(f"The bible of “{TITLE}” is made ({len(bible.text.splitlines())} lines)")

    async def pitch(self) -> None:
        """Four members pitch; one by the form."""
        for name, idea in PITCHES.items():
            member = self._members[name]
            if name == "Aoi":
                form = await member.slash("pitch", channel=ROOM)
                field = next(iter(form.modal.fields))
                await self._said(await member.submit(form.modal, {field: idea}))
            else:
                await self._said(await member.slash("pitch", {"idea": idea}, channel=ROOM))
            self._tell(f"{name} pitched: {idea}")

    async def vote(self) -> None:
        """A ballot opens, everybody votes, some change their mind; it closes by itself at its deadline."""
        approver = self._members[APPROVER]
        options = {"minutes": self._ballot_minutes}
        await self._said(await approver.slash("ballot open", options, channel=ROOM))
        ballot = await self._guild.wait_for(ROOM, lambda m: "Vote A" in m.labels, SETUP_SECONDS)
        for votes in (FIRST_VOTES, CHANGED_VOTES):
            for name, key in votes.items():
                await self._said(await self._members[name].press(ballot, f"Vote {key.upper()}"))
        self._tell(f"{len(FIRST_VOTES)} members voted, {len(CHANGED_VOTES)} changed their vote")
        closed = await self._guild.wait_until(ballot, lambda m: "🏆" in m.text, self._ballot_minutes * 60 + 60)
        winner = next(line for line in closed.text.splitlines() if "🏆" in line).replace("**", "")
        self._tell(f"The ballot closed: {winner}")

    async def wait_for_draft(self) -> None:
        """Script, storyboard and animatic arrive."""
        self._draft = await self._next_draft(version=1)
        files = ", ".join(a.filename for a in self._draft.attachments)
        self._tell(f"The draft is on the table: {files}")

    async def change(self) -> None:
        """Somebody rewrites a line, somebody calls a retake, and the approver approves the last version."""
        editor, director, approver = self._members["Emi"], self._members["Jun"], self._members[APPROVER]
        draft = self._table()
        picker = await editor.press(draft, "Edit a line")
        if picker.message is None:
            raise Astray("No menu of lines came.")
        menu = picker.message.menus[0]
        chosen = await editor.choose(picker, menu["custom_id"], [menu["options"][1]["value"]])
        await self._said(await editor.submit(chosen.modal, {"text": NEW_LINE}))
        self._tell(f"Emi rewrote a line: {NEW_LINE}")
        draft = self._draft = await self._next_draft(version=2)
        form = (await director.press(draft, "Retake")).modal
        shots = form.fields["shot0"]["options"]
        self.outcome.shots = sum(len(field.get("options", ())) for field in form.fields.values())
        wanted = shots[len(shots) // 2]["value"]
        await self._said(await director.submit(form, {"shot0": [wanted], "wish": WISH}))
        self._tell(f"Jun called a retake: {WISH}")
        draft = self._draft = await self._next_draft(version=3)
        await self._said(await approver.press(draft, "Approve"))
        self._tell(f"{APPROVER} approved version 3")

    async def wait_for_premiere(self) -> None:
        """The film arrives, and under it the next ballot. A failure told in the room ends the waiting at once."""
        premiere = await self._guild.wait(self._premiere_or_failure, FILM_SECONDS, "the premiere")
        self.outcome.premiere = premiere
        film = next(a for a in premiere.attachments if a.filename.endswith(".mp4"))
        self._tell(f"Premiere: {film.filename}, {film.size_bytes / 1e6:.1f} MB")
        ballot = await self._guild.wait(self._next_ballot, SETUP_SECONDS, "the next ballot")
        self.outcome.next_ballot = ballot
        self._tell("The next ballot is open under it")

    async def _premiere_or_failure(self) -> Message | None:
        await self._room()
        shown = await self._guild.messages(PREMIERES)
        return next((m for m in shown if any(a.filename.endswith(".mp4") for a in m.attachments)), None)

    async def _next_ballot(self) -> Message | None:
        for channel in (PREMIERES, ROOM):
            for message in await self._guild.messages(channel):
                if "Vote A" in message.labels:
                    return message
        return None

    async def _next_draft(self, version: int) -> Message:
        async def look() -> Message | None:
            messages = await self._room()
            mark = f"version {version}"
            fits = (m for m in messages if mark in m.text and "Approve" in m.labels and len(m.attachments) >= 2)
            return next(fits, None)

        return await self._guild.wait(look, DRAFT_SECONDS, f"version {version} of the draft")

    async def _room(self) -> list[Message]:
        """What stands in the writers' room; Astray when an order is told to have failed."""
        messages = await self._guild.messages(ROOM)
        for message in messages:
            if FAILURE_MARK in message.text:
                raise Astray(" ".join(message.text.split()))
        return messages

    def _table(self) -> Message:
        if self._draft is None:
            raise Astray("There is no draft on the table.")
        return self._draft

    async def _said(self, reply: Reply) -> Message | None:
        """The bot's whole answer; Astray, in its own words, when it was a refusal."""
        if reply.outcome == "modal":
            raise Astray("A form came where an answer was expected.")
        message = await reply.final(SETUP_SECONDS)
        if message is not None and message.text.startswith(("⚠", "🚫", "Sorry")):
            raise Astray(message.text)
        return message
