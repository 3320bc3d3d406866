"""Everything that is lettered into a film: captions, cards, credits, sound words."""

from renderer.lettering.caption import CaptionSprites, caption_sprites
from renderer.lettering.cards import chapter_plate, cliffhanger_card, recap_card, title_card
from renderer.lettering.credits import credits_roll
from renderer.lettering.sfx import sound_word

__all__ = [
    "CaptionSprites",
    "caption_sprites",
    "chapter_plate",
    "cliffhanger_card",
    "credits_roll",
    "recap_card",
    "sound_word",
    "title_card",
]
