"""How finely each shot is encoded, so that a film joined from them fits a byte limit without being encoded again.

Every shot is encoded on a rung of one ladder: rung 0 is the finest, each further one takes a constant rate factor of
1 more. The shots of a film from nothing stand on one of two rungs, the first ones on the finer, so that it looks
alike from end to end; those that have to make room, or fill it, move from there (`corrected`). Where a line is
changed, all other shots stay on the rungs where they were filmed, unless the film then misses its limit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

FINEST_CRF = 24
"""Rung 0. At 1080×1920 it measured VMAF 94 on scenes of this house; finer is not told apart on a telephone."""
RUNGS = 13
"""Down to a rate factor of 36, where flat colours begin to show blocks; smaller films are made smaller in picture."""
STRIDE = 2
"""Between the two rungs of a film: 1.6 VMAF at 1080×1920. The wider, the fewer shots move with the boundary."""
_RUNGS_PER_HALVING = 6.0
"""Six steps of the quantiser halve the bits, by H.264's own scale; shots measured within 3 % of it."""
_FURTHEST = 2
"""A shot encoded again stands at most so many rungs from where it stood; a difference of two is not seen at a cut."""
_AUDIO_BYTES_PER_SECOND = 20_500
"""AAC at 160 kbit/s with what its frames cost in the file."""
_TABLE_BYTES_PER_FRAME = 26
"""What the index costs per sample of picture and sound together, measured on films of this house."""
_TABLE_BYTES = 8_192
FORETOLD_AIM = 0.95
"""Of the room, by what the scouts foretell: their sum is wrong by some five per cent."""
_AIM_AGAIN = 0.99
"""Of the room, when a few shots are encoded again: most is known by then."""
_MOST_BYTES_PER_PIXEL = 0.022
"""Of a frame on rung 0, on average over a film: twice what the liveliest measured."""
_SCOUT_PIXELS = 540 * 960


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """A shot as it was encoded: on which rung, how many frames into how many bytes."""

    rung: int
    frames: int
    size_bytes: int


def crf(rung: int) -> int:
    """The constant rate factor of a rung."""
    return FINEST_CRF + rung


def room_bytes(limit_bytes: int, frames: int, fps: int, *, sound_bytes: int | None = None, extra_bytes: int = 0) -> int:
    """What a limit leaves for the picture's segments; `extra_bytes` is what else lies in the file."""
    sound = round(_AUDIO_BYTES_PER_SECOND * frames / fps) if sound_bytes is None else sound_bytes
    return limit_bytes - sound - frames * _TABLE_BYTES_PER_FRAME - _TABLE_BYTES - extra_bytes


def fits_anyhow(frames: int, pixels: int, room: int) -> bool:
    """Whether a film is so short or so small that it fits on rung 0 whatever it shows."""
    return frames * pixels * _MOST_BYTES_PER_PIXEL <= room


def foretold(scout: Encoded, pixels: int) -> float:
    """Bytes on rung 0 of a shot at full size, from its segment in an animatic.

    Bytes a frame grow as a power of the scout's: fine detail and noise are lost in a small picture.
    """
    scale = (pixels / (1080 * 1920)) ** 0.75
    return float(scout.frames * scale * _SCOUT_FACTOR * (scout.size_bytes / scout.frames) ** _SCOUT_POWER)


_FINE_SHARE = 0.855
"""Measured on six scenes at a rate factor of 28: 9.4 kB a frame against 11.0."""
_SCOUT_POWER = 1.36
_SCOUT_FACTOR = 0.12
"""Fitted to the shots of two episodes; the residual's standard deviation is 0.25 a shot."""


def finely(size_bytes: int) -> float:
    """Bytes on rung 0 of a shot encoded slowly, from its bytes encoded quickly on that rung."""
    return size_bytes * _FINE_SHARE


def first_rungs(sizes: Sequence[float], room: float, aim: float = FORETOLD_AIM) -> tuple[int, ...]:
    """A rung for every shot, from its bytes on rung 0: the finest of which the sum is expected to fit.

    `aim` is the share of the room to be filled.
    """
    aim *= room
    for finer in range(0, RUNGS, STRIDE):
        coarser = min(finer + STRIDE, RUNGS - 1)
        total = sum(_at(size, 0, coarser) for size in sizes)
        if total <= aim or coarser == finer:
            break
    rungs = []
    for size in sizes:
        total += _at(size, 0, finer) - _at(size, 0, coarser)
        rungs.append(finer if total <= aim else coarser)
    return tuple(rungs)


def corrected(shots: Sequence[Encoded], room: float, least: float) -> tuple[int, ...]:
    """The rungs on which shots have to stand instead so that they fit, and fill `least` (a share) of the room.

    As few frames as possible are encoded again: those with the most bytes to give or to take.
    """
    rungs = [shot.rung for shot in shots]
    total = float(sum(shot.size_bytes for shot in shots))
    if total > room:
        _move(shots, rungs, total, room * _AIM_AGAIN, coarser=True)
    elif total < room * least:
        _move(shots, rungs, total, room * (_AIM_AGAIN + least) / 2, coarser=False)
    return tuple(rungs)


def _move(shots: Sequence[Encoded], rungs: list[int], total: float, aim: float, *, coarser: bool) -> None:
    step = 1 if coarser else -1
    order = sorted(range(len(shots)), key=lambda n: (-shots[n].size_bytes / max(1, shots[n].frames), n))
    for reach in (_FURTHEST, RUNGS):
        for number in order:
            shot = shots[number]
            for _ in range(reach):
                wanted = rungs[number] + step
                change = _at(shot.size_bytes, shot.rung, wanted) - _at(shot.size_bytes, shot.rung, rungs[number])
                done = total <= aim if coarser else total + change > aim
                if done or not 0 <= wanted < RUNGS:
                    break
                rungs[number], total = wanted, total + change
        if not coarser or total <= aim:
            return


def _at(size: float, rung: int, other: int) -> float:
    return float(size * 2.0 ** ((rung - other) / _RUNGS_PER_HALVING))
