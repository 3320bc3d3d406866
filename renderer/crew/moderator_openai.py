"""OpenAI's moderation, or any server's that answers like it: how likely texts and pictures are what we decline."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from show.errors import CrewUnavailable

if TYPE_CHECKING:
    import openai

Likely = dict[str, float]
RETRIES = 1
MOST_TEXTS = 32
"""Texts of one request."""
MOST_CHARACTERS = 4000
CATEGORIES: dict[str, tuple[str, ...]] = {
    "explicit": ("sexual", "sexual/minors"),
    "minor": ("sexual/minors",),
    "hate": ("hate", "hate/threatening"),
    "harm": ("self-harm/instructions",),
}
"""Our names with OpenAI's categories (platform.openai.com/docs/guides/moderation, August 2026).

Violence, threats and the talk of wounds are drama's daily bread and no grounds; who intends to harm themselves in a
story may say so, nobody may say how.
"""
MINORS_WEIGHT = 2.5
"""How much a score for minors counts: the line is drawn at a fifth, not at a half."""


class OpenAIModerator:
    """Asks `POST …/moderations`. Blocks; CrewUnavailable when it does not answer in time or not as it should."""

    def __init__(self, *, base_url: str, api_key: str, model: str, timeout_seconds: float = 8.0) -> None:
        self._base_url = base_url
        self._api_key = api_key
        self._model = model
        self._timeout_seconds = timeout_seconds

    def texts(self, texts: Sequence[str]) -> list[Likely]:
        """How likely each text is each thing, in their order; of a long one, the most of any of its pieces."""
        pieces = [(index, piece) for index, text in enumerate(texts) for piece in _pieces(text)]
        found: list[Likely] = [{} for _ in texts]
        for start in range(0, len(pieces), MOST_TEXTS):
            part = pieces[start : start + MOST_TEXTS]
            answers = self._ask([piece for _, piece in part], len(part))
            for (index, _), likely in zip(part, answers, strict=True):
                most = found[index]
                most.update({name: max(value, most.get(name, 0.0)) for name, value in likely.items()})
        return found

    def picture(self, content: bytes, media_type: str = "image/jpeg") -> Likely:
        """How likely a picture is each thing."""
        address = f"data:{media_type};base64,{base64.b64encode(content).decode()}"
        return self._ask([{"type": "image_url", "image_url": {"url": address}}], 1)[0]

    def _ask(self, asked: list[Any], count: int) -> list[Likely]:
        import openai

        client = openai.OpenAI(
            base_url=self._base_url,
            api_key=self._api_key or "none",
            timeout=self._timeout_seconds,
            max_retries=RETRIES,
        )
        try:
            with client:
                reply = client.moderations.create(model=self._model, input=asked)
            return [_likely(result) for result in _results(reply, count)]
        except openai.OpenAIError as exc:
            raise CrewUnavailable("The moderation's server does not answer.") from exc
        except (AttributeError, TypeError, ValueError) as exc:
            raise CrewUnavailable("The moderation's server answers what is no moderation.") from exc


def _pieces(text: str) -> list[str]:
    """A text in pieces that the service takes."""
    return [text[start : start + MOST_CHARACTERS] for start in range(0, len(text), MOST_CHARACTERS)] or [" "]


def _results(reply: openai.types.ModerationCreateResponse, count: int) -> list[Any]:
    results = list(reply.results)
    if len(results) != count:
        raise ValueError(f"{len(results)} results for {count} texts")
    return results


def _likely(result: Any) -> Likely:
    scores = {str(name): float(score) for name, score in result.category_scores.model_dump(by_alias=True).items()
              if score is not None}  # fmt: skip
    likely = {ours: max((scores.get(theirs, 0.0) for theirs in names), default=0.0)
              for ours, names in CATEGORIES.items()}  # fmt: skip
    minors = min(1.0, likely["minor"] * MINORS_WEIGHT)
    return {**likely, "minor": minors, "explicit": max(likely["explicit"], minors)}
