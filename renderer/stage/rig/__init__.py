"""How a puppet moves: one module a channel, all on twos, put together into a pose for every frame."""

from __future__ import annotations

from dataclasses import dataclass

from renderer.stage.layers import PuppetLayer
from renderer.stage.rig.actor import RIG, Actor
from renderer.stage.rig.blink import blink
from renderer.stage.rig.breath import breath
from renderer.stage.rig.brows import brows
from renderer.stage.rig.gaze import gaze
from renderer.stage.rig.hanging import cloth, gust, hair
from renderer.stage.rig.head import lean, nod, turn
from renderer.stage.rig.idle import idle
from renderer.stage.rig.mouth import mouth
from renderer.stage.rig.tremble import tremble
from renderer.stage.scene import ShotScene

__all__ = ["RIG", "Pose", "Rig", "gust"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pose:
    """A puppet in one frame. `hair` and `cloth` are the lag of the tips, in parts of the head's height."""

    eyes: str
    gaze: str
    brows: str
    mouth: str
    tick: int
    wind: float
    hair: float
    cloth: float
    breath: float
    """−1 breathed out to 1 breathed in."""
    head_degrees: float
    head_down: float
    """In parts of the head's height."""
    head_side: float
    turn: float
    """−1…1: how far the features have moved over the face."""
    body_degrees: float
    jitter: tuple[float, float]


class Rig:
    """The motion of one puppet through one shot, worked out once and the same for the same seed.

    Everything here changes every second frame (on twos), wherever in the shot one looks.
    """

    def __init__(self, layer: PuppetLayer, scene: ShotScene, *, head_share: float) -> None:
        """`head_share`: the head's height in parts of the frame's width, which scales how the hair lags."""
        self._actor = Actor(layer, scene, head_share=head_share)
        ticks = scene.frames // 2 + 2
        self._hair, self._cloth = hair(self._actor, ticks), cloth(self._actor, ticks)
        self._latest: Pose | None = None

    def pose(self, frame: int) -> Pose:
        """The pose at a frame, the very same for both frames of a two."""
        tick = max(0, frame // 2)
        if self._latest is None or self._latest.tick != tick:
            self._latest = self._pose(tick)
        return self._latest

    def _pose(self, tick: int) -> Pose:
        actor, frame = self._actor, tick * 2
        index = min(tick, len(self._hair) - 1)
        resting = idle(actor, frame)
        return Pose(
            eyes=blink(actor, frame),
            gaze=gaze(actor, frame),
            brows=brows(actor, frame),
            mouth=mouth(actor, frame),
            tick=tick,
            wind=actor.layer.wind.at(frame),
            hair=self._hair[index],
            cloth=self._cloth[index],
            breath=breath(actor, frame),
            head_degrees=lean(actor, frame),
            head_down=nod(actor, frame),
            head_side=resting.side,
            turn=turn(actor, frame),
            body_degrees=resting.body_degrees,
            jitter=tremble(actor, frame),
        )
