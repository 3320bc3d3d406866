"""The compiled kernel draws what the plain one draws, whatever it is asked for, and never reads outside."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import numpy as np
import pytest

from renderer.stage import build, native
from renderer.stage.drawing import Blit, Grade, LightMaps, blit
from renderer.stage.geometry import placed
from renderer.stage.kernel import Kernel
from renderer.stage.reference import ReferenceKernel
from renderer.stage.sheets import Plate, Sheet, empty_sheet, plate, sheet

TOLERANCE_LEVELS = 1


def compiled() -> list[Kernel]:
    try:
        return [native.load(), native.load(simd=False)]
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


@pytest.mark.parametrize("seed", range(8))
def test_both_light_the_same(seed: int) -> None:
    choose, draw = random.Random(seed), np.random.default_rng(seed)
    width, height = choose.choice(((96, 64), (50, 130), (34, 34)))

    def levels(*shape: int) -> np.ndarray:
        return draw.integers(0, 256, shape).astype(np.uint8)

    maps = LightMaps(vignette=levels(height, width), vignette_half=levels(height // 2, width // 2))
    if seed % 2:
        maps.rays, maps.rays_half = levels(height, width), levels(height // 2, width // 2)
    grade = Grade(
        matrix=tuple(choose.uniform(-1.9, 1.9) for _ in range(9)),
        offset=(choose.uniform(-200, 200), choose.uniform(-99, 99), choose.uniform(-99, 99)),
        vignette=choose.random(),
        rays=(choose.uniform(0, 200), choose.uniform(-90, 90), choose.uniform(-90, 90)),
        bloom=choose.random(),
    )
    y, uv = levels(height, width), levels(height // 2, width).view(np.uint16)
    glow = levels(height, width) if seed % 3 else None
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
    maps = LightMaps(vignette=np.zeros((32, 64), np.uint8), vignette_half=np.zeros((16, 32), np.uint8))
    for kernel in (ReferenceKernel(), *compiled()):
        out_y, out_uv = np.zeros_like(y), np.zeros_like(uv)
        kernel.grade(y, uv, out_y, out_uv, Grade(), maps, None)
        assert np.abs(out_y.astype(int) - y).max() <= TOLERANCE_LEVELS
        assert np.abs(out_uv.view(np.uint8).astype(int) - uv.view(np.uint8)).max() <= TOLERANCE_LEVELS


@pytest.mark.parametrize("seed", range(6))
def test_both_lay_swaying_rows_alike_even_beyond_the_canvas(seed: int) -> None:
    draw = np.random.default_rng(seed)
    part = sheet(noise(draw, 90, 70), x_px=int(draw.integers(-40, 40)) * 2, y_px=int(draw.integers(-40, 40)) * 2)
    shifts = np.cumsum(draw.normal(0, 2, part.ya.shape[0])).astype(np.float32)
    canvases = []
    for kernel in (ReferenceKernel(), *compiled()):
        canvas = empty_sheet(-10, -6, 80, 70, scale=1.0)
        canvas.ya[:], canvas.uva[:] = 0x8040, 0x806070
        kernel.lay(canvas, part, shifts, 4)
        canvases.append(canvas)
    for canvas in canvases[1:]:
        for name in ("ya", "uva", "rows", "half_rows"):
            assert (getattr(canvas, name) == getattr(canvases[0], name)).all()


def test_both_convert_colours_alike_and_as_bt709_says() -> None:
    colours = {(255, 255, 255): (235, 128, 128), (0, 0, 0): (16, 128, 128), (255, 0, 0): (63, 102, 240)}
    for (red, green, blue), (luma, cb, cr) in colours.items():
        pixels = np.zeros((2, 16, 4), np.uint8)
        pixels[:] = (red, green, blue, 255)
        for kernel in (ReferenceKernel(), *compiled()):
            ya, uva = kernel.convert(pixels)
            assert (ya & 255 == luma).all()
            assert (uva & 255 == cb).all()
            assert ((uva >> 8) & 255 == cr).all()


def test_an_opaque_sheet_drawn_in_place_keeps_its_pixels() -> None:
    draw = np.random.default_rng(3)
    pixels = noise(draw, 40, 60, opaque=True)
    item = blit(sheet(pixels), placed(0, 0, 1.0))
    assert item is not None
    for kernel in (ReferenceKernel(), *compiled()):
        y, uv = np.zeros((40, 60), np.uint8), np.zeros((20, 30), np.uint16)
        kernel.draw([item], y, uv)
        ya, uva = kernel.convert(pixels)
        assert (y == ya & 255).all()
        assert (uv == (uva & 0xFFFF)).all()


@pytest.mark.parametrize("shape", [(40, 70), (16, 16), (96, 54), (17, 130)])
def test_both_grow_a_soft_map_alike(shape: tuple[int, int]) -> None:
    small = np.random.default_rng(2).integers(0, 256, (-(-shape[0] // 16), -(-shape[1] // 16))).astype(np.uint8)
    grown = [kernel.expand(small, shape) for kernel in (ReferenceKernel(), *compiled())]
    assert all((one == grown[0]).all() for one in grown)
    assert abs(int(grown[0][7, 7]) - int(small[0, 0])) <= 12
    assert (ReferenceKernel().expand(np.full_like(small, 99), shape) == 99).all()


@pytest.mark.slow
def test_the_kernel_compiles_from_its_source(tmp_path: Path) -> None:
    if not build.compilers() or not (shutil.which("cc") or build.importlib.util.find_spec("ziglang")):
        pytest.skip("no compiler here")
    made = build.build(tmp_path / build.TARGET.name)
    assert made.stat().st_size > 10_000
    assert list(tmp_path.iterdir()) == [made]
