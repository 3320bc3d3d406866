"""Where no kernel was compiled, or a wrong one lies there, films are made all the same, and it is said why slowly."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import _imaging

from renderer.encode import render_segment
from renderer.stage import build, native
from renderer.stage import kernel as kernels
from renderer.stage.scene import Pictures
from tests.stage import scenes


@pytest.fixture
def afresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Whoever asks for the kernel looks for it anew."""
    kernels.kernel.cache_clear()
    native._library.cache_clear()
    yield monkeypatch
    monkeypatch.undo()
    kernels.kernel.cache_clear()
    native._library.cache_clear()


@pytest.mark.parametrize("what", ["nothing", "garbage", "another library", "an older one"])
def test_a_film_is_made_without_the_kernel_and_says_so_once(
    what: str, afresh: pytest.MonkeyPatch, pictures: Pictures, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    target = tmp_path / "_kernel.so"
    if what == "garbage":
        target.write_bytes(b"no library")
    elif what == "another library":
        target = Path(_imaging.__file__)
    elif what == "an older one":
        target = build.TARGET
        afresh.setattr(native, "_VERSION", native._VERSION + 1)
        if not target.exists():
            pytest.skip("the kernel was not compiled here")
    afresh.setattr(build, "TARGET", target)
    with caplog.at_level(logging.WARNING, "renderer.stage.kernel"):
        for name in ("a", "b"):
            facts = render_segment(scenes.small(scenes.scene(frames=3)), pictures, tmp_path / f"{name}.mp4")
            assert facts.shown == 3
    assert kernels.kernel().name == "numpy"
    said = [record.getMessage() for record in caplog.records]
    assert len(said) == 1
    assert "with numpy, slowly" in said[0]
    assert "python -m renderer.stage.build" in said[0]
