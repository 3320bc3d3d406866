"""Pictures laid on the screen or stood in the world: lettering, cards, props, captions, credits."""

from __future__ import annotations

from renderer.stage.sprites.captions import StagedCaptions
from renderer.stage.sprites.entrances import LETTERING
from renderer.stage.sprites.placing import snapped
from renderer.stage.sprites.scroll import StagedScroll
from renderer.stage.sprites.sprite import StagedSprite

__all__ = ["LETTERING", "StagedCaptions", "StagedScroll", "StagedSprite", "snapped"]
