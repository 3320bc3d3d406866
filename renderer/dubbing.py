"""A dub: a finished film in another language, of which only what depends on speech is made anew."""

from __future__ import annotations

from dataclasses import dataclass, replace

from renderer.production import make_film
from renderer.runner import Runner
from show.codec import from_plain, to_plain
from show.errors import Refused
from show.moderation import screen_all
from show.order import FilmResult, ProductionOrder, ReplyTo
from show.translation import Translation, series_in, translated


@dataclass(frozen=True, slots=True, kw_only=True)
class DubOrder:
    """Make the film of `film` in `language`. Without a translation the film's writer is asked for one.

    `film` is the production order the original was made from; its takes are found again wherever they are kept.
    """

    id: str
    reply_to: ReplyTo
    film: ProductionOrder
    language: str
    translation: Translation | None = None


def dubbed(order: DubOrder, translation: Translation) -> ProductionOrder:
    """The production order of the dub. Parts keep their voices, which speak with a native one's accent.

    InvalidInput when the translation does not fit the script; Refused when it may not be shown.
    """
    verdict = screen_all(list(translation.texts()))
    if not verdict.allowed:
        raise Refused("This translation can't be shown here.", reason=verdict.reason)
    film = order.film
    return replace(
        film,
        id=order.id,
        reply_to=order.reply_to,
        series=series_in(film.series, translation),
        script=translated(film.script, translation),
        settings=replace(film.settings, language=order.language),
    )


async def make_dub(order: DubOrder, runner: Runner) -> FilmResult:
    """The dub, reviewed like any film; its `script` is the translated one.

    Raises what `make_film` raises; CrewUnavailable when there is neither a translation nor a writer who translates.
    """
    translation = order.translation
    if translation is None:
        payload = {
            "series": to_plain(order.film.series),
            "script": to_plain(order.film.script),
            "settings": to_plain(order.film.settings),
            "language": order.language,
        }
        translation = from_plain((await runner.run("translate", payload))["translation"], Translation)
    return await make_film(dubbed(order, translation), runner)
