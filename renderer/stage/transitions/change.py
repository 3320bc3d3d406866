"""What a transition is given: the frame before, what was asked for, and room for what it works out once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from renderer.stage.drawing import blit
from renderer.stage.geometry import Affine
from renderer.stage.kernel import kernel
from renderer.stage.registry import Catalogue, Family
from renderer.stage.scene import TransitionIn
from renderer.stage.sheets import plate_of
from renderer.stage.transitions.canvas import F32, U8, Canvas


@dataclass(slots=True, kw_only=True, eq=False)
class Change:
    """One transition under way. `before` is the NV12 of the last frame of the shot before."""

    asked: TransitionIn
    before: U8
    seed: int
    fields: dict[str, F32] = field(default_factory=dict)
    """What stays the same over the frames, by name, float32 (H, W)."""

    @property
    def height(self) -> int:
        return int(self.before.shape[0]) * 2 // 3

    @property
    def width(self) -> int:
        return int(self.before.shape[1])

    def once(self, name: str, make: Callable[[], F32]) -> F32:
        """A field worked out in the first frame that asks for it."""
        if name not in self.fields:
            self.fields[name] = make()
        return self.fields[name]


Mixer = Callable[[Change, U8, float, U8], None]
"""(change, incoming NV12, share 0–1 of the way, out): draws one frame into `out`, which is neither of the two."""

TRANSITIONS: Catalogue[Mixer] = Catalogue(Family.TRANSITIONS)


def drawn(source: U8, place: Affine, out: U8) -> None:
    """A frame through an affine map; what lies beyond its edges repeats them."""
    canvas, target = Canvas.of(source), Canvas.of(out)
    item = blit(plate_of(canvas.y, canvas.uv), place)
    if item is not None:
        kernel().draw([item], target.y, target.uv)


def zoomed(source: U8, size: float, out: U8) -> None:
    """A frame grown about the place where faces are."""
    canvas = Canvas.of(source)
    height, width = canvas.y.shape
    drawn(source, (size, 0.0, width / 2 * (1.0 - size), 0.0, size, height * 0.45 * (1.0 - size)), out)
