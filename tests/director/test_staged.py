"""Where things end up in the picture: panels beside heads, weather behind windows, people whom a narrator names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from renderer.crew.cels import Backdrop, Picture, Puppet
from renderer.crew.ports import BackdropRequest, CharacterRequest
from renderer.director.brief import SetupBrief, brief_of
from renderer.director.clearance import heads_in
from renderer.director.direct import OUTSIDE_DEPTH, direct
from renderer.director.split import NEXT_OPENS_SECONDS
from renderer.director.treatment import Treatment
from renderer.lettering.caption import SAFE_BOTTOM
from renderer.plan import Kind
from renderer.stage.layers import BackdropLayer, ParticleKind, ParticleLayer
from renderer.stage.scene import PanelLayer, ShotScene
from renderer.timeline import lay_out
from show.bible import NARRATOR
from show.ids import ShotId
from show.script import Beat, Framing, Line, Shot, Staging, Weather
from tests.director.test_living import painted
from tests.renderer.test_timeline import MIRA, RIN, make_line, make_order, say
from tests.stage import golden, paper

Cast = dict[type, Puppet | Backdrop]


@pytest.fixture(scope="module")
def cast() -> Cast:
    return {CharacterRequest: golden.actor(paper.puppet(375)), BackdropRequest: paper.place(480)}


def brief(framing: Framing, people: tuple[str, ...] = (), lines: tuple[Line, ...] = (), part: int = 0) -> SetupBrief:
    shot = Shot(
        id=ShotId("s1"),
        beat=Beat.SETUP,
        framing=framing,
        cast=tuple(Staging(character_id=one) for one in people),  # type: ignore[arg-type]
        lines=lines,
    )
    plan = lay_out(make_order([shot]), [say(line, 3.0) for line in lines])
    return brief_of(plan, [n for n, setup in enumerate(plan.setups) if setup.kind is Kind.SHOT][part])


def staged(what: SetupBrief, cast: Cast) -> ShotScene:
    return direct(what, painted(what, cast))


def split(what: SetupBrief, panels: str) -> SetupBrief:
    return replace(what, treatment=Treatment(framing=what.framing, panels=panels))


@pytest.mark.parametrize("framing", [Framing.WIDE, Framing.MEDIUM, Framing.ESTABLISHING])
def test_a_panel_of_eyes_leaves_people_their_heads(framing: Framing, cast: Cast) -> None:
    people = (MIRA, RIN) if framing is not Framing.MEDIUM else (MIRA,)
    what = split(brief(framing, people), "eyes")
    room = painted(what, cast)
    scene = direct(what, room)
    panel = next(layer for layer in scene.layers if isinstance(layer, PanelLayer))
    world = replace(scene, layers=tuple(layer for layer in scene.layers if not isinstance(layer, PanelLayer)))
    top, bottom = min(y for _, y in panel.corners), max(y for _, y in panel.corners)
    assert top >= 0
    assert bottom <= 1 - SAFE_BOTTOM + 0.1
    heads = heads_in(world, room, panel.start_frame)
    assert len(heads) == len(people)
    for head in heads:
        hidden = max(0.0, min(bottom, head[3]) - max(top, head[1]))
        assert hidden <= 0.35 * (head[3] - head[1]), (head, top, bottom)


def test_the_second_panel_does_not_wait_under_headless_people(cast: Cast) -> None:
    lines = (make_line(1, MIRA), replace(make_line(2, RIN)))
    scene = staged(split(brief(Framing.TWO_SHOT, (MIRA, RIN), lines[:1]), "duel"), cast)
    first, second = (layer for layer in scene.layers if isinstance(layer, PanelLayer))
    assert 0 < second.start_frame - first.start_frame <= NEXT_OPENS_SECONDS * 24


@pytest.mark.parametrize("weather", [Weather.RAIN, Weather.STORM, Weather.SNOW])
def test_weather_stays_behind_the_windows_of_a_room(weather: Weather, cast: Cast) -> None:
    place = cast[BackdropRequest]
    assert isinstance(place, Backdrop)
    inside: Cast = {**cast, BackdropRequest: replace(place, indoors=True)}
    what = replace(brief(Framing.WIDE, (MIRA,)), weather=weather)
    falling = (ParticleKind.RAIN, ParticleKind.SNOW)
    layers = staged(what, inside).layers
    fallen = [n for n, layer in enumerate(layers) if isinstance(layer, ParticleLayer) and layer.kind in falling]
    assert len(fallen) == 1
    behind, before = layers[fallen[0] - 1], layers[fallen[0] + 1]
    assert isinstance(behind, BackdropLayer)
    assert isinstance(before, BackdropLayer)
    assert behind.farther_than == before.nearer_than == OUTSIDE_DEPTH
    outside = staged(what, cast).layers
    assert [layer.depth for layer in outside if isinstance(layer, ParticleLayer) and layer.kind in falling] == [1.15]


def test_nothing_falls_past_the_windows_of_a_spaceship(cast: Cast) -> None:
    place = cast[BackdropRequest]
    assert isinstance(place, Backdrop)
    planes = (replace(place.planes[0], name="space"), *place.planes[1:])
    what = replace(brief(Framing.WIDE, (MIRA,)), weather=Weather.RAIN)
    layers = staged(what, {**cast, BackdropRequest: replace(place, indoors=True, planes=planes)}).layers
    assert not [one for one in layers if isinstance(one, ParticleLayer) and one.kind is ParticleKind.RAIN]


def test_whom_the_narrator_names_over_an_empty_place_is_seen() -> None:
    told = tuple(
        replace(make_line(n, NARRATOR), text=text)
        for n, text in enumerate(("Rin waits for Mira.", "A girl with silver hair is late.", "Nobody came."), 1)
    )
    seen = [[one.character_id for one in brief(Framing.ESTABLISHING, (), told, part).shot.cast] for part in (0, 1)]  # type: ignore[union-attr]
    assert seen == [[RIN, MIRA], [MIRA]]
    going_on = (told[0], replace(told[1], text="…a girl whom Rin had promised a song."))
    both = brief(Framing.ESTABLISHING, (), going_on, 1).shot.cast  # type: ignore[union-attr]
    assert [one.character_id for one in both] == [MIRA, RIN]
    assert brief(Framing.ESTABLISHING, (), told[2:]).shot.cast == ()  # type: ignore[union-attr]
    assert brief(Framing.INSERT, (), told).shot.cast == ()  # type: ignore[union-attr]


def test_a_title_is_a_picture_of_its_own(cast: Cast) -> None:
    plan = lay_out(make_order([Shot(id=ShotId("s1"), beat=Beat.SETUP, framing=Framing.WIDE)]), [])
    title = next(brief_of(plan, n) for n, setup in enumerate(plan.setups) if setup.kind is Kind.TITLE)
    room = painted(title, cast) | {}
    assert any(isinstance(picture, Picture) for picture in room.values())
    scene = direct(title, room)
    assert scene.light.saturation.at(20) > 1
    assert len(scene.light.flashes) == 1
