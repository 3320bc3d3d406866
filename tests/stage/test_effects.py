"""Every effect looks as it did, on the compiled and on the plain path, moves, and is entered with its words."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from benchmarks.effects import _figure
from benchmarks.samples import CATALOGUES, Room, moment, sample
from renderer.stage import kernel as kernels
from renderer.stage import native
from renderer.stage.frames import iter_frames
from renderer.stage.layers import Entrance, LinesKind, ParticleKind
from renderer.stage.registry import Catalogue, Family
from renderer.stage.scene import Opening, at_size
from show.script import Move, Transition
from tests.stage import golden

EFFECTS = [(catalogue.family, name) for catalogue in CATALOGUES for name in catalogue]
MEAN_LEVELS, FAR_LEVELS, FAR_SHARE = 1.5, 40, 0.006
"""How far a frame may be from its golden one: antialiasing and kernels differ by a level here and there."""
PATH_LEVELS = 3
"""How far apart both paths may be: each step rounds within one level (test_kernel.py), and steps add up."""


@pytest.fixture(scope="module")
def props() -> Room:
    return golden.room()


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda c: c.family.value)
def test_every_effect_looks_as_it_did(catalogue: Catalogue[object], props: Room) -> None:
    wrong = []
    for name, was in golden.kept(catalogue).items():
        far = np.abs(golden.tile(catalogue.family, name, props).astype(int) - was)
        if far.mean() > MEAN_LEVELS or (far.max(axis=2) > FAR_LEVELS).mean() > FAR_SHARE:
            wrong.append(f"{name} (mean {far.mean():.1f})")
    assert wrong == [], "look at them; if they are meant to differ: python -m tests.stage.golden"


@pytest.fixture
def road(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """One of the compiled kernel's roads, or numpy."""
    load = native.load
    try:
        widest = load()._simd
    except OSError:
        pytest.skip("the kernel was not compiled here")

    def chosen(*, simd: int = 2) -> native.NativeKernel:
        if request.param < 0:
            raise OSError("not compiled, for this test")
        return load(simd=min(simd, request.param))

    if request.param > widest:
        pytest.skip("this processor has no such road")
    monkeypatch.setattr(native, "load", chosen)
    kernels.kernel.cache_clear()
    yield kernels.kernel().name
    kernels.kernel.cache_clear()


SMALL = (36, 64)


def drawn(family: Family, name: str, room: Room) -> np.ndarray:
    wanted = moment(family, name) if family is Family.TRANSITIONS else min(2, moment(family, name))
    scene = at_size(sample(family, name, room), *SMALL, 24)
    return next(f.pixels.astype(int).copy() for f in iter_frames(scene, room.pictures) if f.index == wanted)


@pytest.fixture(scope="module")
def widest() -> dict[tuple[Family, str], np.ndarray]:
    """Every effect on the widest road that this processor has."""
    props = golden.room(120)
    return {effect: drawn(*effect, props) for effect in EFFECTS}


@pytest.mark.parametrize("road", [-1, 0, 1], indirect=True, ids=["numpy", "plain C", "AVX2"])
def test_every_effect_is_drawn_alike_on_every_road(road: str, widest: dict[tuple[Family, str], np.ndarray]) -> None:
    props = golden.room(120)
    assert kernels.kernel().name == road
    far = {name: int(np.abs(drawn(family, name, props) - widest[family, name]).max()) for family, name in EFFECTS}
    allowed = PATH_LEVELS if road == "numpy" else 0
    assert {name: levels for name, levels in far.items() if levels > allowed} == {}


@pytest.mark.parametrize(("family", "name"), EFFECTS)
def test_every_sample_moves(family: Family, name: str, props: Room) -> None:
    if name in ("hold", "flicker"):
        return  # what they are is told by their golden frames
    frames = [f.pixels.copy() for f in iter_frames(at_size(sample(family, name, props), *SMALL, 24), props.pictures)]
    change = max(int(np.abs(a.astype(int) - frames[0]).max()) for a in frames[1:])
    assert change > 12


def test_the_registry_holds_the_whole_vocabulary() -> None:
    names = {catalogue.family: set(catalogue) for catalogue in CATALOGUES}
    assert names[Family.CAMERA] == {move.value for move in Move}
    assert names[Family.TRANSITIONS] == {kind.value for kind in Transition} - {"cut"}
    assert names[Family.PARTICLES] == {kind.value for kind in ParticleKind}
    assert names[Family.LINES] == {kind.value for kind in LinesKind}
    assert names[Family.PANELS] == {opening.value for opening in Opening}
    assert {entrance.value for entrance in Entrance} <= names[Family.LETTERING]
    assert names[Family.LETTERING] >= {"captions", "sound-word", "title", "recap", "cliffhanger", "credits-roll"}
    assert names[Family.RIG] >= {"blink", "gaze", "mouths", "brows", "breath", "turn", "nod", "hair", "cloth", "wind"}
    assert names[Family.LIGHT] >= {"grade", "rays", "rim", "vignette", "flicker", "lightning", "flash", "bloom"}


def test_two_effects_of_one_name_and_one_without_words_are_refused() -> None:
    catalogue: Catalogue[object] = Catalogue(Family.LINES)

    def silent() -> None: ...

    with pytest.raises(ValueError, match="no docstring"):
        catalogue.register("silent")(silent)
    catalogue.register("spoken")(test_every_sample_moves.__class__)
    with pytest.raises(ValueError, match="two effects"):
        catalogue.register("spoken")(golden.room)


def test_modules_of_effects_are_small() -> None:
    stage = Path(golden.__file__).parents[2] / "renderer/stage"
    folders = [stage / f for f in ("transitions", "lights", "lines", "particles", "panels", "rig", "sprites")]
    folders.append(stage.parent / "director/moves")
    for path in [p for folder in folders for p in folder.glob("*.py")]:
        text = path.read_text(encoding="utf-8")
        assert ast.get_docstring(ast.parse(text)), path
        assert len(text.splitlines()) <= 160, path


def test_the_lookbook_escapes_what_it_shows() -> None:
    assert "<script>" not in _figure("<script>", "<script>", "a.mp4")
