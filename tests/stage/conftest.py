"""The stage's property room, painted once."""

from __future__ import annotations

import pytest

from renderer.stage.scene import Pictures
from tests.stage import scenes


@pytest.fixture(scope="session")
def pictures() -> Pictures:
    return scenes.pictures()
