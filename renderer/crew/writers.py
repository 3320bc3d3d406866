"""Hiring a writer by name, with the offline one standing by; nothing unscreened leaves either."""

from __future__ import annotations

from dataclasses import replace

from renderer.crew.ports import Writer
from renderer.crew.writer_offline import OfflineWriter
from renderer.crew.writer_openai import OpenAIWriter
from show.bible import Series
from show.errors import CrewError, Refused, SettingsError
from show.moderation import screen_all, texts_of_episode, texts_of_series
from show.order import Brief
from show.script import Episode
from show.translation import Translation

NAMES = ("offline", "openai")


class UnderstudiedWriter:
    """A writer with another one behind it: when the first fails, the second writes, and the script says so."""

    def __init__(self, first: Writer, understudy: Writer, *, rating: str = "teen") -> None:
        self._rating = rating
        self.name = first.name
        self._first = first
        self._understudy = understudy

    def found(self, series: Series) -> Series:
        """The series with its first characters and places, by whichever writer could make them."""
        try:
            founded = self._first.found(series)
        except CrewError:
            founded = self._understudy.found(series)
        _screened(list(texts_of_series(founded)), self._rating)
        return founded

    def write(self, brief: Brief) -> Episode:
        """The episode; `provenance` has `instead_of` and `because` when the understudy wrote it."""
        try:
            episode = self._first.write(brief)
        except CrewError as exc:
            episode = self._understudy.write(brief)
            why = {"instead_of": self._first.name, "because": f"written {self._understudy.name} because: {exc}"}
            episode = replace(episode, provenance={**episode.provenance, **why})
        _screened(list(texts_of_episode(episode)), self._rating)
        return episode

    def contradicts(self, series: Series, idea: str) -> tuple[int, ...]:
        """What the first writer finds, or the other when that one could not say."""
        try:
            return self._first.contradicts(series, idea)
        except CrewError:
            return self._understudy.contradicts(series, idea)

    def translate(self, script: Episode, series: Series, language: str) -> Translation:
        """The translation by the first writer, or by the other when that one could not."""
        try:
            translation = self._first.translate(script, series, language)
        except CrewError as exc:
            try:
                translation = self._understudy.translate(script, series, language)
            except CrewError:
                raise exc from None
        _screened(list(translation.texts()), self._rating)
        return translation


def make_writer(
    name: str,
    *,
    base_url: str = "",
    api_key: str = "",
    model: str = "",
    timeout_seconds: float = 90.0,
    rating: str = "teen",
) -> Writer:
    """The writer of that name (see NAMES); `openai` has the offline one behind it. SettingsError for another name."""
    if name == "offline":
        return OfflineWriter()
    if name == "openai":
        first = OpenAIWriter(
            base_url=base_url, api_key=api_key, model=model, timeout_seconds=timeout_seconds, rating=rating
        )
        return UnderstudiedWriter(first, OfflineWriter(), rating=rating)
    raise SettingsError("There is no writer “{name}”; known are {names}.", name=name, names=' and '.join(NAMES))


def _screened(texts: list[str], rating: str) -> None:
    verdict = screen_all(texts, rating)
    if not verdict.allowed:
        raise Refused("What was written can't be shown here.", reason=verdict.reason)
