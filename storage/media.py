"""What is kept: bytes by their sha256, in a folder or on any filesystem that fsspec reaches."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import os
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import fsspec
from fsspec.implementations.local import LocalFileSystem

from show.errors import MediaMissing, StorageError
from show.ids import Sha256
from show.order import MediaRef

CHUNK_BYTES = 1 << 20
NAME_CHARACTERS = 100
_SHA256 = re.compile(r"[0-9a-f]{64}")
_UNFIT = re.compile(r"[^\w.\- ]+")


class MediaStore:
    """Files addressed by what is in them: put twice, kept once; read back only if every byte is as it was put.

    `url` is a folder's (`file:///srv/cliffhanger/media`, or a plain path) or any other that fsspec knows
    (`s3://bucket/media`, `memory://media`). `cache_folder` is where `local_path` brings files of a remote store;
    without one it takes a folder of the system's for temporary files. Everything blocks; the `…_async` twins don't.
    """

    def __init__(self, url: str, *, cache_folder: Path | None = None) -> None:
        try:
            self._files, self._root = fsspec.core.url_to_fs(url)
        except (ValueError, ImportError) as exc:
            raise StorageError("The media store can't be reached under its URL: {exc}", exc=exc) from exc
        self._is_local = isinstance(self._files, LocalFileSystem)
        self._cache_folder = cache_folder

    def put_bytes(self, content: bytes, media_type: str, name: str) -> MediaRef:
        """Keep these bytes."""

        def copy(target: IO[bytes]) -> None:
            target.write(content)

        return self._put(hashlib.sha256(content).hexdigest(), len(content), copy, media_type, name)

    def put_file(self, path: Path, media_type: str, name: str) -> MediaRef:
        """Keep a copy of this file; StorageError when it can't be read, or changes while it is."""

        def copy(target: IO[bytes]) -> None:
            with path.open("rb") as source:
                while chunk := source.read(CHUNK_BYTES):
                    target.write(chunk)

        try:
            with path.open("rb") as source:
                sha256 = hashlib.file_digest(source, "sha256").hexdigest()
            return self._put(sha256, path.stat().st_size, copy, media_type, name)
        except OSError as exc:
            raise StorageError("{name} could not be put into the media store: {exc}", name=path.name, exc=exc) from exc

    def exists(self, ref: MediaRef) -> bool:
        """Whether something of that hash and size is there; only reading it tells whether it is whole."""
        return self._has(self._place(ref.sha256), ref.size_bytes)

    def delete(self, ref: MediaRef) -> None:
        """Let these bytes go, under whatever name they were put; that they are gone already is no error."""
        place = self._place(ref.sha256)
        if self._cache_folder is not None and not self._is_local:
            (self._cache_folder / ref.sha256[:2] / ref.sha256).unlink(missing_ok=True)
        with contextlib.suppress(FileNotFoundError):
            self._files.rm_file(place)

    def read(self, ref: MediaRef) -> bytes:
        """All its bytes; MediaMissing when they are gone or damaged."""
        try:
            content: bytes = self._files.cat_file(self._place(ref.sha256))
        except OSError as exc:
            raise _missing(ref) from exc
        if hashlib.sha256(content).hexdigest() != ref.sha256:
            raise _damaged(ref)
        return content

    def open(self, ref: MediaRef) -> IO[bytes]:
        """The bytes as a file to read from, checked before they are handed out; MediaMissing as in `read`."""
        return self.local_path(ref).open("rb")

    def local_path(self, ref: MediaRef) -> Path:
        """A file on this machine with the bytes, only to be read; MediaMissing when they are gone or damaged."""
        path = Path(self._place(ref.sha256)) if self._is_local else self._fetched(ref)
        try:
            with path.open("rb") as source:
                sha256 = hashlib.file_digest(source, "sha256").hexdigest()
        except OSError as exc:
            raise _missing(ref) from exc
        if sha256 != ref.sha256:
            raise _damaged(ref)
        return path

    async def put_bytes_async(self, content: bytes, media_type: str, name: str) -> MediaRef:
        """`put_bytes` on a thread."""
        return await asyncio.to_thread(self.put_bytes, content, media_type, name)

    async def put_file_async(self, path: Path, media_type: str, name: str) -> MediaRef:
        """`put_file` on a thread."""
        return await asyncio.to_thread(self.put_file, path, media_type, name)

    async def delete_async(self, ref: MediaRef) -> None:
        """`delete` on a thread."""
        await asyncio.to_thread(self.delete, ref)

    async def read_async(self, ref: MediaRef) -> bytes:
        """`read` on a thread."""
        return await asyncio.to_thread(self.read, ref)

    async def local_path_async(self, ref: MediaRef) -> Path:
        """`local_path` on a thread."""
        return await asyncio.to_thread(self.local_path, ref)

    def _place(self, sha256: str) -> str:
        if not _SHA256.fullmatch(sha256):
            raise MediaMissing("This is no hash of anything in the media store.")
        return f"{self._root}/{sha256[:2]}/{sha256[2:4]}/{sha256}"

    def _has(self, place: str, size_bytes: int) -> bool:
        try:
            return bool(self._files.size(place) == size_bytes)
        except OSError:
            return False

    def _put(
        self, sha256: str, size_bytes: int, copy: Callable[[IO[bytes]], None], media_type: str, name: str
    ) -> MediaRef:
        ref = MediaRef(sha256=Sha256(sha256), size_bytes=size_bytes, media_type=media_type, name=fit_name(name))
        place = self._place(sha256)
        if self._has(place, size_bytes):
            # What is there may be damaged; whoever puts it again mends it.
            with contextlib.suppress(MediaMissing):
                self.local_path(ref)
                return ref
        try:
            if self._is_local:
                write_whole(Path(place), copy, sha256)
            else:
                self._files.makedirs(place.rsplit("/", 1)[0], exist_ok=True)
                with self._files.open(place, "wb") as target:
                    copy(target)
        except OSError as exc:
            raise StorageError("{name} could not be put into the media store: {exc}", name=ref.name, exc=exc) from exc
        return ref

    def _fetched(self, ref: MediaRef) -> Path:
        folder = self._cache_folder or Path(tempfile.gettempdir()) / f"cliffhanger-media-{os.getuid()}"
        path = folder / ref.sha256[:2] / ref.sha256
        if path.exists() and path.stat().st_size == ref.size_bytes:
            return path
        content = self.read(ref)
        write_whole(path, lambda target: target.write(content), ref.sha256)
        return path


