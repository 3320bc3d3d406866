"""What is worn, as data: an outfit's colours, and how it treats arms and legs."""

from __future__ import annotations

from dataclasses import dataclass

from renderer.crew.figures.tones import Tone, tone_of

WHITE = (246, 246, 250)
DARK = (44, 42, 62)
LEATHER = (92, 58, 46)
JEANS = (74, 94, 140)
_TAILORED = ("suit", "shirt", "coat", "blazer")
"""Outfits whose stripes are fine and upright."""


@dataclass(frozen=True, slots=True)
class Wardrobe:
    """What is worn: the outfit's name, its main and second colour, and an accent for ties and ribbons.

    `skirt` is False where a skirt's wearer prefers trousers.
    """

    outfit: str
    main: Tone
    second: Tone
    accent: Tone
    skirt: bool = True
    pattern: str = ""
    """What is printed on the outfit's main cloth; empty for plain."""

    @property
    def cloth(self) -> Cloth:
        """How the outfit treats arms and legs."""
        return CLOTHS[self.outfit]

    @property
    def hem(self) -> float:
        """Where skirt or coat end, in the teen's heights; 0 when there is neither."""
        return (self.cloth.skirt if self.skirt else 0.0) or self.cloth.long_coat

    @property
    def bare_legs(self) -> bool:
        return self.cloth.skirt > 0 and self.skirt

    @property
    def top(self) -> Tone:
        """The colour of the sleeves and the trunk."""
        return tone_of(WHITE) if self.cloth.top_is_white else self.main

    def print_on(self, garment: str) -> str:
        """The pattern on the `top` or the `skirt`; empty for plain cloth."""
        if not self.cloth.printed and not (garment == "skirt" and self.cloth.skirt_is_second):
            return ""
        return "pinstripes" if self.pattern == "stripes" and self.outfit in _TAILORED else self.pattern

    @property
    def legs(self) -> Tone:
        """The colour of trousers: a suit's own, jeans under a light second colour."""
        if self.outfit == "suit":
            return self.main
        if self.outfit == "armour":
            return tone_of(DARK)
        return self.second if sum(self.second.base) < 480 else tone_of(JEANS)


@dataclass(frozen=True, slots=True)
class Cloth:
    """How an outfit treats arms and legs. Heights are the teen's; a skirt or coat of 0 is none."""

    top_is_white: bool = False
    bare_arm: float = 0.0
    sleeve_wide: float = 1.0
    cuff: bool = False
    skirt: float = 0.0
    skirt_is_second: bool = False
    pleats: bool = False
    long_coat: float = 0.0
    belt: bool = False
    socks: str = "dark"
    shoes: str = "dark"
    trunk_low: float = 236.0
    """Where the top ends over trousers: tucked in at 200, worn loose lower."""
    printed: bool = True
    """Whether a pattern goes on sleeves and trunk; white tops print it on the skirt alone."""
    jacket_hem: bool = False
    """A jacket whose lower edge shows over trousers or skirt."""


CLOTHS: dict[str, Cloth] = {
    "sailor": Cloth(
        printed=False, top_is_white=True, cuff=True, skirt=384, skirt_is_second=True, pleats=True, shoes="brown"
    ),
    "blazer": Cloth(printed=False, skirt=376, skirt_is_second=True, pleats=True, shoes="brown", jacket_hem=True),
    "hoodie": Cloth(sleeve_wide=1.12, cuff=True, shoes="white", jacket_hem=True),
    "coat": Cloth(sleeve_wide=1.1, cuff=True, long_coat=450, belt=True),
    "suit": Cloth(jacket_hem=True),
    "dress": Cloth(bare_arm=0.74, skirt=430, socks="none"),
    "kimono": Cloth(sleeve_wide=2.6, skirt=556, socks="white", shoes="brown"),
    "armour": Cloth(printed=False, cuff=True, trunk_low=252),
    "labcoat": Cloth(printed=False, top_is_white=True, sleeve_wide=1.08, long_coat=410),
    "nurse": Cloth(bare_arm=0.62, skirt=408, socks="white", shoes="white"),
    "tee": Cloth(bare_arm=0.7, shoes="white"),
    "shirt": Cloth(top_is_white=True, cuff=True, trunk_low=204),
    "cloak": Cloth(sleeve_wide=1.2, long_coat=490),
    "jacket": Cloth(cuff=True, sleeve_wide=1.06, shoes="white", jacket_hem=True),
}
"""Every outfit the painter knows."""
