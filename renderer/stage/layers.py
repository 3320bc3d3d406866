"""The layers of a scene description: what stands on the stage, and what it does when.

Positions are fractions of the frame (x right, y down, 0.5/0.5 is the middle). Depth is 0 (infinitely far) to 1
(where characters stand), above 1 in front of them. Sizes of pictures are those of the picture's own pixels, which
were painted for a frame `painted_height_px` high (see `ShotScene`); `scale` multiplies that. Frames are counted
from the shot's first frame, 0; a range [start, end) leaves out its end.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from renderer.stage.tracks import HALF, ONE, ZERO, Track


class Viseme(StrEnum):
    """Mouth drawings, named as the variants of a puppet's mouth part."""

    REST = "rest"
    A = "a"
    I = "i"  # noqa: E741
    U = "u"
    E = "e"
    O = "o"  # noqa: E741
    CLOSED = "closed"


class ParticleKind(StrEnum):
    """What drifts through the air."""

    PETALS = "petals"
    RAIN = "rain"
    SNOW = "snow"
    EMBERS = "embers"
    DUST = "dust"
    FIREFLIES = "fireflies"
    BOKEH = "bokeh"


class LinesKind(StrEnum):
    """Manga's motion lines."""

    SPEED = "speed"
    """Parallel streaks racing along `angle_degrees`."""
    FOCUS = "focus"
    """Wedges that converge on (x, y)."""
    BURST = "burst"
    """Solid ink but for a jagged star around (x, y)."""
    SCREENTONE = "screentone"
    """Printed dots that swell with the distance from (x, y)."""
    BOLT = "bolt"
    """Forked lightning that strikes down to (x, y)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackdropLayer:
    """A place: the picture under `key` is a Backdrop and expands to its planes at their own depths.

    Planes in front of depth 1 are drawn where they stand in `ShotScene.layers` unless `front` is False; use two
    layers of one key with `nearer_than` / `farther_than` to put puppets between the planes.
    """

    key: str
    nearer_than: float = -1.0
    """Only planes with a depth above this."""
    farther_than: float = 100.0
    """Only planes with a depth of this at most."""
    blur: Track = ZERO
    """Focus: 0 as painted to 1 strongly blurred, the farther the more; moving, it is a rack focus."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaneLayer:
    """One still Picture as a plane, centred on (x, y); covers the frame when `cover` is set."""

    key: str
    depth: float = 0.5
    x: float = 0.5
    y: float = 0.5
    scale: float = 1.0
    cover: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class MouthCue:
    """A mouth shape from one frame to another."""

    start_frame: int
    end_frame: int
    viseme: Viseme


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantCue:
    """A drawing of eyes (`left`, `right`, `up`, `down`, `wide`, …) or brows (`up`, `down`) for some frames."""

    start_frame: int
    end_frame: int
    variant: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PuppetLayer:
    """A character. Its canvas' bottom centre (or, with `anchor_head`, the centre of its face) stands at (x, y)."""

    key: str
    x: Track = HALF
    y: Track = ONE
    scale: Track = ONE
    rotation_degrees: Track = ZERO
    opacity: Track = ONE
    dim: Track = ZERO
    """0 as painted to 1 black; about 0.35 for somebody who only listens."""
    depth: float = 1.0
    anchor_head: bool = False
    flip: bool = False
    mouths: tuple[MouthCue, ...] = ()
    blinks: tuple[int, ...] = ()
    """Start frames; a blink takes eight frames (half, closed, closed, half on twos)."""
    gazes: tuple[VariantCue, ...] = ()
    brows: tuple[VariantCue, ...] = ()
    nod: Track = ZERO
    """Head down (+) or up (−): 1 is a deep nod."""
    tilt_degrees: Track = ZERO
    """Head turned about the neck, clockwise on screen."""
    turn: Track = ZERO
    """Head turned a little: eyes, brows and mouth move over the face to the left (−1) or right (1) of the screen."""
    breath: float = 1.0
    """Depth of breathing: 0 holds the breath, 2 pants after a run."""
    breath_seconds: float = 3.6
    idle: float = 1.0
    """Small life of the head: 0 is a statue."""
    wind: Track = HALF
    """How strongly hair and cloth sway; below 0 the wind blows to the left."""
    tremble: float = 0.0
    """Shivering (fear, rage), 0–1."""
    blur: Track = ZERO
    """Out of focus: 0 as painted to 1 strongly blurred; moving, it is a rack focus."""
    shadow: float = 0.35
    """Shadow on the ground, 0–1; only for a puppet that stands on its feet (not `anchor_head`)."""
    phase: float = 0.0
    """Keeps two characters from breathing together (radians)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticleLayer:
    """Things in the air. `count` are alive at once, over the whole frame."""

    kind: ParticleKind
    count: int = 40
    depth: float = 1.1
    seed: int = 0
    wind: float = 0.3
    size: float = 1.0
    opacity: Track = ONE
    colour: str = ""
    """#rrggbb; empty for the kind's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinesLayer:
    """Manga's lines and tones over some frames."""

    kind: LinesKind
    start_frame: int = 0
    end_frame: int = 1_000_000
    strength: Track = ONE
    x: float = 0.5
    y: float = 0.45
    angle_degrees: float = 0.0
    clear: float = 0.32
    """Radius (in frame widths) around (x, y) that focus lines, bursts and screentone leave free."""
    colour: str = "#ffffff"
    seed: int = 0


class Entrance(StrEnum):
    """How a sprite comes and goes."""

    CUT = "cut"
    FADE = "fade"
    POP = "pop"
    """Grows past its size and settles in six frames."""
    SLAM = "slam"
    """Falls in from twice its size in four frames and shivers."""
    RISE = "rise"
    SLIDE_LEFT = "slide-left"
    """Comes in from the right edge, moving left."""
    SLIDE_RIGHT = "slide-right"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpriteLayer:
    """A Picture centred on (x, y): lettering, a card, a sound word, a prop."""

    key: str
    x: Track = HALF
    y: Track = HALF
    scale: Track = ONE
    rotation_degrees: Track = ZERO
    opacity: Track = ONE
    start_frame: int = 0
    end_frame: int = 1_000_000
    entrance: Entrance = Entrance.CUT
    exit: Entrance = Entrance.CUT
    in_world: bool = False
    """Whether camera and light act on it (a prop); otherwise it lies on the screen (lettering)."""
    depth: float = 1.0
    shiver: float = 0.0
    """Jitter on twos, 0–1 (sound words)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordCue:
    """A word lit while it is said: the picture under `key` lies at its own `x_px`, `y_px` on the page's picture."""

    key: str
    start_frame: int
    end_frame: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptionPage:
    """One page of captions: the base picture, and a picture per word drawn over it while the word is said."""

    key: str
    start_frame: int
    end_frame: int
    words: tuple[WordCue, ...] = ()
    shiver: float = 0.0
    """Jitter on twos, 0–1 (a trembling voice)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptionLayer:
    """Captions, centred on (x, y), over everything; neither camera nor light acts on them."""

    pages: tuple[CaptionPage, ...]
    x: float = 0.5
    y: float = 0.70


@dataclass(frozen=True, slots=True, kw_only=True)
class ScrollLayer:
    """A tall Picture that rolls up: its upper edge goes from `start_y` to `end_y` at an even pace."""

    key: str
    x: float = 0.5
    start_y: float = 1.0
    end_y: float = -1.0
    start_frame: int = 0
    end_frame: int = 1_000_000


Layer = BackdropLayer | PlaneLayer | PuppetLayer | ParticleLayer | LinesLayer | SpriteLayer | CaptionLayer | ScrollLayer