def write_whole(path: Path, copy: Callable[[IO[bytes]], Any], sha256: str) -> None:
    """Write a file so that it is there whole or not at all, whatever happens; StorageError if its hash is another."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(prefix=".incoming-", dir=path.parent)
    try:
        with os.fdopen(descriptor, "w+b") as target:
            copy(target)
            target.flush()
            target.seek(0)
            if hashlib.file_digest(target, "sha256").hexdigest() != sha256:
                raise StorageError("{name} changed while it was being copied; try again.", name=path.name)
            os.fchmod(target.fileno(), 0o644)
            os.fsync(target.fileno())
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Have the folder's own entries reach the disk: a rename is only kept once its folder is."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def fit_name(name: str) -> str:
    """A file name that is safe on any system and in any header: letters, digits, dots, hyphens and spaces."""
    tidy = _UNFIT.sub("_", name.replace("/", "_")).strip(" ._") or "file"
    if len(tidy) <= NAME_CHARACTERS:
        return tidy
    stem, dot, suffix = tidy.rpartition(".")
    if not dot or len(suffix) > 8:
        return tidy[:NAME_CHARACTERS]
    return stem[: NAME_CHARACTERS - len(suffix) - 1] + "." + suffix


def _missing(ref: MediaRef) -> MediaMissing:
    return MediaMissing("{name} is no longer in the media store.", name=ref.name)


def _damaged(ref: MediaRef) -> MediaMissing:
    return MediaMissing("{name} is damaged in the media store; make it again.", name=ref.name)
