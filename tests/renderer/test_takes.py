"""Takes are made once, are whole or missing, and make room when told to."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from renderer.takes import NotKept, Takes, TakeStatus, take_key
from show.errors import EncodeError, RenderError

KEY = take_key({"shot": 1, "adapter": "house-1"})


def writes(content: bytes, count: list[int] | None = None) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        if count is not None:
            count.append(1)
        path.write_bytes(content)

    return write


def test_a_take_is_made_once(tmp_path: Path) -> None:
    count: list[int] = []
    takes = Takes(tmp_path)
    assert takes.get("panel", KEY) is None
    assert takes.status("panel", KEY) is TakeStatus.MISSING
    path = takes.make("panel", KEY, ".png", writes(b"drawn", count))
    assert path.suffix == ".png"
    assert path.read_bytes() == b"drawn"
    assert takes.make("panel", KEY, ".png", writes(b"drawn", count)) == path
    assert Takes(tmp_path).get("panel", KEY) == path
    assert takes.status("panel", KEY) is TakeStatus.CURRENT
    assert count == [1]


def test_whoever_only_looks_makes_nothing(tmp_path: Path) -> None:
    takes = Takes(tmp_path)
    with pytest.raises(NotKept):
        takes.kept.make("panel", KEY, ".png", writes(b"drawn"))
    path = takes.make("panel", KEY, ".png", writes(b"drawn"))
    assert takes.kept.make("panel", KEY, ".png", writes(b"never")) == path


def test_another_kind_or_spec_is_another_take(tmp_path: Path) -> None:
    takes = Takes(tmp_path)
    takes.make("panel", KEY, ".png", writes(b"drawn"))
    assert takes.get("sheet", KEY) is None
    assert takes.get("panel", take_key({"shot": 1, "adapter": "house-2"})) is None


def test_a_damaged_take_counts_as_missing_and_is_made_again(tmp_path: Path) -> None:
    takes = Takes(tmp_path)
    takes.make("panel", KEY, ".png", writes(b"drawn")).write_bytes(b"torn!!")
    assert takes.get("panel", KEY) is None
    assert takes.make("panel", KEY, ".png", writes(b"drawn")).read_bytes() == b"drawn"


def test_a_failed_make_leaves_nothing_and_says_why(tmp_path: Path) -> None:
    takes = Takes(tmp_path)

    def fails(path: Path) -> None:
        path.write_bytes(b"half")
        raise EncodeError("The encoder gave up.")

    with pytest.raises(EncodeError, match="gave up"):
        takes.make("segment", KEY, ".mp4", fails)
    with pytest.raises(RenderError, match="kept"):
        takes.make("segment", KEY, ".mp4", lambda path: None)
    assert takes.get("segment", KEY) is None
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("kind", ["", "../panel", "Panel", "a/b"])
def test_a_kind_can_not_lead_out_of_the_folder(tmp_path: Path, kind: str) -> None:
    with pytest.raises(RenderError):
        Takes(tmp_path).get(kind, KEY)
    with pytest.raises(RenderError):
        Takes(tmp_path).get("panel", "../" + KEY)
    with pytest.raises(RenderError):
        Takes(tmp_path).make("panel", KEY, "/../x", writes(b""))


def _make_slowly(folder: str, log: str) -> None:
    def write(path: Path) -> None:
        with open(log, "a") as file:
            file.write("made\n")
        time.sleep(0.3)
        path.write_bytes(b"drawn")

    Takes(Path(folder)).make("panel", KEY, ".png", write)


def test_of_two_processes_one_makes_and_the_other_waits(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    log = tmp_path / "log"
    both = [context.Process(target=_make_slowly, args=(str(tmp_path / "takes"), str(log))) for _ in range(2)]
    for process in both:
        process.start()
    for process in both:
        process.join(20)
    assert [process.exitcode for process in both] == [0, 0]
    assert log.read_text() == "made\n"


def test_trim_removes_the_longest_unused_first(tmp_path: Path) -> None:
    takes = Takes(tmp_path)
    keys = [take_key(number) for number in range(4)]
    paths = [takes.make("panel", key, ".png", writes(bytes(1000) + key.encode())) for key in keys]
    for age, path in zip((4000, 9000, 8000, 10), paths, strict=True):
        os.utime(path, (time.time() - age, time.time() - age))
    assert takes.get("panel", keys[1]) is not None
    size_bytes = paths[0].stat().st_size
    assert takes.trim(2500) == 2 * size_bytes
    assert [takes.get("panel", key) is not None for key in keys] == [False, True, False, True]


def test_trim_spares_what_was_just_used_and_clears_leftovers(tmp_path: Path) -> None:
    takes = Takes(tmp_path)
    path = takes.make("panel", KEY, ".png", writes(bytes(1000)))
    leftover = path.parent / ".incoming-dead.png"
    leftover.write_bytes(bytes(10))
    os.utime(leftover, (1, 1))
    assert takes.trim(0) == 0
    assert path.exists()
    assert not leftover.exists()
    assert takes.trim(0, keep_seconds=-1) == 1000
    assert Takes(tmp_path / "nowhere").trim(0) == 0
