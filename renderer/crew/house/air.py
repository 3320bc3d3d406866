"""The light of a place: sky, key, shade, haze and lamps, from time of day, weather and mood."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from renderer.colours import Colour, luma, mix, multiply, scale, to_hex, turn
from show.script import Emotion, TimeOfDay, Weather


class Season(StrEnum):
    """What trees wear."""

    SPRING = "spring"
    SUMMER = "summer"
    AUTUMN = "autumn"
    WINTER = "winter"


SEASON_WORDS: dict[Season, str] = {
    Season.SPRING: "spring blossom blossoms sakura cherry april",
    Season.SUMMER: "summer cicadas july august",
    Season.AUTUMN: "autumn fall maple maples october november",
    Season.WINTER: "winter wintry frozen frosty icy december january",
}
"""What says the season in a place's name or look; the first one counts, and without any it is summer."""


def season_of(text: str) -> Season | None:
    """The season that the words say, if any."""
    for word in re.findall(r"[^\W\d_]+", text.lower()):
        for season, words in SEASON_WORDS.items():
            if word in words.split():
                return season
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Air:
    """What light does to every colour of a picture. Base colours are painted as under a white sky.

    `sky` runs from zenith to horizon. `ambient` multiplies surfaces, `key` is direct light, `shade` what
    shadows are mixed towards. `haze` is reached at `haze_reach` metres. `lamps` is how much artificial
    light is on, 0–1; `indoor` is what it multiplies lit rooms with.
    """

    time: TimeOfDay
    weather: Weather
    sky: tuple[Colour, Colour, Colour, Colour]
    ambient: Colour
    key: Colour
    shade: Colour
    haze: Colour
    haze_reach: float
    lamps: float
    indoor: Colour
    cloud_light: Colour
    cloud_shade: Colour
    sun: Colour
    sun_y: float
    season: Season | None = None
    """None where nobody says; trees are green then, or in blossom where a place likes it so."""

    @property
    def wet(self) -> bool:
        """Whether ground shines with rain."""
        return self.weather in {Weather.RAIN, Weather.STORM}

    def ground(self, base: Colour) -> Colour:
        """What lies on the ground: the base colour, or the snow on it."""
        return mix(base, (236.0, 242.0, 250.0), 0.82) if self.weather is Weather.SNOW else base

    @property
    def dark(self) -> bool:
        """Whether it is night."""
        return self.time is TimeOfDay.NIGHT

    def tone(self, base: Colour, metres: float = 0.0, light: float = 1.0) -> Colour:
        """The base colour as seen from `metres` away with `light` (1 = lit by the sky, 0 = in full shade)."""
        lit = multiply(base, mix(self.ambient, self.key, 0.45))
        shaded = multiply(multiply(base, self.ambient), self.shade)
        colour = mix(shaded, lit, min(1.0, light)) if light < 1 else scale(lit, light)
        return mix(colour, self.haze, min(0.94, metres / (metres + self.haze_reach))) if metres > 0 else colour

    def lamp_tone(self, base: Colour, light: float = 1.0) -> Colour:
        """The base colour in a room that is lit by its lamps (or by daylight when they are off)."""
        lit = scale(multiply(base, self.indoor), light)
        # Shade in a lamp-lit room is cool: away from the lamps the night comes in.
        return mix(multiply(lit, (150.0, 140.0, 190.0)), lit, min(1.0, 0.25 + 0.75 * light)) if self.dark else lit

    def cold_tone(self, base: Colour, light: float = 1.0) -> Colour:
        """The base colour under fluorescent tubes at night."""
        return scale(multiply(base, (206.0, 228.0, 226.0)), light)

    @property
    def light_hex(self) -> str:
        """The key light as #rrggbb, pale enough to tint a character with."""
        return to_hex(mix((255.0, 255.0, 255.0), self.key, 0.75))


def _hex(*texts: str) -> tuple[Colour, ...]:
    return tuple((float(int(t[0:2], 16)), float(int(t[2:4], 16)), float(int(t[4:6], 16))) for t in texts)


def _air(
    time: TimeOfDay,
    sky: str,
    light: str,
    *,
    reach: float,
    lamps: float,
    sun_y: float,
) -> Air:
    stops = _hex(*sky.split())
    ambient, key, shade, haze, indoor, cloud_light, cloud_shade, sun = _hex(*light.split())
    return Air(
        time=time,
        weather=Weather.CLEAR,
        sky=(stops[0], stops[1], stops[2], stops[3]),
        ambient=ambient,
        key=key,
        shade=shade,
        haze=haze,
        haze_reach=reach,
        lamps=lamps,
        indoor=indoor,
        cloud_light=cloud_light,
        cloud_shade=cloud_shade,
        sun=sun,
        sun_y=sun_y,
    )


