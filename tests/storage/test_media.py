"""The media store keeps bytes by what is in them, and notices when they are no longer that."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from show.errors import MediaMissing, StorageError
from show.ids import Sha256
from storage.media import MediaStore, fit_name


@pytest.fixture(params=["file", "path", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> MediaStore:
    url = {"file": f"file://{tmp_path}/media", "path": str(tmp_path / "media"), "memory": f"memory://{tmp_path.name}"}
    return MediaStore(url[request.param], cache_folder=tmp_path / "cache")


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_bytes_come_back_as_they_were_put(store: MediaStore) -> None:
    ref = store.put_bytes(b"a picture", "image/png", "cover.png")
    assert (ref.size_bytes, ref.media_type, ref.name) == (9, "image/png", "cover.png")
    assert store.exists(ref)
    assert store.read(ref) == b"a picture"
    assert store.local_path(ref).read_bytes() == b"a picture"
    with store.open(ref) as file:
        assert file.read() == b"a picture"


def test_a_file_and_its_bytes_have_one_hash(store: MediaStore, tmp_path: Path) -> None:
    (tmp_path / "film.mp4").write_bytes(b"film" * 1_000_000)
    by_file = store.put_file(tmp_path / "film.mp4", "video/mp4", "film.mp4")
    assert by_file == store.put_bytes(b"film" * 1_000_000, "video/mp4", "film.mp4")


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    store = MediaStore(str(tmp_path))
    for name in ("one.png", "two.png"):
        store.put_bytes(b"same", "image/png", name)
    assert len(files_in(tmp_path)) == 1


def test_what_was_never_put_is_missing(store: MediaStore) -> None:
    ref = replace(store.put_bytes(b"x", "text/plain", "x.txt"), sha256=Sha256("0" * 64))
    assert not store.exists(ref)
    for take in (store.read, store.local_path, store.open):
        with pytest.raises(MediaMissing, match=r"x\.txt"):
            take(ref)


def test_damage_is_noticed_and_putting_it_again_mends_it(tmp_path: Path) -> None:
    store = MediaStore(str(tmp_path))
    ref = store.put_bytes(b"whole", "text/plain", "x.txt")
    (path,) = files_in(tmp_path)
    path.write_bytes(b"hole.")
    for take in (store.read, store.local_path, store.open):
        with pytest.raises(MediaMissing, match="damaged"):
            take(ref)
    store.put_bytes(b"whole", "text/plain", "x.txt")
    assert store.read(ref) == b"whole"


def test_a_reference_from_outside_can_not_name_another_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    store = MediaStore(str(tmp_path / "media"))
    ref = store.put_bytes(b"x", "text/plain", "x")
    with pytest.raises(MediaMissing):
        store.read(replace(ref, sha256=Sha256("../../../secret")))


def test_an_unreadable_file_says_so(store: MediaStore, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"gone\.mp4"):
        store.put_file(tmp_path / "gone.mp4", "video/mp4", "gone.mp4")


def test_an_unknown_kind_of_store_says_so() -> None:
    with pytest.raises(StorageError, match="URL"):
        MediaStore("carrier-pigeon://coop")


def test_a_writer_killed_half_way_leaves_nothing_under_the_hash(tmp_path: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path; from storage.media import write_whole\n"
        "def copy(target):\n    target.write(b'half'); target.flush(); print('half', flush=True); time.sleep(60)\n"
        "write_whole(Path(sys.argv[1]), copy, '0' * 64)"
    )
    place = tmp_path / "media" / "file"
    child = subprocess.Popen([sys.executable, "-c", script, str(place)], stdout=subprocess.PIPE)
    assert child.stdout is not None
    assert child.stdout.readline() == b"half\n"
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    assert not place.exists()


async def test_the_event_loop_runs_on_while_a_file_is_put(tmp_path: Path) -> None:
    (tmp_path / "film.mp4").write_bytes(os.urandom(40_000_000))
    store = MediaStore(str(tmp_path / "media"))
    put = asyncio.create_task(store.put_file_async(tmp_path / "film.mp4", "video/mp4", "film.mp4"))
    turns = 0
    while not put.done():
        await asyncio.sleep(0.001)
        turns += 1
    assert turns >= 5
    assert await store.read_async(put.result()) == (tmp_path / "film.mp4").read_bytes()
    assert (await store.local_path_async(put.result())).stat().st_size == 40_000_000


@pytest.mark.parametrize(
    ("name", "fit"),
    [
        ("cover.png", "cover.png"),
        ("../../etc/passwd", "etc_passwd"),
        ("a\r\nSet-Cookie: b", "a_Set-Cookie_ b"),
        ("雨の夜 – 01.mp4", "雨の夜 _ 01.mp4"),
        ("", "file"),
        ("...", "file"),
        ("x" * 200 + ".mp4", "x" * 96 + ".mp4"),
    ],
)
def test_names_are_fit_for_a_download(name: str, fit: str) -> None:
    assert fit_name(name) == fit
