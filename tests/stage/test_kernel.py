"""The compiled kernel draws what the plain one draws, whatever it is asked for, and never reads outside."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import numpy as np
import pytest

from renderer.stage import build, native
from renderer.stage.drawing import Blit, Drawing, Flock, Grade, LightMaps, blit
from renderer.stage.fixedpoint import glow_cells
from renderer.stage.geometry import placed
from renderer.stage.kernel import Kernel
from renderer.stage.reference import ReferenceKernel
from renderer.stage.sheets import Easel, Piece, Plate, Sheet, empty_sheet, plate, sheet, weights_of

TOLERANCE_LEVELS = 1


def compiled() -> list[Kernel]:
    try:
        return [native.load(simd=road) for road in (2, 1, 0)]
    except OSError:
        pytest.skip("the kernel was not compiled here")


def noise(draw: np.random.Generator, height: int, width: int, *, opaque: bool = False) -> np.ndarray:
    pixels = draw.integers(0, 256, (height, width, 4)).astype(np.uint8)
    if opaque:
        pixels[..., 3] = 255
    else:
        pixels[: height // 5] = 0
        pixels[:, : width // 6] = 0
    pixels[..., :3] = (pixels[..., :3].astype(int) * pixels[..., 3:] / 255).astype(np.uint8)
    return pixels


def random_blits(choose: random.Random, width: int, height: int, source: Sheet, ground: Plate) -> list[Blit]:
    blits = [blit(ground, placed(width / 2, height / 2, choose.uniform(0.3, 6), choose.choice((0, 33)), (50, 50)))]
    for _ in range(4):
        place = placed(
            choose.uniform(-40, width + 40),
            choose.uniform(-40, height + 40),
            choose.uniform(0.05, 4),
            choose.choice((0, 90, 180, choose.uniform(-360, 360))),
            (40, 40),
            choose.random() < 0.5,
        )
        looks = {name: choose.choice((1.0, choose.random())) for name in ("opacity", "gain", "saturation")}
        blits.append(blit(source, place, **looks))
    return [item for item in blits if item is not None]


@pytest.mark.parametrize("seed", range(12))
def test_both_draw_the_same_whatever_the_angle_the_size_and_the_mirror(seed: int) -> None:
    choose, draw = random.Random(seed), np.random.default_rng(seed)
    width, height = choose.choice(((96, 64), (50, 130), (34, 34), (16, 16)))
    source = sheet(noise(draw, choose.randint(1, 150), choose.randint(1, 150)))
    ground = plate(noise(draw, choose.randint(10, 150), choose.randint(10, 150), opaque=True))
    blits = random_blits(choose, width, height, source, ground)
    frames = []
    for kernel in (ReferenceKernel(), *compiled()):
        y, uv = np.full((height, width), 77, np.uint8), np.full((height // 2, width // 2), 0x5A90, np.uint16)
        kernel.draw(blits, y, uv)
        frames.append((y.astype(int), uv.view(np.uint8).astype(int)))
    for y, uv in frames[1:]:
        assert np.abs(y - frames[0][0]).max() <= TOLERANCE_LEVELS
        assert np.abs(uv - frames[0][1]).max() <= TOLERANCE_LEVELS


@pytest.mark.parametrize("step", [0.03, 0.97, 1.9, 1.97, 1.99, 2.0, 2.01, 2.03, 2.06, 2.1, 4.1])
@pytest.mark.parametrize("flip", [False, True])
def test_samples_are_right_at_the_steps_where_a_register_holds_no_more(step: float, flip: bool) -> None:
    draw = np.random.default_rng(9)
    source, ground = sheet(noise(draw, 60, 420)), plate(noise(draw, 60, 420, opaque=True))
    place = placed(91.3, 20.4, 1.0 / step, 0.4, (210, 30), flip)
    blits = [blit(ground, place), blit(source, place), blit(source, place, opacity=0.6)]
    frames = []
    for kernel in (ReferenceKernel(), *compiled()):
        y, uv = np.full((40, 182), 77, np.uint8), np.full((20, 91), 0x5A90, np.uint16)
        kernel.draw([item for item in blits if item is not None], y, uv)
        frames.append((y, uv))
    assert all((y == frames[0][0]).all() and (uv == frames[0][1]).all() for y, uv in frames[1:])


@pytest.mark.parametrize("seed", range(8))
def test_both_light_the_same(seed: int) -> None:
    choose, draw = random.Random(seed), np.random.default_rng(seed)
    width, height = choose.choice(((96, 64), (50, 130), (34, 34)))

    def levels(*shape: int) -> np.ndarray:
        return draw.integers(0, 256, shape).astype(np.uint8)

    maps = LightMaps(vignette=levels(height // 2, width // 2))
    if seed % 2:
        maps.rays = levels(height // 2, width // 2)
    grade = Grade(
        matrix=tuple(choose.uniform(-1.9, 1.9) for _ in range(9)),
        offset=(choose.uniform(-200, 200), choose.uniform(-99, 99), choose.uniform(-99, 99)),
        vignette=choose.random(),
        rays=(choose.uniform(0, 200), choose.uniform(-90, 90), choose.uniform(-90, 90)),
        bloom=choose.random(),
    )
    y, uv = levels(height, width), levels(height // 2, width).view(np.uint16)
    glow = levels(*glow_cells((height, width))) if seed % 3 else None
    frames = []
    for kernel in (ReferenceKernel(), *compiled()):
        out_y, out_uv = np.zeros_like(y), np.zeros_like(uv)
        kernel.grade(y, uv, out_y, out_uv, grade, maps, glow)
        frames.append((out_y.astype(int), out_uv.view(np.uint8).astype(int)))
    for out_y, out_uv in frames[1:]:
        assert np.abs(out_y - frames[0][0]).max() <= TOLERANCE_LEVELS
        assert np.abs(out_uv - frames[0][1]).max() <= TOLERANCE_LEVELS


def test_a_resting_grade_changes_nothing_within_the_limited_range() -> None:
    draw = np.random.default_rng(1)
    y = draw.integers(16, 236, (32, 64)).astype(np.uint8)
    uv = draw.integers(16, 241, (16, 64)).astype(np.uint8).view(np.uint16)
    maps = LightMaps(vignette=np.zeros((16, 32), np.uint8))
    for kernel in (ReferenceKernel(), *compiled()):
        out_y, out_uv = np.zeros_like(y), np.zeros_like(uv)
        kernel.grade(y, uv, out_y, out_uv, Grade(), maps, None)
        assert np.abs(out_y.astype(int) - y).max() <= TOLERANCE_LEVELS
        assert np.abs(out_uv.view(np.uint8).astype(int) - uv.view(np.uint8)).max() <= TOLERANCE_LEVELS


@pytest.mark.parametrize("seed", range(6))
def test_both_lay_swaying_rows_alike_even_beyond_the_canvas(seed: int) -> None:
    draw = np.random.default_rng(seed)
    ground = sheet(noise(draw, 80, 90), x_px=-10, y_px=-6)
    pieces = []
    for _ in range(3):
        part = sheet(noise(draw, 90, 70), x_px=int(draw.integers(-40, 40)) * 2, y_px=int(draw.integers(-40, 40)) * 2)
        weights = weights_of(np.abs(np.cumsum(draw.normal(0, 0.1, part.y.shape[0]))))
        pieces.append(Piece(sheet=part, weights=weights, sway_px=float(draw.uniform(-40, 40))))
    easels = []
    for kernel in (ReferenceKernel(), *compiled()):
        easel = Easel.once(empty_sheet(-10, -6, 80, 70, scale=1.0))
        flat = Piece(sheet=ground, weights=weights_of(np.zeros(ground.y.shape[0])), sway_px=0.0)
        kernel.assemble(easel, [flat])
        easel = Easel.over(easel.canvas)
        # What was laid before leaves nothing behind, and rows can be laid alone.
        kernel.assemble(easel, pieces[::-1])
        kernel.assemble(easel, pieces, (20, 80))
        kernel.assemble(easel, pieces, (0, 20))
        easels.append(easel)
    assert easels[0].canvas.a.any()
    for easel in easels[1:]:
        for one, other in zip(easel.canvas.arrays(), easels[0].canvas.arrays(), strict=True):
            assert (one == other).all()
    canvas = easels[0].canvas
    for alpha, rows in ((canvas.a, canvas.rows), (canvas.half_a, canvas.half_rows)):
        exact = ReferenceKernel().extents(alpha)
        assert (rows[:, 0] <= exact[:, 0]).all()
        assert (rows[:, 1] >= exact[:, 1]).all()
        assert all((alpha[n, first : last + 1] == 255).all() for n, (_, _, first, last) in enumerate(rows))


def test_both_tell_alike_what_of_a_row_shows_and_what_is_solid() -> None:
    alpha = np.random.default_rng(4).choice([0, 0, 9, 255, 255, 255, 255], (60, 75)).astype(np.uint8)
    alpha[5], alpha[6], alpha[7], alpha[8, :40], alpha[9, 30:] = 0, 255, 9, 255, 255
    found = [kernel.extents(alpha) for kernel in (ReferenceKernel(), *compiled())]
    assert all((one == found[0]).all() for one in found)
    assert found[0][5].tolist() == [1 << 20, -1, 1 << 20, -1]
    assert found[0][6].tolist() == [0, 74, 0, 74]
    assert found[0][7].tolist() == [0, 74, 1 << 20, -1]


def test_both_convert_colours_alike_and_as_bt709_says() -> None:
    colours = {(255, 255, 255): (235, 128, 128), (0, 0, 0): (16, 128, 128), (255, 0, 0): (63, 102, 240)}
    for (red, green, blue), (luma, cb, cr) in colours.items():
        pixels = np.zeros((2, 16, 4), np.uint8)
        pixels[:] = (red, green, blue, 255)
        for kernel in (ReferenceKernel(), *compiled()):
            y, a, uv, half_a = kernel.convert(pixels)
            assert (y == luma).all()
            assert (a == 255).all()
            assert (half_a == 255).all()
            assert (uv & 255 == cb).all()
            assert (uv >> 8 == cr).all()


def test_what_shows_of_pixels_is_found_wherever_it_is() -> None:
    pixels = np.zeros((40, 70, 4), np.uint8)
    for kernel in (ReferenceKernel(), *compiled()):
        assert kernel.bounds(pixels) == ((0, 0, 0, 0), False)
        assert kernel.bounds(np.full_like(pixels, 255)) == ((0, 0, 70, 40), True)
    pixels[7, 60, 3], pixels[31, 5, 3] = 1, 200
    for kernel in (ReferenceKernel(), *compiled()):
        assert kernel.bounds(pixels) == ((5, 7, 61, 32), False)
        assert kernel.bounds(pixels[8:, 3:]) == ((2, 23, 3, 24), False)


def test_an_opaque_sheet_drawn_in_place_keeps_its_pixels() -> None:
    draw = np.random.default_rng(3)
    pixels = noise(draw, 40, 60, opaque=True)
    item = blit(sheet(pixels), placed(0, 0, 1.0))
    assert item is not None
    for kernel in (ReferenceKernel(), *compiled()):
        y, uv = np.zeros((40, 60), np.uint8), np.zeros((20, 30), np.uint16)
        kernel.draw([item], y, uv)
        luma, _, chroma, _ = kernel.convert(pixels)
        assert (y == luma).all()
        assert (uv == chroma).all()


@pytest.mark.parametrize("shape", [(40, 70), (16, 16), (96, 54), (18, 130), (300, 200)])
def test_both_make_bright_parts_glow_alike(shape: tuple[int, int]) -> None:
    y = np.random.default_rng(2).integers(16, 236, shape).astype(np.uint8)
    y[: shape[0] // 2] = 235
    glows = [kernel.glow(y) for kernel in (ReferenceKernel(), *compiled())]
    assert all((one == glows[0]).all() for one in glows)
    assert (ReferenceKernel().glow(np.full_like(y, 180)) == 0).all()
    assert (ReferenceKernel().glow(np.full_like(y, 235)) == 129).all()


@pytest.mark.parametrize("seed", range(4))
def test_rows_drawn_alone_are_those_of_the_whole(seed: int) -> None:
    choose, draw = random.Random(seed), np.random.default_rng(seed)
    height, width = 96, 64
    source, ground = sheet(noise(draw, 90, 80)), plate(noise(draw, 70, 90, opaque=True))
    blits = random_blits(choose, width, height, source, ground)
    for kernel in (ReferenceKernel(), *compiled()):
        whole, parts = (
            (np.full((height, width), 77, np.uint8), np.full((height // 2, width // 2), 0x5A90, np.uint16))
            for _ in range(2)
        )
        kernel.draw(blits, *whole)
        for rows in ((34, 96), (0, 34)):
            kernel.draw(blits, *parts, rows)
        assert (whole[0] == parts[0]).all()
        assert (whole[1] == parts[1]).all()


@pytest.mark.parametrize("bloom", [None, 0.0, 0.7])
@pytest.mark.parametrize("height", [16, 70, 400])
def test_a_frame_composed_strip_by_strip_is_that_of_whole_planes(height: int, bloom: float | None) -> None:
    choose, draw = random.Random(height), np.random.default_rng(height)
    width = 50
    ground = plate(noise(draw, height, 90, opaque=True))
    blits = random_blits(choose, width, height, sheet(noise(draw, 90, 80)), ground)
    maps = LightMaps(vignette=draw.integers(0, 256, (height // 2, width // 2)).astype(np.uint8))
    grade = Grade() if bloom is None else Grade(vignette=0.5, bloom=bloom, offset=(9.0, 3.0, -3.0))
    # Without the ground there is black below.
    for world in (blits, blits[1:]):
        drawing = Drawing(world=world, grade=grade, screen=blits[-1:])
        frames = []
        for kernel in (ReferenceKernel(), *compiled()):
            y, uv = np.zeros((height, width), np.uint8), np.zeros((height // 2, width // 2), np.uint16)
            kernel.compose([drawing], maps, [(y, uv)])
            frames.append((y.astype(int), uv.view(np.uint8).astype(int)))
        for y, uv in frames[1:]:
            assert np.abs(y - frames[0][0]).max() <= TOLERANCE_LEVELS
            assert np.abs(uv - frames[0][1]).max() <= TOLERANCE_LEVELS


def test_a_flock_is_drawn_as_its_sheets_would_be_alone() -> None:
    choose, draw = random.Random(5), np.random.default_rng(5)
    sheets = [sheet(noise(draw, 20, 30), x_px=-15, y_px=-10, scale=scale) for scale in (1.0, 0.5, 0.3)]
    sources = [choose.choice(sheets) for _ in range(30)]
    places = [
        placed(
            choose.uniform(-50, 150), choose.uniform(-50, 150), choose.choice((0.001, 0.5, 2.0)), choose.uniform(0, 360)
        )
        for _ in sources
    ]
    opacities = [choose.choice((0.0, 0.4, 1.0)) for _ in sources]
    alone = [blit(s, place, opacity=o) for s, place, o in zip(sources, places, opacities, strict=True)]
    flock = Flock(sources)
    crowd = flock.crowd(np.array(places), np.array(opacities))
    assert crowd is not None
    together = crowd.blits()
    assert 0 < len(together) < 30
    assert [item.key() for item in together] == [item.key() for item in alone if item is not None]
    assert [(item.chroma, item.top, item.bottom) for item in together] == [
        (item.chroma, item.top, item.bottom) for item in alone if item is not None
    ]
    assert Flock([]).crowd(np.empty((0, 6)), np.empty(0)) is None
    for kernel in (ReferenceKernel(), *compiled()):
        frames = [(np.full((96, 64), 77, np.uint8), np.full((48, 32), 0x5A90, np.uint16)) for _ in range(2)]
        kernel.draw([crowd], *frames[0])
        kernel.draw(together, *frames[1])
        assert all((one == other).all() for one, other in zip(*frames, strict=True))
        assert (frames[0][0] != 77).any()


@pytest.mark.slow
def test_the_kernel_compiles_from_its_source(tmp_path: Path) -> None:
    if not build.compilers() or not (shutil.which("cc") or build.importlib.util.find_spec("ziglang")):
        pytest.skip("no compiler here")
    made = build.build(tmp_path / build.TARGET.name)
    assert made.stat().st_size > 10_000
    assert list(tmp_path.iterdir()) == [made]