_CLEAR = {
    TimeOfDay.DAWN: _air(
        TimeOfDay.DAWN,
        "2f5aa8 7fa6e0 f6b9c2 ffe9c0",
        "dfd2ea ffd7ad 8f86c4 f4cdd2 d9c6d8 ffeadb a9a3d6 fff3d0",
        reach=60,
        lamps=0.25,
        sun_y=0.40,
    ),
    TimeOfDay.DAY: _air(
        TimeOfDay.DAY,
        "1257c9 2f8ff0 8fd0fb e6f7ff",
        "fafcff fff4d6 9aa8dd b9defb f2f1ea ffffff 9fc0ea fffbe8",
        reach=110,
        lamps=0.0,
        sun_y=0.10,
    ),
    TimeOfDay.SUNSET: _air(
        TimeOfDay.SUNSET,
        "27327f 8a4f9e ff8064 ffd98c",
        "dcaab8 ffb060 8468b4 ff9f78 d2a8a0 ffd9a0 a05c9c fff0c0",
        reach=55,
        lamps=0.45,
        sun_y=0.38,
    ),
    TimeOfDay.NIGHT: _air(
        TimeOfDay.NIGHT,
        "04081e 0d1a48 1e3578 454f9a",
        "5a69ad 9fbcff 5a5f9a 20306a f0cfa0 8fa0d8 2a3a78 f6f3e2",
        reach=45,
        lamps=1.0,
        sun_y=0.16,
    ),
}

_OVERCAST: dict[Weather, tuple[float, float, float, float]] = {
    Weather.CLEAR: (0.0, 1.0, 1.0, 0.0),
    Weather.CLOUDY: (0.45, 0.95, 0.8, 0.1),
    Weather.RAIN: (0.7, 0.72, 0.5, 0.55),
    Weather.SNOW: (0.6, 1.0, 0.45, 0.35),
    Weather.FOG: (0.75, 0.98, 0.12, 0.4),
    Weather.STORM: (0.72, 0.52, 0.5, 0.75),
}
"""How grey the sky is, how bright, how far one sees (a factor), and how many lamps are on in daytime."""

_MOOD: dict[Emotion, tuple[Colour, float]] = {
    Emotion.DREAD: ((40.0, 70.0, 60.0), 0.22),
    Emotion.FEAR: ((50.0, 70.0, 90.0), 0.14),
    Emotion.RAGE: ((190.0, 40.0, 40.0), 0.14),
    Emotion.SORROW: ((80.0, 100.0, 160.0), 0.14),
    Emotion.JOY: ((255.0, 225.0, 150.0), 0.07),
    Emotion.LOVE: ((255.0, 160.0, 190.0), 0.12),
    Emotion.TENDER: ((255.0, 200.0, 180.0), 0.08),
}
"""What a mood mixes into the light, and how much; the stage grades further as the shot goes."""


def air_of(time: TimeOfDay, weather: Weather, mood: Emotion) -> Air:
    """The light at that time, in that weather, tinted a little by the mood."""
    air = _CLEAR[time]
    grey, bright, sight, lamps = _OVERCAST[weather]
    veil = scale((196.0, 205.0, 218.0), (0.34 if time is TimeOfDay.NIGHT else 1.0) * bright)
    if weather is Weather.STORM:
        veil = mix(veil, (70.0, 84.0, 104.0), 0.5)
    if time is TimeOfDay.SUNSET:
        veil = mix(veil, (226.0, 140.0, 120.0), 0.35)
    tint, share = _MOOD.get(mood, ((0.0, 0.0, 0.0), 0.0))

    def under(colour: Colour, amount: float) -> Colour:
        clouded = mix(colour, mix(veil, scale(veil, luma(colour) / 255), 0.5), grey * amount)
        return mix(clouded, tint, share)

    return replace(
        air,
        weather=weather,
        sky=(under(air.sky[0], 1), under(air.sky[1], 1), under(air.sky[2], 0.95), under(air.sky[3], 0.85)),
        ambient=scale(under(air.ambient, 0.5), 0.55 + 0.45 * bright),
        key=under(air.key, 0.7),
        haze=under(air.haze, 0.9),
        haze_reach=air.haze_reach * sight,
        lamps=max(air.lamps, lamps),
        indoor=mix(air.indoor, tint, share * 0.7),
        cloud_light=under(air.cloud_light, 0.8),
        cloud_shade=under(air.cloud_shade, 0.9),
        sun=turn(air.sun, saturation=1.0),
    )
