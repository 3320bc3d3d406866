"""Makes renderer/crew/kokoro/voices.npz from the npm package kokoro-js: 54 voices, thinned and halved.

npm pack kokoro-js@1.2.1
python -m benchmarks.kokoro_voice_pack kokoro-js-1.2.1.tgz renderer/crew/kokoro/voices.npz
"""

from __future__ import annotations

import hashlib
import sys
import tarfile
from pathlib import Path
from typing import Any

import numpy as np

PACKAGE_SHA256 = "1f0d0383ef0349af0bd9440d81dc12abbea3a5392eb645283eda876f537f5860"
"""kokoro-js-1.2.1.tgz as the npm registry serves it."""
ROWS, STYLE = 510, 256
"""One style vector for every possible length of a line."""
KEPT = (*range(0, ROWS, 16), ROWS - 1)
"""Every 16th row and the last; those between are interpolated."""


def make(package: Path, target: Path) -> int:
    """Writes the pack and returns how many voices it holds."""
    blob = package.read_bytes()
    if hashlib.sha256(blob).hexdigest() != PACKAGE_SHA256:
        raise SystemExit(f"{package} is not kokoro-js 1.2.1")
    voices = {}
    with tarfile.open(package) as archive:
        for member in archive.getmembers():
            path = Path(member.name)
            if path.suffix == ".bin" and path.parent.name == "voices":
                file = archive.extractfile(member)
                assert file is not None
                rows = np.frombuffer(file.read(), np.float32).reshape(ROWS, STYLE)
                voices[path.stem] = rows[list(KEPT)].astype(np.float16)
    arrays: dict[str, Any] = {"rows": np.array(KEPT, np.int16), **dict(sorted(voices.items()))}
    np.savez_compressed(target, **arrays)
    return len(voices)


if __name__ == "__main__":
    print(make(Path(sys.argv[1]), Path(sys.argv[2])), "voices")
