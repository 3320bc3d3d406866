"""Compiles the stand-ins beside this module: `python -m renderer.gl.build`. Standard library only.

The wheel's build hook loads this file by its path, where nothing of the house is installed yet.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).with_name("stand_in.c")
TARGETS = {
    "libGL.so.1": (SOURCE.with_name("_gl_stand_in.so"), ()),
    "libEGL.so.1": (SOURCE.with_name("_egl_stand_in.so"), ("-DSTAND_IN_EGL",)),
}


def build(compilers: list[list[str]]) -> list[Path]:
    """Compile with the first compiler that can; nothing on systems that don't load libraries by these names."""
    if not sys.platform.startswith("linux"):
        return []
    built = []
    for soname, (target, extra) in TARGETS.items():
        part = target.with_name(f".{target.name}.{os.getpid()}.part.so")
        for command in compilers:
            arguments = [*command, *extra, f"-Wl,-soname,{soname}", "-o", str(part), str(SOURCE)]
            if subprocess.run(arguments, capture_output=True, check=False).returncode == 0:
                os.replace(part, target)
                built.append(target)
                break
        part.unlink(missing_ok=True)
    return built


if __name__ == "__main__":
    from renderer.stage.build import compilers

    print(*build(compilers()), sep="\n")
