"""Width and height of pictures and films, read from their first bytes."""

from __future__ import annotations

import struct


def dimensions(blob: bytes, content_type: str) -> tuple[int, int] | None:
    """(width, height) in pixels of a PNG, JPEG, GIF, WebP or MP4; None for anything else or broken."""
    try:
        if content_type == "image/png" and blob[:8] == b"\x89PNG\r\n\x1a\n":
            return struct.unpack(">II", blob[16:24])
        if content_type == "image/gif":
            return struct.unpack("<HH", blob[6:10])
        if content_type == "image/jpeg":
            return _jpeg(blob)
        if content_type == "image/webp":
            return _webp(blob)
        if content_type in ("video/mp4", "video/quicktime"):
            return _mp4(blob)
    except (struct.error, IndexError, ValueError):
        return None
    return None


def _jpeg(blob: bytes) -> tuple[int, int] | None:
    at = 2
    while at < len(blob) - 9:
        marker, length = blob[at + 1], int(struct.unpack(">H", blob[at + 2 : at + 4])[0])
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", blob[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None


def _webp(blob: bytes) -> tuple[int, int] | None:
    if blob[12:16] == b"VP8X":
        return 1 + int.from_bytes(blob[24:27], "little"), 1 + int.from_bytes(blob[27:30], "little")
    if blob[12:16] == b"VP8L":
        bits = int.from_bytes(blob[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if blob[12:16] == b"VP8 ":
        width, height = struct.unpack("<HH", blob[26:30])
        return width & 0x3FFF, height & 0x3FFF
    return None


def _mp4(blob: bytes) -> tuple[int, int] | None:
    """The size in the first track header with one: the last eight bytes of `tkhd`, in 16.16 fixed point."""
    at = blob.find(b"tkhd")
    while at > 4:
        length = int(struct.unpack(">I", blob[at - 4 : at])[0])
        width, height = struct.unpack(">II", blob[at - 4 + length - 8 : at - 4 + length])
        if width and height:
            return width >> 16, height >> 16
        at = blob.find(b"tkhd", at + 4)
    return None
