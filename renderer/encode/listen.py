"""The sound of a finished file, decoded again: what an encoder gave back is not quite what it was given."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import numpy.typing as npt

from renderer.encode.files import encode_errors


def decoded_sound(path: Path) -> tuple[npt.NDArray[np.float32], int]:
    """All samples of the first sound track, float32 (N, channels), and their rate; EncodeError when it can't play."""
    with encode_errors(f"Listening to {path.name}"), av.open(str(path)) as film:
        track = film.streams.audio[0]
        blocks = [frame.to_ndarray().T.astype(np.float32) for frame in film.decode(track)]
        rate = int(track.rate or 0)
    return (np.concatenate(blocks) if blocks else np.zeros((0, 2), np.float32)), rate
