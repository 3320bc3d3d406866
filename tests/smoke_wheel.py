"""Builds the wheel, installs it into an environment of its own and uses it from an empty folder."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

CHECK = """
import importlib.util, sys
for room in ("bot", "cogs", "renderer", "sandbox", "show", "storage"):
    found = importlib.util.find_spec(room)
    assert found and "site-packages" in str(found.origin), (room, found)
import bot.client
heavy = {"torch", "diffusers"} & set(sys.modules)
assert not heavy, heavy
from renderer.stage.kernel import kernel
print("kernel:", kernel().name)
assert kernel().name != "numpy", "the wheel carries no compiled kernel"
from renderer.crew.writer_offline import OfflineWriter
from renderer.crew.kokoro.styles import voice_names
assert len(voice_names()) > 40, "the wheel carries no voices"
"""


def main() -> int:
    """0 when the built wheel works outside the checkout."""
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder)
        subprocess.run(
            [sys.executable, "-m", "build", "--wheel", "--outdir", str(where), str(ROOT)],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        (wheel,) = where.glob("*.whl")
        venv.create(where / "venv", with_pip=True)
        python = where / "venv" / "bin" / "python"
        subprocess.run([python, "-m", "pip", "install", "-q", str(wheel)], check=True)
        subprocess.run([python, "-c", CHECK], check=True, cwd=folder)
        cli = where / "venv" / "bin" / "cliffhanger"
        subprocess.run([cli, "--version"], check=True, cwd=folder)
        subprocess.run([cli, "doctor"], check=True, cwd=folder)
    print("The wheel works on its own.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
