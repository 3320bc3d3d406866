"""Compiles the stage's kernel beside this module: `python -m renderer.stage.build`. Standard library only.

The wheel's build hook loads this file by its path, where nothing of the house is installed yet.
"""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).with_name("kernel.c")
_SUFFIX = {"darwin": ".dylib", "win32": ".dll"}.get(sys.platform, ".so")
TARGET = SOURCE.with_name(f"_kernel{_SUFFIX}")

# Old enough for every Linux that has Python 3.11 (PEP 599's glibc), where zig's own headers are used.
_GLIBC = "2.17"
# No -march: the baseline of the architecture, with AVX2 in functions that are only called where it exists.
_FLAGS = ("-std=c11", "-O3", "-fPIC", "-shared", "-fno-strict-aliasing", "-fvisibility=hidden", "-Wall", "-Wextra")


class NoCompiler(RuntimeError):
    """Neither ziglang nor a system compiler could build the kernel."""


def compilers() -> list[list[str]]:
    """Command lines to try, in order: CC when set, ziglang from pip, then what the system has."""
    found: list[list[str]] = []
    if os.environ.get("CC"):
        found.append([*os.environ["CC"].split(), *_FLAGS])
    if importlib.util.find_spec("ziglang") is not None:
        found.append([sys.executable, "-m", "ziglang", "cc", *_zig_target(), "-fno-sanitize=undefined", *_FLAGS])
    for name in ("cc", "gcc", "clang"):
        if shutil.which(name):
            found.append([name, *_FLAGS])
            break
    return found


def _zig_target() -> list[str]:
    """zig compiles for the very processor it runs on unless told otherwise."""
    machine = {"AMD64": "x86_64", "arm64": "aarch64"}.get(platform.machine(), platform.machine())
    if sys.platform == "linux" and platform.libc_ver()[0] == "glibc":
        return ["-target", f"{machine}-linux-gnu.{_GLIBC}", "-mcpu=baseline"]
    return ["-mcpu=baseline"]


def build(target: Path = TARGET) -> Path:
    """Compile; the library is replaced whole. NoCompiler says what every compiler answered."""
    part = target.with_name(f".{target.name}.{os.getpid()}.part{_SUFFIX}")
    answers = []
    try:
        for command in compilers():
            done = subprocess.run([*command, "-o", str(part), str(SOURCE)], capture_output=True, text=True, check=False)
            if done.returncode == 0:
                os.replace(part, target)
                return target
            answers.append(f"{' '.join(command[:3])}: {done.stderr.strip()[-400:]}")
    finally:
        part.unlink(missing_ok=True)
    raise NoCompiler("\n".join(answers) or "There is no C compiler; `pip install ziglang` brings one.")


if __name__ == "__main__":
    print(build())
