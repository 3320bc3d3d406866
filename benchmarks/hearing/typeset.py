"""Two hundred random lines as captions: none may overflow, collide, or be gone before it can be read."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from renderer.captions import READING_SPEED, CaptionPage, CaptionWord, caption_pages, phrased
from renderer.crew.cels import Picture
from renderer.lettering.caption import SAFE_BOTTOM, SAFE_SIDE, SAFE_TOP, CaptionSprites, caption_sprites
from show.script import Delivery, Emotion

WIDTH_PX, HEIGHT_PX = 1080, 1920
_INK = 24
_STOCK: dict[str, str] = {
    "en": "You never told me that the letters were real and I waited under that tree every single night why would she"
    " do it the incomprehensible misunderstanding straightforwardly remembers everything WAIT no it's 3 o'clock 🌙",
    "es": "nunca me dijiste que las cartas eran verdaderas y esperé bajo aquel árbol extraordinariamente ¿por qué?",
    "de": "Freundschaftsbeziehungen Geschwindigkeitsbegrenzung du hast mir nie gesagt dass die Briefe echt sind",
    "hi": "तुमने मुझे कभी नहीं बताया कि चिट्ठियाँ सच थीं और मैं हर रात उस पेड़ के नीचे इंतज़ार करता रहा",
    "ar": "لم تخبرني أبدا أن الرسائل كانت حقيقية وانتظرت تحت تلك الشجرة كل ليلة",
    "th": "คุณไม่เคยบอกฉันว่าจดหมาย เป็นเรื่องจริง และฉันรอ ทุกคืน",
}
_UNSPACED = {
    "ja": "手紙は本物だったなんて、一度も言わなかった。あの木の下で毎晩待っていた。どうして「さよなら」と書いたの？",
    "zh": "你从来没有告诉我那些信是真的，我每天晚上都在那棵树下等你。为什么你要写“再见”？",
}


def random_lines(count: int = 200, seed: int = 6) -> list[tuple[str, list[CaptionWord]]]:
    """Lines in eight languages with every delivery and emotion, at the pace people speak: language and words."""
    lot = random.Random(seed)
    lines = []
    for number in range(count):
        language = [*_STOCK, *_UNSPACED][number % (len(_STOCK) + len(_UNSPACED))]
        if language in _STOCK:
            stock = _STOCK[language].split()
            texts = [
                lot.choice(stock) + lot.choice(["", "", "", ",", ".", "?!", "…"]) for _ in range(lot.randint(1, 26))
            ]
        else:
            text = _UNSPACED[language]
            start = lot.randrange(len(text) - 4)
            texts = [text[start : start + lot.randint(3, 40)]]
        lines.append((language, _timed(texts, language, lot)))
    return lines


def _timed(texts: Sequence[str], language: str, lot: random.Random) -> list[CaptionWord]:
    clock, pace = 0.0, lot.uniform(5.0, 9.0) if language in _UNSPACED else lot.uniform(10.0, 16.0)
    delivery, emotion, strength = lot.choice(list(Delivery)), lot.choice(list(Emotion)), lot.random()
    colour = f"#{lot.randrange(1 << 24):06x}"
    words = []
    for text in texts:
        seconds = (len(text) + 1) / pace
        words.append(
            CaptionWord(
                text=text,
                start_seconds=clock,
                end_seconds=clock + 0.95 * seconds,
                speaker="Mika",
                colour=colour,
                delivery=delivery,
                emotion=emotion,
                strength=strength,
            )
        )
        clock += seconds + (0.3 if text[-1] in ".?!…" else 0.0)
    return words


def faults(count: int = 200) -> list[str]:
    """What is wrong with so many random lines, each in a sentence; empty when all is well."""
    found = []
    for number, (language, words) in enumerate(random_lines(count)):
        pages = caption_pages(phrased(words))
        if any(before.end_seconds > after.start_seconds + 1e-9 for before, after in pairwise(pages)):
            found.append(f"line {number} ({language}): two pages at once")
        for page in pages:
            found += [f"line {number} ({language}) “{page.text}”: {fault}" for fault in _page_faults(page, language)]
    return found


def _page_faults(page: CaptionPage, language: str) -> list[str]:
    first = page.words[0]
    sprites = caption_sprites(
        [word.text for word in page.words],
        width_px=WIDTH_PX,
        height_px=HEIGHT_PX,
        colour=first.colour,
        delivery=first.delivery,
        language=language,
        emotion=first.emotion,
        strength=first.strength,
    )
    told = []
    left, top, right, bottom = _ink(sprites.page)
    if left < SAFE_SIDE * WIDTH_PX or right > (1 - SAFE_SIDE) * WIDTH_PX:
        told.append(f"ink from {left} to {right} px across")
    if top < SAFE_TOP * HEIGHT_PX or bottom > (1 - SAFE_BOTTOM) * HEIGHT_PX:
        told.append(f"ink from {top} to {bottom} px down")
    if page.characters_per_second > READING_SPEED + 0.01:
        told.append(f"{page.characters_per_second:.1f} characters a second")
    if (share := _overlap(sprites)) > 0.02:
        told.append(f"words lie over each other by {share:.0%}")
    return told


def _ink(picture: Picture) -> tuple[int, int, int, int]:
    rows, columns = np.nonzero(picture.pixels[..., 3] > _INK)
    if not len(rows):
        return WIDTH_PX // 2, HEIGHT_PX // 2, WIDTH_PX // 2, HEIGHT_PX // 2
    return (
        picture.x_px + int(columns.min()),
        picture.y_px + int(rows.min()),
        picture.x_px + int(columns.max()),
        picture.y_px + int(rows.max()),
    )


def _overlap(sprites: CaptionSprites) -> float:
    """The largest share of a word's own letters (the brightest ink) that another word's cover."""
    canvas = np.zeros((HEIGHT_PX, WIDTH_PX), np.int16)
    sizes = []
    for word in sprites.words:
        letters = (word.pixels[..., 3] > 250) & (word.pixels[..., :3].max(axis=2) > 170)
        height, width = letters.shape
        canvas[word.y_px : word.y_px + height, word.x_px : word.x_px + width] += letters
        sizes.append(int(letters.sum()))
    return float((canvas > 1).sum()) / max(1, max(sizes, default=1))
