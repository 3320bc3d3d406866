"""What the channels of a rig work from, and the catalogue they are entered in."""

from __future__ import annotations

import bisect
import math
import random
from collections.abc import Callable

from renderer.stage.layers import PuppetLayer, VariantCue
from renderer.stage.registry import Catalogue, Family
from renderer.stage.scene import ShotScene

Channel = Callable[..., object]
"""(actor, frame on twos) → what one part of the body does."""

RIG: Catalogue[Channel] = Catalogue(Family.RIG)


class Actor:
    """One puppet in one shot: what it is told to do, and the chance that is its own, the same for the same seed."""

    def __init__(self, layer: PuppetLayer, scene: ShotScene, *, head_share: float) -> None:
        """`head_share`: the head's height in parts of the frame's width, which scales how the hair lags."""
        self.layer = layer
        self.fps = scene.fps
        self.head_share = max(head_share, 0.02)
        draw = random.Random(f"rig {scene.seed} {scene.shot} {layer.key}")
        self._phases = [draw.uniform(0.0, math.tau) for _ in range(6)]
        self.tremble_seed = draw.getrandbits(32)
        self._mouth_starts = [cue.start_frame for cue in layer.mouths]

    def seconds(self, frame: float) -> float:
        return frame / self.fps

    def phase(self, index: int) -> float:
        return self._phases[index]

    def drift(self, seconds: float, index: int, slow_hz: float, fast_hz: float) -> float:
        """Two slow waves that never line up, about −1…1."""
        a, b = self._phases[index], self._phases[(index + 3) % 6]
        return 0.7 * math.sin(math.tau * slow_hz * seconds + a) + 0.3 * math.sin(math.tau * fast_hz * seconds + b)

    def viseme(self, frame: int) -> str:
        """The mouth cue of a frame, `rest` between cues."""
        index = bisect.bisect_right(self._mouth_starts, frame) - 1
        if index >= 0 and frame < self.layer.mouths[index].end_frame:
            return self.layer.mouths[index].viseme.value
        return "rest"


def variant(cues: tuple[VariantCue, ...], frame: int) -> str:
    """The drawing that a cue asks for at a frame; empty between cues."""
    for cue in cues:
        if cue.start_frame <= frame < cue.end_frame:
            return cue.variant
    return ""
