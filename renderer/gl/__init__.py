"""libGL and libEGL for machines without them, so that the canvas loads where nothing can be installed."""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
STAND_INS = {"libGL.so.1": FOLDER / "_gl_stand_in.so", "libEGL.so.1": FOLDER / "_egl_stand_in.so"}
"""Library names the canvas is linked against, and what is loaded in their place."""

_kept: list[ctypes.CDLL] = []


def lend_missing() -> tuple[str, ...]:
    """Load a stand-in for each library that the system lacks; names of those lent.

    The loader takes a library it already holds under the same name, so this must run before the canvas is imported.
    """
    if not sys.platform.startswith("linux"):
        return ()
    lent = []
    for name, stand_in in STAND_INS.items():
        try:
            _kept.append(ctypes.CDLL(name))
        except OSError:
            if stand_in.exists():
                _kept.append(ctypes.CDLL(str(stand_in), mode=ctypes.RTLD_GLOBAL))
                lent.append(name)
    return tuple(lent)
