"""Pictures as files: puppets, backdrops and pictures to one .npz each and back, pixels untouched."""

from __future__ import annotations

import io
import json
import mmap
import struct
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from renderer.crew.cels import Backdrop, Group, Part, PartKind, Picture, Pixels, Plane, Puppet
from show.errors import MediaMissing

Painted = Puppet | Backdrop | Picture


def save_pictures(path: Path, pictures: dict[str, Painted]) -> None:
    """Write some pictures under their keys; arrays beside one JSON text that says what they are."""
    arrays: list[Pixels] = []

    def put(pixels: Pixels) -> int:
        arrays.append(np.ascontiguousarray(pixels))
        return len(arrays) - 1

    facts = {key: _facts(picture, put) for key, picture in pictures.items()}
    text = np.frombuffer(json.dumps(facts).encode(), np.uint8)
    with path.open("wb") as file:
        named = {f"a{number}": array for number, array in enumerate(arrays)}
        np.savez(file, facts=text, allow_pickle=False, **named)


def load_pictures(path: Path) -> dict[str, Painted]:
    """Open them again, pixels read-only and left in the file until they are looked at.

    MediaMissing when the file is not one of ours.
    """
    try:
        arrays = _mapped(path)
        facts = json.loads(bytes(arrays.pop("facts")))
        return {key: _picture(item, arrays) for key, item in facts.items()}
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as exc:
        raise MediaMissing("A painted picture can't be read: {exc}", exc=exc) from exc


_ZIP_LOCAL_HEADER_BYTES = 30
"""Up to the name; the lengths of name and extra field are its last four bytes (APPNOTE 6.3.10, 4.3.7)."""
_NPY_HEADER_BYTES = 512
"""More than the header of any array takes."""


def _mapped(path: Path) -> dict[str, Pixels]:
    """The arrays of a file that `numpy.savez` wrote, where they lie in it: nothing is copied."""
    with path.open("rb") as file:
        whole = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    with zipfile.ZipFile(path) as archive:
        return {info.filename.removesuffix(".npy"): _member(whole, info) for info in archive.infolist()}


def _member(whole: mmap.mmap, info: zipfile.ZipInfo) -> Pixels:
    if info.compress_type != zipfile.ZIP_STORED:
        raise ValueError("it is compressed")
    name_at = info.header_offset + _ZIP_LOCAL_HEADER_BYTES
    start = name_at + sum(struct.unpack("<HH", whole[name_at - 4 : name_at]))
    head = io.BytesIO(whole[start : start + _NPY_HEADER_BYTES])
    np.lib.format.read_magic(head)
    shape, by_columns, kind = np.lib.format.read_array_header_1_0(head)
    if by_columns or kind != np.uint8:
        raise ValueError("it holds no pixels")
    start += head.tell()
    size = int(np.prod(shape))
    return np.frombuffer(whole, np.uint8, size, start).reshape(shape)


def let_go(pictures: Iterable[Painted]) -> None:
    """Have the pixels of opened pictures leave this process' memory; they come back when they are looked at again."""
    if not hasattr(mmap, "MADV_DONTNEED"):
        return
    owners = {id(owner): owner for picture in pictures for owner in map(_owner, _all_pixels(picture))}
    for owner in owners.values():
        if isinstance(owner, mmap.mmap):
            owner.madvise(mmap.MADV_DONTNEED)


def _all_pixels(picture: Painted) -> Iterator[Pixels]:
    if isinstance(picture, Picture):
        yield picture.pixels
    elif isinstance(picture, Backdrop):
        yield from (plane.pixels for plane in picture.planes)
    else:
        yield from (variant.pixels for part in picture.parts for variant in part.variants.values())


def _owner(pixels: Pixels) -> object:
    """Whose memory an array looks at."""
    base: object = pixels
    while isinstance(base, (np.ndarray, memoryview)):
        base = base.base if isinstance(base, np.ndarray) else base.obj
    return base


def _facts(picture: Painted, put: Any) -> dict[str, Any]:
    if isinstance(picture, Picture):
        return {"is": "picture", "x": picture.x_px, "y": picture.y_px, "pixels": put(picture.pixels)}
    if isinstance(picture, Backdrop):
        planes = [{"name": p.name, "depth": p.depth, "pixels": put(p.pixels)} for p in picture.planes]
        return {
            "is": "backdrop",
            "planes": planes,
            "light": picture.light,
            "light_from_left": picture.light_from_left,
            "horizon_y": picture.horizon_y,
            "ground_y": picture.ground_y,
            "glows": [list(glow) for glow in picture.glows],
            "indoors": picture.indoors,
        }
    parts = [
        {
            "name": part.name,
            "kind": part.kind.value,
            "group": part.group.value,
            "root_y_px": part.root_y_px,
            "sway": part.sway,
            "phase": part.phase,
            "variants": {name: _facts(variant, put) for name, variant in part.variants.items()},
        }
        for part in picture.parts
    ]
    fields = ("width_px", "height_px", "head_x", "head_y", "head_px", "neck_x", "neck_y", "eyes", "mouth")
    return {"is": "puppet", "parts": parts, **{name: getattr(picture, name) for name in fields}}


def _picture(facts: dict[str, Any], arrays: dict[str, Pixels]) -> Painted:
    if facts["is"] == "picture":
        return _still(facts, arrays)
    if facts["is"] == "backdrop":
        planes = tuple(
            Plane(name=p["name"], depth=p["depth"], pixels=arrays[f"a{p['pixels']}"]) for p in facts["planes"]
        )
        return Backdrop(
            planes=planes,
            light=facts["light"],
            light_from_left=facts["light_from_left"],
            horizon_y=facts["horizon_y"],
            ground_y=facts["ground_y"],
            glows=tuple((x, y) for x, y in facts["glows"]),
            indoors=facts.get("indoors", False),
        )
    fields = ("width_px", "height_px", "head_x", "head_y", "head_px", "neck_x", "neck_y")
    return Puppet(
        parts=tuple(_part(part, arrays) for part in facts["parts"]),
        eyes=tuple(facts["eyes"]),
        mouth=tuple(facts["mouth"]),
        **{name: facts[name] for name in fields},
    )


def _still(facts: dict[str, Any], arrays: dict[str, Pixels]) -> Picture:
    return Picture(pixels=arrays[f"a{facts['pixels']}"], x_px=facts["x"], y_px=facts["y"])


def _part(facts: dict[str, Any], arrays: dict[str, Pixels]) -> Part:
    return Part(
        name=facts["name"],
        kind=PartKind(facts["kind"]),
        group=Group(facts["group"]),
        variants={name: _still(variant, arrays) for name, variant in facts["variants"].items()},
        root_y_px=facts["root_y_px"],
        sway=facts["sway"],
        phase=facts["phase"],
    )
