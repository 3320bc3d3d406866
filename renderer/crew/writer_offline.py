"""The offline writer: needs no key and no network, tells a whole serial from a stock of scenes."""

from __future__ import annotations

from renderer.crew.offline.engine import Engine
from renderer.crew.offline.founding import found
from show.bible import Series
from show.canon import contradicted
from show.errors import CrewUnavailable, Refused
from show.moderation import screen_all, texts_of_episode, texts_of_series
from show.order import Brief
from show.script import Episode
from show.translation import Translation


class OfflineWriter:
    """Writes from the stock; equal briefs give equal episodes. Texts are English whatever the series' language."""

    name = "offline"

    def found(self, series: Series) -> Series:
        """The series with 4–5 characters and 4 places; what its bible already has is kept."""
        founded = found(series)
        verdict = screen_all(texts_of_series(founded))
        if not verdict.allowed:
            raise Refused("This premise can't be made into a series here.", reason=verdict.reason)
        return founded

    def write(self, brief: Brief) -> Episode:
        """An episode of 10–14 shots; InvalidInput when the bible lacks characters or places."""
        episode = Engine(brief).episode()
        verdict = screen_all(texts_of_episode(episode))
        if not verdict.allowed:
            raise Refused("This episode can't be shown here.", reason=verdict.reason)
        return episode

    def contradicts(self, series: Series, idea: str) -> tuple[int, ...]:
        """By the rules of `show.canon` alone: what is not understood contradicts nothing."""
        return tuple(series.facts.index(fact) for fact in contradicted(series, idea))

    def translate(self, script: Episode, series: Series, language: str) -> Translation:
        """Not without a model: CrewUnavailable says what to do instead."""
        raise CrewUnavailable(
            "The offline writer doesn't translate. Fill in the sheet of lines and send it, or set up a writer by model."
        )
