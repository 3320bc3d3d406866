"""What arms do: the joints and hands of every gesture, and which gesture a pose or a feeling brings about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from renderer.crew.figures.body import Frame, Point
from show.script import Emotion, Pose


@dataclass(frozen=True, slots=True)
class Arm:
    """One arm, its joints in head units. `side` −1 is left on screen; `hand` "" hides the hand."""

    side: float
    shoulder: Point
    elbow: Point
    wrist: Point
    hand: str
    aside: bool = False
    """Whether it is seen from the side: the shoulder is a round of its own, not the end of a line."""

    @property
    def bent(self) -> bool:
        """Whether the forearm comes back up: then it is a drawing of its own in front of the upper arm."""
        return self.wrist[1] < self.elbow[1] + 20


@dataclass(frozen=True, slots=True)
class Reach:
    """Where elbow and wrist of one arm are, on a figure with shoulders `s` wide, in the teen's heights."""

    elbow: Callable[[float], float]
    elbow_y: float
    wrist: Callable[[float], float]
    wrist_y: float
    hand: str = "open"

    def arm(self, side: float, frame: Frame) -> Arm:
        """The arm of a side."""
        s, y = frame.shoulder, frame.y
        at = (side * (s * 0.99 - frame.arm * 1.0), y(84))
        return Arm(
            side, at, (side * self.elbow(s), y(self.elbow_y)), (side * self.wrist(s), y(self.wrist_y)), self.hand
        )

    def aside(self, side: float, frame: Frame) -> Arm:
        """The arm of a side, seen from that side: what reaches out or in reaches forward."""
        s, y = frame.shoulder, frame.y
        elbow, wrist = s - self.elbow(s), s - self.wrist(s)
        out = wrist < -12.0
        if out:
            elbow, wrist = -elbow, -wrist
        x = side * frame.arm * 0.25
        forward, reach = -side, 1.1 if out else 0.5 if wrist > s * 0.9 else 0.9
        bent = self.wrist_y < self.elbow_y + 20
        return Arm(
            side, (x, y(86)), (x + forward * (elbow * 0.8 + 1.0), y(self.elbow_y)),
            (x + forward * wrist * reach, y(self.wrist_y)), self.hand or ("flat" if bent else ""), aside=True,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gesture:
    """Both arms; `held` has a hand lie on the other arm, `over_face` is drawn in front of the head."""

    left: Reach
    right: Reach
    held: bool = False
    over_face: bool = False


def _out(elbow: float, elbow_y: float, wrist: float, wrist_y: float, hand: str = "open") -> Reach:
    """Distances out from the shoulder."""
    return Reach(lambda s: s + elbow, elbow_y, lambda s: s + wrist, wrist_y, hand)


def _in(elbow: float, elbow_y: float, wrist: float, wrist_y: float, hand: str = "open") -> Reach:
    """The elbow out from the shoulder; the wrist in shares of the shoulder's width."""
    return Reach(lambda s: s + elbow, elbow_y, lambda s: s * wrist, wrist_y, hand)


_HANGS = _out(3, 160, 0, 236)
_EASED = _out(8, 158, 4, 231)
_HIP = _in(25, 152, 0.84, 170, "fist")

GESTURES: dict[str, Gesture] = {
    "hanging": Gesture(_HANGS, _EASED),
    "eased": Gesture(_EASED, _EASED),
    "crossed": Gesture(_in(3, 164, -0.5, 150, ""), _in(4, 166, -0.98, 139, ""), held=True),
    "chest": Gesture(_HANGS, _in(8, 162, 0.36, 124, "flat")),
    "pointing": Gesture(_HANGS, _out(18, 146, 54, 112, "point")),
    "fist": Gesture(_HANGS, _in(14, 162, 0.72, 112, "fist")),
    "reaching": Gesture(_HANGS, _out(18, 150, 48, 116, "reach")),
    "hips": Gesture(_HIP, _HIP),
    "one hip": Gesture(_EASED, _HIP),
    "pockets": Gesture(_in(13, 158, 0.78, 222, ""), _in(13, 158, 0.78, 222, "")),
    "clasped": Gesture(_in(8, 160, 0.24, 212), _in(8, 160, 0.2, 216)),
    "folded": Gesture(_in(2, 160, 0.3, 118, "flat"), _in(2, 160, 0.3, 118, "flat")),
    "thinking": Gesture(_in(4, 166, -0.34, 160, ""), _in(-9, 160, 0.28, 96, "point"), over_face=True),
    "cowering": Gesture(_in(2, 150, 0.5, 98, "fist"), _in(2, 150, 0.5, 98, "fist"), over_face=True),
    "waving": Gesture(_HANGS, _out(22, 142, 27, 84, "reach"), over_face=True),
    "cheering": Gesture(_out(20, 140, 17, 84, "fist"), _out(20, 140, 17, 84, "fist"), over_face=True),
    "shrugging": Gesture(_out(12, 160, 36, 142, "reach"), _out(12, 160, 36, 142, "reach")),
    "palms": Gesture(_in(10, 160, 0.86, 118, "reach"), _in(10, 160, 0.86, 118, "reach"), over_face=True),
    "one finger": Gesture(_HANGS, _out(13, 158, 4, 100, "point"), over_face=True),
    "clenched": Gesture(_out(12, 158, 12, 226, "fist"), _out(12, 158, 12, 226, "fist")),
}
"""Every gesture the painter draws."""

_POSED = {
    Pose.ARMS_CROSSED: "crossed", Pose.HAND_ON_CHEST: "chest", Pose.POINT: "pointing", Pose.FIST: "fist",
    Pose.REACH: "reaching",
}  # fmt: skip
_FELT: dict[Emotion, tuple[str, ...]] = {
    Emotion.NEUTRAL: ("hanging", "eased", "one hip", "clasped", "pockets"),
    Emotion.JOY: ("cheering", "waving", "hips", "folded"),
    Emotion.SORROW: ("hanging", "clasped", "chest"),
    Emotion.RAGE: ("clenched", "hips", "fist"),
    Emotion.FEAR: ("cowering", "folded", "palms"),
    Emotion.TENDER: ("clasped", "chest", "eased"),
    Emotion.LOVE: ("folded", "cowering", "chest"),
    Emotion.SHOCK: ("palms", "cowering", "eased"),
    Emotion.DREAD: ("cowering", "hanging", "chest"),
    Emotion.SMUG: ("hips", "thinking", "shrugging", "one finger", "one hip"),
    Emotion.RESOLVE: ("fist", "clenched", "hips"),
    Emotion.EXHAUSTED: ("hanging", "eased"),
    Emotion.EMBARRASSED: ("clasped", "folded", "palms"),
    Emotion.DEADPAN: ("pockets", "eased", "hanging", "crossed"),
}
_POCKETLESS = frozenset({"kimono", "dress", "sailor", "armour", "nurse", "cloak"})


def gesture_of(pose: Pose, emotion: Emotion, seed: int, outfit: str, *, behind: bool) -> str:
    """The name of the gesture: what the pose says, else one of those that the feeling brings about."""
    if pose in _POSED and not (behind and pose in (Pose.ARMS_CROSSED, Pose.HAND_ON_CHEST, Pose.FIST)):
        return _POSED[pose]
    if behind or outfit == "cloak":  # a cloak falls over both arms
        return "eased" if behind else "hanging"
    choice = [name for name in _FELT[emotion] if name != "pockets" or outfit not in _POCKETLESS]
    return choice[seed % len(choice)]
