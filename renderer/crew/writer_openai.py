"""The model writer: asks any server that speaks OpenAI's chat API, and takes nothing from it unchecked."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from renderer.crew.structured.answers import Problems, bible_of, contradicted_of, find_object, script_of, translation_of
from renderer.crew.structured.forms import Schema, bible_form, check_form, script_form, translation_form
from renderer.crew.structured.prompts import (
    bible_messages,
    check_messages,
    fit,
    repair_message,
    script_messages,
    translation_messages,
)
from show.bible import Series
from show.errors import CrewError, CrewRefused, CrewUnavailable, InvalidInput
from show.moderation import screen_all, texts_of_episode, texts_of_series
from show.order import Brief
from show.script import Episode
from show.translation import Translation

if TYPE_CHECKING:
    import openai

T = TypeVar("T")
Messages = list[dict[str, str]]

FORMATS = ("json_schema", "json_object", "text")
"""How an answer's form is asked for, best first; many local servers know only the later ones."""
REPAIRS = 1

_DECLINES = re.compile(
    r"\s*(?:i['’]?m sorry|sorry,|i can['’]?t|i cannot|i am unable|i['’]?m unable|i won['’]?t|as an ai)", re.IGNORECASE
)
_POLICY = re.compile(r"content[_ ]?(?:filter|policy)|safety|moderation", re.IGNORECASE)


class OpenAIWriter:
    """Writes through a chat API. Repeatable only as far as the server honours the seed.

    Raises CrewUnavailable (limits, time-outs, no connection, a key or model the server doesn't know), CrewRefused
    (the model or its provider declined, or what it wrote may not be shown) and CrewError (unusable after a repair).
    """

    name = "openai"

    def __init__(
        self, *, base_url: str, api_key: str, model: str, timeout_seconds: float = 90.0, rating: str = "teen"
    ) -> None:
        self._base_url = base_url
        self._api_key = api_key
        self._model = model
        self._timeout_seconds = timeout_seconds
        self._rating = rating
        self._format = 0

    def found(self, series: Series) -> Series:
        """The series with 3–5 characters and 3–5 places; what its bible already has is kept."""
        form = bible_form()

        def messages(told_form: bool) -> Messages:
            return bible_messages(series, form, told_form=told_form)

        founded = self._ask(messages, form, "bible", series.seed, lambda answer: bible_of(answer, series))
        self._moderate(list(texts_of_series(founded)))
        return founded

    def write(self, brief: Brief) -> Episode:
        """An episode of 8–16 shots; InvalidInput when the bible lacks characters or places."""
        series = brief.series
        if not series.characters or not series.locations:
            raise InvalidInput("This series has no characters or places yet; they have to be made first.")
        form = script_form(series)

        def messages(told_form: bool) -> Messages:
            return script_messages(brief, form, told_form=told_form)

        episode = self._ask(messages, form, "episode", brief.seed, lambda answer: script_of(answer, series))
        self._moderate(list(texts_of_episode(episode)))
        return replace(
            episode,
            id=brief.episode_id,
            series_id=series.id,
            number=brief.episode_number,
            recap=" ".join(filter(None, (fit(text) for text in brief.previously[-2:]))),
            language=series.language,
            provenance={"writer": self.name, "model": self._model, "seed": str(brief.seed)},
        )

    def contradicts(self, series: Series, idea: str) -> tuple[int, ...]:
        """What the model finds; numbers that no fact has are left out."""
        if not series.facts:
            return ()
        form = check_form()

        def messages(told_form: bool) -> Messages:
            return check_messages(series, idea, form, told_form=told_form)

        def built(answer: dict[str, Any]) -> tuple[int, ...]:
            return contradicted_of(answer, len(series.facts))

        return self._ask(messages, form, "check", series.seed, built)

    def translate(self, script: Episode, series: Series, language: str) -> Translation:
        """The script's texts in the language; names stay, lines are about as long as they were."""
        form = translation_form(script)

        def messages(told_form: bool) -> Messages:
            return translation_messages(script, series, language, form, told_form=told_form)

        def built(answer: dict[str, Any]) -> Translation:
            return translation_of(answer, script, language)

        translation = self._ask(messages, form, "translation", series.seed, built)
        self._moderate(list(translation.texts()))
        return replace(translation, by=f"{self.name} {self._model}")

    def _ask(
        self,
        messages: Callable[[bool], Messages],
        form: Schema,
        form_name: str,
        seed: int,
        build: Callable[[dict[str, Any]], T],
    ) -> T:
        """Ask, build, and ask once more with the problems when the answer can't be used."""
        added: Messages = []
        problems: list[str] = []
        for _ in range(1 + REPAIRS):
            text = self._complete(messages, added, form, form_name, seed)
            try:
                return build(find_object(text))
            except Problems as exc:
                if not added and "{" not in text and _DECLINES.match(text):
                    raise CrewRefused("The model declined to write this.") from exc
                problems = exc.listed
                added = [{"role": "assistant", "content": text[:20_000]}, repair_message(problems)]
        raise CrewError("The model's script can't be used, even after a repair: {problems}.", problems=problems[0])

    def _complete(
        self, messages: Callable[[bool], Messages], added: Messages, form: Schema, form_name: str, seed: int
    ) -> str:
        """One answer as text, in the best format that the server takes."""
        while True:
            kind = FORMATS[self._format]
            conversation = [*messages(kind != "json_schema"), *added]
            try:
                return self._request(conversation, _extras(kind, form, form_name, seed))
            except _FormatUnknown as exc:
                if self._format + 1 == len(FORMATS):
                    raise CrewError("The model's server doesn't take the request: {exc}.", exc=exc) from exc
                self._format += 1

    def _request(self, messages: Messages, extras: dict[str, Any]) -> str:
        import openai

        client = openai.OpenAI(
            base_url=self._base_url,
            api_key=self._api_key or "none",
            timeout=self._timeout_seconds,
            max_retries=0,
        )
        try:
            with client:
                reply = client.chat.completions.create(
                    model=self._model,
                    messages=messages,  # type: ignore[arg-type]
                    **extras,
                )
        except openai.OpenAIError as exc:
            raise _translated(exc) from exc
        return _text_of(reply)

    def _moderate(self, texts: list[str]) -> None:
        verdict = screen_all(texts, self._rating)
        if not verdict.allowed:
            raise CrewRefused("What the model wrote can't be shown here ({category}).", category=verdict.category)


