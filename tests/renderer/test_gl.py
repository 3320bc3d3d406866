"""The canvas draws with nothing but the stand-ins for libGL and libEGL loaded."""

from __future__ import annotations

import subprocess
import sys

import pytest

from renderer.gl import STAND_INS

PROGRAM = """
import ctypes, sys
for path in sys.argv[1:]:
    ctypes.CDLL(path, mode=ctypes.RTLD_GLOBAL)
import skia
surface = skia.Surface(8, 8)
surface.getCanvas().clear(skia.ColorRED)
assert surface.makeImageSnapshot().toarray(colorType=skia.kRGBA_8888_ColorType)[4, 4].tolist() == [255, 0, 0, 255]
loaded = {line.split()[-1] for line in open("/proc/self/maps") if "lib" in line or "stand_in" in line}
assert not any("/libGL.so" in name or "/libEGL.so" in name for name in loaded), loaded
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="libraries go by other names there")
def test_the_canvas_needs_no_graphics_libraries_of_the_system() -> None:
    paths = [str(path) for path in STAND_INS.values()]
    done = subprocess.run([sys.executable, "-c", PROGRAM, *paths], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
