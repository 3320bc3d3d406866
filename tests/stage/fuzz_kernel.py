"""Throws random work at the compiled kernel: `python tests/stage/fuzz_kernel.py SEEDS [LIBRARY]`.

Every buffer lies against a page that may not be touched, its end for even seeds and its beginning for odd ones, so
that a single byte read or written outside ends the process. What comes out is compared with the reference, and at the
end every function that the library exports has been called.
"""

from __future__ import annotations

import ctypes
import mmap
import random
import re
import sys
from dataclasses import fields
from pathlib import Path

import numpy as np

from renderer.stage import build, native
from renderer.stage.drawing import Blit, Crowd, Drawing, Flock, Grade, LightMaps, blit
from renderer.stage.fixedpoint import glow_cells
from renderer.stage.geometry import placed
from renderer.stage.kernel import Kernel
from renderer.stage.reference import ReferenceKernel
from renderer.stage.sheets import Easel, Piece, Plate, Sheet, clear, plate_of, weights_of

_LIBC = ctypes.CDLL(None, use_errno=True)
_KEPT: list[mmap.mmap] = []
"""Mappings in use; numpy only borrows them."""


def guarded(array: np.ndarray, *, at_end: bool) -> np.ndarray:
    """A copy between two pages without access."""
    page = mmap.PAGESIZE
    room = -(-max(1, array.nbytes) // page) * page
    mapping = mmap.mmap(-1, room + 2 * page)
    start = ctypes.addressof(ctypes.c_char.from_buffer(mapping))
    for wall in (start, start + page + room):
        if _LIBC.mprotect(ctypes.c_void_p(wall), ctypes.c_size_t(page), 0):
            raise OSError(ctypes.get_errno(), "mprotect")
    _KEPT.append(mapping)
    offset = page + (room - array.nbytes if at_end else 0)
    copy = np.frombuffer(mapping, array.dtype, array.size, offset).reshape(array.shape)
    copy[...] = array
    return copy


def fenced(thing: object, *, at_end: bool) -> object:
    """A sheet, plate, easel or piece whose arrays are guarded."""
    values = {}
    for field in fields(thing):  # type: ignore[arg-type]
        value = getattr(thing, field.name)
        if isinstance(value, np.ndarray):
            value = guarded(value, at_end=at_end)
        elif isinstance(value, Sheet):
            value = fenced(value, at_end=at_end)
        if field.init:
            values[field.name] = value
    return type(thing)(**values)


def random_sheet(choose: random.Random, draw: np.random.Generator) -> Sheet:
    """Noise with clear, soft and solid parts, of any size down to two samples."""
    width, height = (2 * choose.choice((1, 2, 3, choose.randint(1, 80))) for _ in range(2))
    made = clear(width, height, x_px=2 * choose.randint(-40, 40), y_px=2 * choose.randint(-40, 40))
    made.y[:], made.uv[:] = draw.integers(0, 256, made.y.shape), draw.integers(0, 65536, made.uv.shape)
    for alpha in (made.a, made.half_a):
        alpha[:] = draw.integers(0, 256, alpha.shape) if choose.random() < 0.5 else 255
        if choose.random() < 0.5:
            alpha[:, : choose.randint(0, width)] = choose.choice((0, 255))
            alpha[: choose.randint(0, height // 2)] = choose.choice((0, 255))
    # Premultiplied: where nothing shows there is no colour.
    made.y[made.a == 0], made.uv[made.half_a == 0] = 0, 0
    kernel = ReferenceKernel()
    made.rows[:], made.half_rows[:] = kernel.extents(made.a), kernel.extents(made.half_a)
    return made


def random_blits(choose: random.Random, draw: np.random.Generator, at_end: bool, frame: tuple[int, int]) -> list[Blit]:
    """Plates and sheets at any place, size and angle."""
    blits = []
    for _ in range(choose.randint(1, 6)):
        source: Sheet | Plate = random_sheet(choose, draw)
        if choose.random() < 0.3 and min(source.y.shape) >= 4:
            source = plate_of(source.y, source.uv)
        size = choose.choice((1.0, choose.uniform(0.03, 8.0), choose.uniform(0.6, 1.6), choose.uniform(0.47, 0.52)))
        angle = choose.choice((0.0, 90.0, 180.0, choose.uniform(-8, 8), choose.uniform(-360, 360)))
        x, y = (choose.uniform(-0.2, 1.2) * edge for edge in frame[::-1])
        middle = (source.x_px + source.y.shape[1] / 2, source.y_px + source.y.shape[0] / 2)
        place = placed(x, y, size, angle, middle, choose.random() < 0.3)
        looks = {name: choose.choice((1.0, choose.random())) for name in ("opacity", "gain", "saturation")}
        one = blit(fenced(source, at_end=at_end), place, **looks)  # type: ignore[arg-type]
        if one is not None:
            blits.append(one)
    return blits


def random_crowd(choose: random.Random, blits: list[Blit], frame: tuple[int, int]) -> list[Crowd]:
    """The sheets among the blits once more, many at once and small."""
    sheets = [item.source for item in blits if isinstance(item.source, Sheet)] * 5
    if not sheets:
        return []
    places = [
        placed(choose.uniform(-9, frame[1]), choose.uniform(-9, frame[0]), choose.uniform(0, 2), choose.uniform(0, 360))
        for _ in sheets
    ]
    crowd = Flock(sheets).crowd(np.array(places), np.array([choose.uniform(0, 1.2) for _ in sheets]))
    return [crowd] if crowd is not None else []


def size_of_frame(choose: random.Random, seed: int) -> tuple[int, int]:
    """Height and width, even; one in fifty is as wide as a frame may be."""
    if seed % 50 == 7:
        return 2 * choose.randint(8, 20), 4320
    height, width = (2 * choose.choice((8, 9, choose.randint(8, 60))) for _ in range(2))
    return height, width


def check_drawing(kernels: list[Kernel], seed: int) -> None:
    choose, draw = random.Random(seed), np.random.default_rng(seed)
    at_end = seed % 2 == 0
    height, width = size_of_frame(choose, seed)
    blits: list[Blit | Crowd] = [*(alone := random_blits(choose, draw, at_end, (height, width)))]
    blits += random_crowd(choose, alone, (height, width))
    top, bottom = sorted(2 * choose.randint(0, height // 2) for _ in range(2))
    grade = Grade(
        matrix=tuple(choose.uniform(-1.9, 1.9) for _ in range(9)),
        vignette=choose.random(), rays=(choose.uniform(0, 200), 9.0, -9.0), bloom=choose.random(),
    )  # fmt: skip
    maps = LightMaps(vignette=draw.integers(0, 256, (height // 2, width // 2)).astype(np.uint8))
    maps.rays = maps.vignette[::-1].copy() if seed % 3 else None
    maps = fenced(maps, at_end=at_end)  # type: ignore[assignment]
    found = []
    for kernel in kernels:
        y, uv, lit_y, lit_uv = (
            guarded(np.full(shape, 90, kind), at_end=at_end)
            for _ in range(2)
            for shape, kind in (((height, width), np.uint8), ((height // 2, width // 2), np.uint16))
        )
        kernel.draw(blits, y, uv)
        glow = guarded(kernel.glow(y), at_end=at_end)
        assert glow.shape == glow_cells(y.shape)
        kernel.grade(y, uv, lit_y, lit_uv, grade, maps, glow if seed % 4 else None)
        found.append([plane.copy() for plane in (y, uv.view(np.uint8), glow, lit_y, lit_uv.view(np.uint8))])
        whole = Drawing(world=blits, grade=grade if seed % 5 else Grade(), screen=blits[:1])
        kernel.compose([whole], maps, [(lit_y, lit_uv)])
        found[-1] += [lit_y.copy(), lit_uv.view(np.uint8).copy()]
        bare = Drawing(world=blits[1:], grade=grade if seed % 3 else Grade(), screen=blits[-1:])
        kernel.compose([bare, whole], maps, [(y, uv), (lit_y, lit_uv)])
        found[-1] += [y.copy(), uv.view(np.uint8).copy()]
        assert (lit_y == found[-1][-4]).all(), seed
        assert (lit_uv.view(np.uint8) == found[-1][-3]).all(), seed
        kernel.draw(blits, y, uv, (top, bottom))
        kernel.grade(y, uv, lit_y, lit_uv, grade, maps, None, (top, bottom))
        found[-1] += [y.copy(), lit_y.copy()]
    compare_drawings(found, seed)


def compare_drawings(found: list[list[np.ndarray]], seed: int) -> None:
    """Each kernel's planes: the compiled one's roads are equal, and as the reference but for the rounding of light."""
    for planes in found[2:]:
        assert all((one == other).all() for one, other in zip(planes, found[1], strict=True)), (
            f"seed {seed}: roads part"
        )
    for planes in found[1:]:
        for number, (plane, expected) in enumerate(zip(planes, found[0], strict=True)):
            worst = int(np.abs(plane.astype(int) - expected.astype(int)).max())
            # Only light may round otherwise.
            assert worst <= (number not in (0, 1, 2, 7)), (
                f"seed {seed}: a sample of plane {number} is {worst} levels off"
            )


def check_laying(kernels: list[Kernel], seed: int) -> None:
    choose, draw = random.Random(seed), np.random.default_rng(seed)
    at_end = seed % 2 == 0
    base = random_sheet(choose, draw)
    # Now and then more than the kernel looks at together.
    sheets = [random_sheet(choose, draw) for _ in range(3 if seed % 20 else 35)]
    pieces = [
        fenced(
            Piece(sheet=s, weights=weights_of(draw.random(s.y.shape[0])), sway_px=choose.uniform(-90, 90)),
            at_end=at_end,
        )
        for s in sheets
    ]
    found = []
    noise = draw.integers(0, 256, (*base.y.shape, 4)).astype(np.uint8)
    for kernel in kernels:
        choose = random.Random(seed)
        easel = fenced(Easel.over(base), at_end=at_end)
        for _ in range(2):
            kernel.assemble(easel, pieces)  # type: ignore[arg-type]
        top, bottom = sorted(2 * choose.randint(0, base.y.shape[0] // 2) for _ in range(2))
        kernel.assemble(easel, pieces[1:], (top, bottom))  # type: ignore[arg-type]
        found.append([array.copy() for array in easel.canvas.arrays()])  # type: ignore[attr-defined]
        pixels = guarded(noise, at_end=at_end)
        left, top = choose.randint(0, 20), choose.randint(0, 20)
        size = [
            edge + 2 * ((room + 1) // 2 + choose.randint(0, 4))
            for edge, room in zip(base.y.shape, (top, left), strict=True)
        ]
        laid = kernel.convert(pixels, (left, top, size[1], size[0]))
        pixels[choose.randint(0, pixels.shape[0]) :, :, 3] = 255 if seed % 3 else 0
        box, solid = kernel.bounds(pixels[:, : choose.randint(1, pixels.shape[1])])
        found[-1] += [*kernel.convert(pixels), *laid, kernel.extents(laid[1]), np.array([*box, solid])]
    for arrays in found[1:]:
        assert all((one == other).all() for one, other in zip(arrays, found[0], strict=True)), f"seed {seed}"


class Heard:
    """The library, noting which of its functions are called."""

    def __init__(self) -> None:
        self._library, self.called = native._library(), {"stage_version"}

    def __getattr__(self, name: str) -> object:
        self.called.add(name)
        return getattr(self._library, name)


def exported() -> set[str]:
    """Every function that the library lets others call, by its source."""
    sources = "".join(path.read_text(encoding="utf-8") for path in build.SOURCE.parent.glob("kernel*.[ch]"))
    return set(re.findall(r"^EXPORT \w+ (\w+)\(", sources, re.MULTILINE))


def main(seeds: int, library: str = "") -> None:
    """All seeds on the reference and on every road of the compiled kernel."""
    if library:
        build.TARGET = Path(library)
    heard = Heard()
    roads = range(heard.stage_simd() + 1)  # type: ignore[operator]
    kernels: list[Kernel] = [ReferenceKernel(), *(native.NativeKernel(heard, simd=road) for road in roads)]  # type: ignore[arg-type]
    for seed in range(seeds):
        check_drawing(kernels, seed)
        check_laying(kernels, seed)
        _KEPT.clear()
    assert heard.called == exported(), heard.called ^ exported()
    print(*(kernel.name for kernel in kernels))


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
