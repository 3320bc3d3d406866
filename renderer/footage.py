"""Filming all set-ups of a plan so that what is joined from them fits where it is to be posted."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from renderer import budget
from renderer.budget import Encoded
from renderer.plan import PlanFacts
from renderer.runner import Payload, Runner
from show.order import FilmSettings, Fit

SOUND = -1
"""The index of the sound among the parts of a film; set-ups count from 0."""
ROUNDS = 3
"""How often shots that miss the budget are filmed again. What still does not fit then is encoded again as a whole."""
COVER_BYTES = 150_000
"""What cover and subtitles may take in the file."""
QUICK_LEAST = 0.88
"""Of the room: what a quick copy fills at least, before any shot is filmed again for it."""
BEST_LEAST = 0.982
"""Of the room: so the best copy comes within 2 % of the limit."""

Told = Callable[[float, int], Awaitable[None]]
"""Hears which share of the filming is done, and how many shots."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Footage:
    """Takes of all segments: those of the master, and those of the copy that is posted; often the same."""

    master: list[str]
    posted: list[str]
    sound: str


class Camera:
    """Films the set-ups of one plan through a runner; keeps what the runner answered, for the account of times."""

    def __init__(self, plan: PlanFacts, runner: Runner, told: Told) -> None:
        self._plan = plan
        self._runner = runner
        self._told = told
        self.results: list[Payload] = []
        self.sound_results: list[Payload] = []
        self._shots_done = 0

    async def draft(self) -> Footage:
        """Everything once, small and quick, beside the sound."""
        sound, segments = await self._with_sound("animatic", [0] * self._plan.setups, 0.0, 1.0)
        takes = _takes(segments)
        return Footage(master=takes, posted=takes, sound=sound["take"])

    async def film(self, settings: FilmSettings) -> Footage:
        """Everything for a film under the settings' limit."""
        pixels = settings.width_px * settings.height_px
        plan = self._plan
        room = budget.room_bytes(settings.upload_limit_bytes, plan.frames, plan.fps, extra_bytes=COVER_BYTES)
        quick = settings.fit is Fit.QUICK and not budget.fits_anyhow(plan.frames, pixels, room)
        rungs = [0] * plan.setups
        if quick:
            scouts = await self._segments("animatic", dict(enumerate(rungs)), 0.0, 0.12)
            sizes = [budget.foretold(_encoded(scout, 0), pixels) for scout in scouts]
            rungs = list(budget.first_rungs(sizes, room))
        sound, master = await self._with_sound("film", rungs, 0.12, 0.9 if quick else 0.4)
        room = budget.room_bytes(
            settings.upload_limit_bytes,
            plan.frames,
            plan.fps,
            sound_bytes=sound["size_bytes"],
            extra_bytes=COVER_BYTES,
        )
        if quick:
            master = await self._corrected("film", master, rungs, room, QUICK_LEAST)
            return Footage(master=_takes(master), posted=_takes(master), sound=sound["take"])
        posted = master
        if sum(part["size_bytes"] for part in master) > room:
            rungs = list(budget.first_rungs([budget.finely(part["size_bytes"]) for part in master], room, aim=0.985))
            posted = await self._segments("fine", dict(enumerate(rungs)), 0.4, 0.9)
            posted = await self._corrected("fine", posted, rungs, room, BEST_LEAST)
        return Footage(master=_takes(master), posted=_takes(posted), sound=sound["take"])

    async def _with_sound(
        self, quality: str, rungs: Sequence[int], start: float, end: float
    ) -> tuple[Payload, list[Payload]]:
        """The sound first, as it is one long piece."""
        payloads = [self._payload(SOUND, quality, 0)]
        payloads += [self._payload(index, quality, rung) for index, rung in enumerate(rungs)]
        results = await self._run(payloads, start, end)
        self.sound_results += results[:1]
        self.results += results[1:]
        return results[0]["part"], [result["part"] for result in results[1:]]

    async def _corrected(
        self, quality: str, parts: list[Payload], rungs: list[int], room: int, least: float
    ) -> list[Payload]:
        """The parts with those that miss the budget filmed again."""
        for _ in range(ROUNDS):
            encoded = [_encoded(part, rung) for part, rung in zip(parts, rungs, strict=True)]
            wanted = budget.corrected(encoded, room, least)
            again = {n: rung for n, rung in enumerate(wanted) if rung != rungs[n]}
            if not again:
                break
            for number, part in zip(again, await self._segments(quality, again, 0.9, 1.0), strict=True):
                parts[number], rungs[number] = part, again[number]
        return parts

    async def _segments(self, quality: str, rungs: dict[int, int], start: float, end: float) -> list[Payload]:
        payloads = [self._payload(index, quality, rung) for index, rung in rungs.items()]
        results = await self._run(payloads, start, end)
        self.results += results
        return [result["part"] for result in results]

    async def _run(self, payloads: list[Payload], start: float, end: float) -> list[Payload]:
        async def done(count: float) -> None:
            if len(payloads) > self._plan.setups:
                self._shots_done = max(0, int(count) - 1)
            await self._told(start + (end - start) * count / len(payloads), self._shots_done)

        return await self._runner.run_all("part", payloads, done)

    def _payload(self, index: int, quality: str, rung: int) -> Payload:
        # Scouts and slow copies are x264's: small pictures need no help, and byte for byte it looks better.
        encoder = self._plan.encoder if quality == "film" else ""
        return {"plan": self._plan.key, "index": index, "quality": quality, "rung": rung, "encoder": encoder}


def _takes(parts: Sequence[Payload]) -> list[str]:
    return [part["take"] for part in parts]


def _encoded(part: Payload, rung: int) -> Encoded:
    return Encoded(rung=rung, frames=part["frames"], size_bytes=part["size_bytes"])
