"""The hair cuts, as recipes: which fringe, which sides, what hangs behind, what is tied up."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """What hangs behind the head: down to `length` (head units), `spread` wide at the tips."""

    length: float
    spread: float
    count: int = 7
    wave: float = 0.0
    inward: float = 0.0
    """How far the outer tips curl towards the neck."""
    bulge: float = 22.0
    """How far the hair stands off the skull at the sides."""
    ragged: float = 26.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tail:
    """A tied tail, on the picture's `side`; front tails hang over the shoulders."""

    side: float
    root: tuple[float, float]
    tip: tuple[float, float]
    wide: float
    wave: float = 14.0
    front: bool = False
    braided: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """One hair cut."""

    fringe: str
    """`full`, `blunt`, `swept`, `parted`, `spiky`, `messy`, `slick` or `none`."""
    back: Back
    locks: float = 0.0
    """How far down the side locks reach; 0 for none."""
    lock_wide: float = 46.0
    tails: tuple[Tail, ...] = ()
    buns: tuple[tuple[float, float, float], ...] = ()
    """x, y and radius of buns."""
    crown: float = 0.0
    """How far spikes stand up from the crown."""
    ahoge: bool = False
    shaved: bool = False


_NAPE = Back(length=110, spread=118, count=6, bulge=14, inward=30)
_TIED = Back(length=92, spread=92, count=5, bulge=8, inward=40, ragged=8)

CUTS: dict[str, Cut] = {
    "bob": Cut(fringe="full", back=Back(length=196, spread=168, count=8, inward=46, bulge=34, ragged=14),
    locks=150, lock_wide=56),
    "hime": Cut(fringe="blunt", back=Back(length=640, spread=190, count=8, bulge=26, ragged=10), locks=208,
    lock_wide=66),
    "long": Cut(fringe="full", back=Back(length=640, spread=232, count=9, bulge=28, wave=8), locks=300, ahoge=True),
    "wavy": Cut(fringe="parted", back=Back(length=520, spread=260, count=9, bulge=46, wave=26), locks=280,
    lock_wide=60),
    "ponytail": Cut(
        fringe="swept", back=_TIED, locks=170,
        tails=(Tail(side=1, root=(66, -226), tip=(262, 330), wide=150, wave=26),),
    ),
    "side-pony": Cut(
        fringe="full", back=_TIED, locks=150,
        tails=(Tail(side=1, root=(168, 40), tip=(196, 520), wide=112, front=True),),
    ),
    "twintails": Cut(
        fringe="full", back=_TIED, locks=180, lock_wide=42,
        tails=(
            Tail(side=-1, root=(-168, -138), tip=(-292, 520), wide=132, wave=-30),
            Tail(side=1, root=(168, -138), tip=(292, 520), wide=132, wave=30),
        ),
    ),
    "braids": Cut(
        fringe="parted", back=_TIED, locks=120, lock_wide=40,
        tails=(
            Tail(side=-1, root=(-138, 120), tip=(-168, 520), wide=72, front=True, braided=True),
            Tail(side=1, root=(138, 120), tip=(168, 520), wide=72, front=True, braided=True),
        ),
    ),
    "bun": Cut(fringe="swept", back=_TIED, locks=150, lock_wide=36, buns=((16, -286, 84),)),
    "twin-buns": Cut(fringe="full", back=_TIED, locks=170, lock_wide=44, buns=((-134, -256, 66), (134, -256, 66))),
    "short": Cut(fringe="swept", back=_NAPE, locks=64, lock_wide=44),
    "pixie": Cut(fringe="swept", back=Back(length=136, spread=132, count=7, inward=20, bulge=20, ragged=22),
    locks=96, ahoge=True),
    "spiky": Cut(fringe="spiky", back=Back(length=128, spread=190, count=7, bulge=30, ragged=34), locks=70, crown=86),
    "messy": Cut(fringe="messy", back=Back(length=132, spread=170, count=8, bulge=30, ragged=36), locks=84,
    crown=58, ahoge=True),
    "undercut": Cut(fringe="swept", back=Back(length=60, spread=80, count=4, bulge=-6, ragged=6), crown=40,
    shaved=True),
    "slick": Cut(fringe="slick", back=_NAPE, locks=0),
    "curtain": Cut(fringe="parted", back=Back(length=150, spread=140, count=7, bulge=20, inward=24), locks=110,
    lock_wide=50),
    "wolf": Cut(fringe="messy", back=Back(length=300, spread=196, count=8, bulge=30, ragged=44), locks=170, crown=30),
    "bald": Cut(fringe="none", back=_TIED),
}  # fmt: skip