class _FormatUnknown(Exception):
    """The server doesn't know the way the answer's form was asked for."""


def _extras(kind: str, form: Schema, name: str, seed: int) -> dict[str, Any]:
    """What a request asks for besides its messages; nothing at all of the plainest servers."""
    if kind == "text":
        return {}
    wanted: dict[str, Any] = {"type": kind}
    if kind == "json_schema":
        wanted["json_schema"] = {"name": name, "strict": True, "schema": form}
    return {"response_format": wanted, "seed": seed % (1 << 31)}


def _text_of(reply: Any) -> str:
    """The text of a reply, however incomplete a server made it; refusals become CrewRefused."""
    choices = getattr(reply, "choices", None)
    if not choices or choices[0].message is None:
        return ""
    message = choices[0].message
    if getattr(message, "refusal", None):
        raise CrewRefused("The model declined to write this.")
    if choices[0].finish_reason == "content_filter":
        raise CrewRefused("The model's provider filtered what it wrote.")
    return message.content or ""


def _translated(error: openai.OpenAIError) -> Exception:
    import openai

    if isinstance(error, openai.RateLimitError):
        return CrewUnavailable(
            "The model's server is over its limit; try again later.",
            retry_after_seconds=_retry_after(error.response.headers.get("retry-after")),
        )
    if isinstance(error, openai.APITimeoutError):
        return CrewUnavailable("The model's server took too long to answer.")
    if isinstance(error, openai.APIConnectionError):
        return CrewUnavailable("The model's server can't be reached; check its base URL.")
    if isinstance(error, openai.AuthenticationError | openai.PermissionDeniedError):
        return CrewUnavailable("The model's server doesn't accept the key; check the API key.")
    if isinstance(error, openai.NotFoundError):
        return CrewUnavailable("The model's server doesn't know this model or address; check both.")
    if isinstance(error, openai.BadRequestError | openai.UnprocessableEntityError):
        said = f"{error.code or ''} {error.message}"
        if _POLICY.search(said):
            return CrewRefused("The model's provider declined this.")
        return _FormatUnknown(said.strip()[:200])
    if isinstance(error, openai.APIStatusError):
        return CrewUnavailable(
            "The model's server answered {status_code}; try again later.", status_code=error.status_code,
            retry_after_seconds=_retry_after(error.response.headers.get("retry-after")),
        )
    return CrewError("The model's server sent something that is no answer of a chat API.")


def _retry_after(value: str | None) -> float | None:
    """Seconds of a Retry-After header; None when it is missing or a date."""
    return float(value) if value and re.fullmatch(r"\d{1,6}(?:\.\d+)?", value.strip()) else None
