"""A crowd of members at their clients: what they do, how fast, and how long the bot took to acknowledge each act."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

import aiohttp

from sandbox.control import Community, Member
from sandbox.errors import NoAnswer, SandboxError
from sandbox.told import Message, Reply

ROOM = "writers-room"
COMMANDS = ("queue", "credits", "whatif")
SUBMITTED = 0.3
"""How many of the forms that are opened are sent off; the others are closed again."""


@dataclass(slots=True)
class Account:
    """What a crowd did and saw. Acknowledgements are in seconds, from the interaction to the bot's first answer."""

    acknowledged: list[float] = field(default_factory=list)
    acts: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    def note(self, act: str, reply: Reply) -> None:
        self.acts[act] += 1
        self.acknowledged.append(reply.raw["answer_seconds"])

    @property
    def per_second(self) -> float:
        """Acknowledged interactions a second."""
        return len(self.acknowledged) / self.seconds if self.seconds else 0.0

    def quantile(self, share: float) -> float:
        """The acknowledgement, in seconds, that this share of all stays below (nearest rank)."""
        ranked = sorted(self.acknowledged)
        return ranked[min(len(ranked) - 1, int(share * len(ranked)))] if ranked else 0.0


class Crowd:
    """Members before a message with the buttons "Vote A", "Vote B" … and "Pitch an idea"."""

    def __init__(self, url: str, session: aiohttp.ClientSession, guild_id: str, seed: int = 1) -> None:
        self.community = Community(url, session, guild_id)
        self._seed = seed
        self.members: list[Member] = []

    async def gather(self, count: int) -> None:
        """Let members join until there are so many."""
        for number in range(len(self.members), count):
            self.members.append(await self.community.member(f"Member {number:04}"))

    def _dice(self, member: int) -> random.Random:
        return random.Random(self._seed * 100_003 + member)

    # ---- a busy evening

    async def evening(self, count: int, target: Message, seconds: float, pace_seconds: float) -> Account:
        """`count` members act for `seconds`, each once in `pace_seconds` on average; 0 is without a pause."""
        account, began = Account(), time.perf_counter()
        until = began + seconds
        every = (
            self._live(number, member, target, until, pace_seconds, account)
            for number, member in enumerate(self.members[:count])
        )
        await asyncio.gather(*every)
        account.seconds = time.perf_counter() - began
        return account

    async def _live(
        self, number: int, member: Member, target: Message, until: float, pace_seconds: float, account: Account
    ) -> None:
        dice = self._dice(number)
        due = time.perf_counter() + dice.uniform(0, pace_seconds)
        while due < until:
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            await self._tried(self._act(member, target, dice, account), account)
            due = max(due + dice.uniform(0.5, 1.5) * pace_seconds, time.perf_counter())

    async def _act(self, member: Member, target: Message, dice: random.Random, account: Account) -> None:
        kind = dice.random()
        if kind < 0.5:
            label = dice.choice([label for label in target.labels if label.startswith("Vote ")])
            account.note("vote", await member.press(target, label))
        elif kind < 0.8:
            name = dice.choice(COMMANDS)
            account.note(f"/{name}", await member.slash(name, channel=target.channel_id))
        else:
            form = await member.press(target, "Pitch an idea")
            account.note("form", form)
            if dice.random() < SUBMITTED:
                idea = f"{member.name} finds letter {dice.randrange(10**9)}"
                account.note("pitch", await member.submit(form.modal, {"idea": idea}))

    async def _tried(self, act: Awaitable[None], account: Account) -> None:
        try:
            await act
        except NoAnswer:
            account.errors["no answer in three seconds"] += 1
        except (SandboxError, aiohttp.ClientError, ValueError) as problem:
            account.errors[f"{type(problem).__name__}: {str(problem)[:80]}"] += 1

    # ---- everybody votes

    async def storm(self, count: int, target: Message, seconds: float, clicks: Callable[[int], int]) -> Account:
        """`count` members vote within `seconds`, evenly at random; `clicks` says how often each presses at once."""
        account, began = Account(), time.perf_counter()
        await asyncio.gather(
            *(
                self._vote(number, member, target, seconds, clicks(number), account)
                for number, member in enumerate(self.members[:count])
            )
        )
        account.seconds = time.perf_counter() - began
        return account

    async def _vote(
        self, number: int, member: Member, target: Message, seconds: float, clicks: int, account: Account
    ) -> None:
        dice = self._dice(number)
        label = chosen(dice, target.labels)
        await asyncio.sleep(dice.uniform(0, seconds))

        async def press() -> None:
            reply = await member.press(target, label)
            account.note("vote", reply)
            if "vote" not in reply.text:
                account.errors[f"told: {reply.text[:80]}"] += 1

        await asyncio.gather(*(self._tried(press(), account) for _ in range(clicks)))

    def expected(self, count: int, target: Message) -> Counter[str]:
        """How many of the first `count` members vote for each label in a storm."""
        return Counter(chosen(self._dice(number), target.labels) for number in range(count))


def chosen(dice: random.Random, labels: Sequence[str]) -> str:
    """The button a member presses in a storm: the first throw of their dice."""
    return dice.choice([label for label in labels if label.startswith("Vote ")])
