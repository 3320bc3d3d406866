"""The compiled kernel touches nothing outside its buffers, and compiles for the processors it ships to."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from renderer.stage import build, native

FUZZ = Path(__file__).with_name("fuzz_kernel.py")
ROOT = FUZZ.parents[2]


def fuzz(*arguments: str, **environment: str) -> None:
    settings = os.environ | {"PYTHONPATH": str(ROOT)} | environment
    command = [sys.executable, "-X", "faulthandler", str(FUZZ), *arguments]
    done = subprocess.run(command, env=settings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]


@pytest.mark.skipif(sys.platform != "linux", reason="needs mprotect as Linux has it")
def test_random_work_between_forbidden_pages_touches_neither() -> None:
    try:
        native.load()
    except OSError:
        pytest.skip("the kernel was not compiled here")
    fuzz("100")


def compiled(tmp_path: Path, command: list[str], *checks: str) -> Path:
    library = tmp_path / "kernel.so"
    flags = ("-std=c11", "-O1", "-fPIC", "-shared", "-fno-strict-aliasing")
    made = subprocess.run(
        [*command, *flags, *checks, "-o", str(library), str(build.SOURCE)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("this compiler has no sanitizers")
    return library


@pytest.mark.skipif(sys.platform != "linux", reason="preloads the sanitizers' runtime")
def test_address_and_undefined_behaviour_sanitizers_find_nothing(tmp_path: Path) -> None:
    gcc = shutil.which("gcc")
    if gcc is None:
        # The compiler that pip brings has no runtime for them, but its checks can end the process.
        pytest.importorskip("ziglang")
        zig = [sys.executable, "-m", "ziglang", "cc"]
        fuzz("30", str(compiled(tmp_path, zig, "-fsanitize=undefined", "-fsanitize-trap=undefined")))
        return
    library = compiled(tmp_path, [gcc], "-fsanitize=address,undefined", "-fno-sanitize-recover=undefined")
    found = [
        subprocess.run([gcc, f"-print-file-name={name}"], capture_output=True, text=True, check=True).stdout.strip()
        for name in ("libasan.so", "libubsan.so")
    ]
    fuzz("30", str(library), LD_PRELOAD=" ".join(found), ASAN_OPTIONS="detect_leaks=0")


@pytest.mark.parametrize(
    ("target", "head"),
    [("aarch64-linux-gnu", b"\x7fELF\x02\x01\x01"), ("aarch64-macos", b"\xcf\xfa\xed\xfe\x0c")],
)
def test_it_compiles_for_arm_too(target: str, head: bytes, tmp_path: Path) -> None:
    pytest.importorskip("ziglang")
    made = tmp_path / "kernel.o"
    flags = ("-std=c11", "-O1", "-c", "-fPIC", "-fno-sanitize=undefined", "-Wall", "-Wextra", "-Werror")
    command = [sys.executable, "-m", "ziglang", "cc", "-target", target, *flags, "-o", str(made), str(build.SOURCE)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert made.read_bytes().startswith(head)
