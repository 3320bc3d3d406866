"""The house painter: everything drawn by code, so that a bible entry looks the same in every episode."""

from __future__ import annotations

from renderer.crew.cels import Backdrop, Picture, Puppet
from renderer.crew.house.places import paint_backdrop
from renderer.crew.house.props import paint_prop
from renderer.crew.house.puppet import PUPPETS_VERSION, paint_puppet
from renderer.crew.ports import BackdropRequest, CharacterRequest, PropRequest


class HousePainter:
    """Paints with a vector canvas; needs no weights, no GPU and no network. Equal requests give equal bytes."""

    name = "house"
    version = f"characters {PUPPETS_VERSION}, places 6"

    def puppet(self, request: CharacterRequest) -> Puppet:
        """A character in parts."""
        return paint_puppet(request)

    def backdrop(self, request: BackdropRequest) -> Backdrop:
        """A place in planes."""
        return paint_backdrop(request)

    def prop(self, request: PropRequest) -> Picture:
        """An object for an insert."""
        return paint_prop(request)
