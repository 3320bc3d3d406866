"""Filming all set-ups of a plan so that what is joined from them fits where it is to be posted."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from renderer import budget
from renderer.budget import Encoded
from renderer.plan import PlanFacts
from renderer.runner import Begun, Payload, Runner, recalled, run_missing
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

_SIZES = (1 / 3, 3.0)
"""Of the mean: between these were all shots of an episode, with room to spare."""

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
        self._begun: list[Begun] = []
        self._sound: Begun | None = None
        self._shots_done = 0
        self._share = 0.12
        """Of the filming: what is done when all shots have their rungs."""

    async def draft(self) -> Footage:
        """Everything once, small and quick."""
        takes = _takes(await self._segments("animatic", self._all(0), 0.0, 1.0))
        return Footage(master=takes, posted=takes, sound=(await self.mixed())["part"]["take"])

    async def film(self, settings: FilmSettings) -> Footage:
        """Everything for a film under the settings' limit."""
        pixels = settings.width_px * settings.height_px
        plan = self._plan
        room = budget.room_bytes(settings.upload_limit_bytes, plan.frames, plan.fps, extra_bytes=COVER_BYTES)
        quick = settings.fit is Fit.QUICK and not budget.fits_anyhow(plan.frames, pixels, room)
        rungs = await self._scouted(pixels, room) if quick else self._all(0)
        await self.mix()
        master = await self._segments("film", rungs, self._share if quick else 0.0, 0.9 if quick else 0.4)
        sound = (await self.mixed())["part"]
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
            sizes = [budget.finely(part["size_bytes"]) for part in master]
            rungs = dict(enumerate(budget.first_rungs(sizes, room, aim=0.985)))
            posted = await self._segments("fine", rungs, 0.4, 0.9)
            posted = await self._corrected("fine", posted, rungs, room, BEST_LEAST)
        return Footage(master=_takes(master), posted=_takes(posted), sound=sound["take"])

    async def mix(self) -> None:
        """Have the sound made beside whatever comes next, unless it is begun already."""
        if self._sound is None:
            self._sound = await self._begin({"plan": self._plan.key, "index": SOUND})

    async def mixed(self) -> Payload:
        """What the runner answers about the sound; waits for it."""
        await self.mix()
        assert self._sound is not None
        return await self._sound.result()

    async def drop(self) -> None:
        """Stop what was begun: the film comes to nothing."""
        for begun in self._begun:
            await begun.drop()

    def _all(self, rung: int) -> dict[int, int]:
        return dict.fromkeys(range(self._plan.setups), rung)

    async def _scouted(self, pixels: int, room: float) -> dict[int, int]:
        """A rung for every set-up, by its segment in an animatic."""
        kept = await recalled(self._runner, "part", [self._payload(n, "animatic", 0) for n in self._all(0)])
        self.results += [result for result in kept if result is not None]
        sizes = [_foretold(result, pixels) if result else None for result in kept]
        # It has a process of its own to go to at once, while one for shots may have to be made ready.
        await self.mix()
        if _few(sizes):
            guessed = dict(enumerate(budget.first_rungs(self._guessed(sizes), room)))
            rungs = await self._as_filmed(guessed, {n for n, size in enumerate(sizes) if size is None})
            if rungs:
                return rungs
        if None in sizes:
            scouts = await self._scouts(sizes, room)
            sizes = [_foretold(scouts[n], pixels) if size is None else size for n, size in enumerate(sizes)]
        return dict(enumerate(budget.first_rungs([size for size in sizes if size is not None], room)))

    def _guessed(self, sizes: Sequence[float | None]) -> list[float]:
        """The sizes, those unknown as large as if every frame were as the others."""
        weighed = list(zip(sizes, self._plan.setup_frames, strict=True))
        known = [(size, frames) for size, frames in weighed if size is not None]
        rate = sum(size for size, _ in known) / sum(frames for _, frames in known)
        return [rate * frames if size is None else size for size, frames in weighed]

    async def _as_filmed(self, rungs: dict[int, int], changed: set[int]) -> dict[int, int]:
        """The rungs of a film of which most was filmed before, on these rungs or their neighbours: what is there stays
        as it is, and what is filmed now stands among it, so that the film's rungs move no further apart. Empty if most
        was not filmed: then it is worth while to scout what is missing."""
        filmed: dict[int, int] = {}
        for shift in (0, budget.STRIDE, -budget.STRIDE):
            asked = {n: rung + shift for n, rung in rungs.items() if n not in changed and n not in filmed}
            asked = {n: rung for n, rung in asked.items() if 0 <= rung < budget.RUNGS}
            kept = await recalled(self._runner, "part", [self._payload(n, "film", r) for n, r in asked.items()])
            filmed |= {n: rung for (n, rung), one in zip(asked.items(), kept, strict=True) if one}
        if 2 * len(filmed) < len(rungs) - len(changed) or not filmed:
            return {}
        finest, coarsest = min(filmed.values()), max(filmed.values())
        return {n: filmed.get(n, min(max(rung, finest), coarsest)) for n, rung in rungs.items()}

    async def _scouts(self, sizes: Sequence[float | None], room: float) -> dict[int, Payload]:
        """What the runner answers about the scouts that are missing, by set-up.

        Where these are few, shots that belong on one rung whatever the missing ones weigh are filmed beside their
        making, those that miss one before all others: nobody waits for the scouts then.
        """
        missing = [number for number, size in enumerate(sizes) if size is None]
        asked = {number: self._payload(number, "animatic", 0) for number in missing}
        sure = _sure_rungs(sizes, room)
        if not sure:
            made = await self._run(list(asked.values()), 0.0, 0.12)
            return dict(zip(asked, made, strict=True))
        films = [await self._begin(self._payload(n, "film", sure[n])) for n in missing if n in sure]
        scouts = {number: await self._begin(payload) for number, payload in asked.items()}
        others = [self._payload(number, "film", rung) for number, rung in sure.items() if number not in asked]
        self._share = 0.12 + 0.78 * len(others) / self._plan.setups
        await self._run(others, 0.0, self._share, films=True)
        results = {number: await scout.result() for number, scout in scouts.items()}
        self.results += [await film.result() for film in films]
        return results

    async def _corrected(
        self, quality: str, parts: list[Payload], rungs: dict[int, int], room: int, least: float
    ) -> list[Payload]:
        """The parts with those that miss the budget filmed again."""
        for _ in range(ROUNDS):
            encoded = [_encoded(part, rungs[number]) for number, part in enumerate(parts)]
            wanted = budget.corrected(encoded, room, least)
            again = {n: rung for n, rung in enumerate(wanted) if rung != rungs[n]}
            if not again:
                break
            for number, part in zip(again, await self._segments(quality, again, 0.9, 1.0), strict=True):
                parts[number], rungs[number] = part, again[number]
        return parts

    async def _segments(self, quality: str, rungs: dict[int, int], start: float, end: float) -> list[Payload]:
        payloads = [self._payload(index, quality, rung) for index, rung in rungs.items()]
        films = quality != "animatic" and len(rungs) == self._plan.setups
        return [result["part"] for result in await self._run(payloads, start, end, films=films)]

    async def _run(self, payloads: list[Payload], start: float, end: float, *, films: bool = False) -> list[Payload]:
        async def done(count: float) -> None:
            if films:
                self._shots_done = max(self._shots_done, int(count))
            await self._told(start + (end - start) * count / len(payloads), self._shots_done)

        results = await run_missing(self._runner, "part", payloads, done)
        self.results += results
        return results

    async def _begin(self, payload: Payload) -> Begun:
        begun = await self._runner.begin("part", payload)
        self._begun.append(begun)
        return begun

    def _payload(self, index: int, quality: str, rung: int) -> Payload:
        # Scouts and slow copies are x264's: small pictures need no help, and byte for byte it looks better.
        encoder = self._plan.encoder if quality == "film" else ""
        return {"plan": self._plan.key, "index": index, "quality": quality, "rung": rung, "encoder": encoder}


def _few(sizes: Sequence[float | None]) -> bool:
    """Whether some are unknown, but not most."""
    return 0 < sizes.count(None) <= len(sizes) / 2


def _sure_rungs(sizes: Sequence[float | None], room: float) -> dict[int, int]:
    """The shots that stand on one rung whether those of unknown size are small or large; none where most are."""
    if not _few(sizes):
        return {}
    known = [size for size in sizes if size is not None]
    usual = sum(known) / len(known)
    bounds = [[usual * factor if size is None else size for size in sizes] for factor in _SIZES]
    small, large = (budget.first_rungs(bound, room) for bound in bounds)
    return {n: rung for n, rung in enumerate(small) if rung == large[n]}


def _foretold(scout: Payload, pixels: int) -> float:
    return budget.foretold(_encoded(scout["part"], 0), pixels)


def _takes(parts: Sequence[Payload]) -> list[str]:
    return [part["take"] for part in parts]


def _encoded(part: Payload, rung: int) -> Encoded:
    return Encoded(rung=rung, frames=part["frames"], size_bytes=part["size_bytes"])
