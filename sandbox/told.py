"""What the control client hands to a test or a script: messages, replies, modals and files, easy to ask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sandbox.components import walk
from sandbox.errors import WaitTimeout
from sandbox.modals import fields_of
from sandbox.wire import SELECTS, ComponentType, Json, MessageFlag

if TYPE_CHECKING:
    from sandbox.control import Member


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file to upload."""

    name: str
    blob: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file on a message; `Community.download` fetches it."""

    id: str
    filename: str
    size_bytes: int
    content_type: str
    url: str


@dataclass(frozen=True, slots=True)
class Message:
    """A message as one member sees it; `raw` is Discord's JSON."""

    raw: Json

    @property
    def id(self) -> str:
        return str(self.raw["id"])

    @property
    def channel_id(self) -> str:
        return str(self.raw["channel_id"])

    @property
    def author(self) -> str:
        """The author's shown name."""
        author = self.raw["author"]
        return str(author["global_name"] or author["username"])

    @property
    def content(self) -> str:
        return str(self.raw["content"])

    @property
    def text(self) -> str:
        """Everything that can be read: content, embeds, text displays, the poll; one part a line."""
        return "\n".join(part for part in self._parts() if part)

    def _parts(self) -> Iterator[str]:
        yield self.content
        for embed in self.raw["embeds"]:
            yield from (embed.get("title") or "", embed.get("description") or "")
            for field in embed.get("fields", []):
                yield f"{field['name']}: {field['value']}"
            yield (embed.get("footer") or {}).get("text", "")
        for one in self.components:
            if one["type"] == ComponentType.TEXT_DISPLAY:
                yield one["content"]
        if "poll" in self.raw:
            yield self.raw["poll"]["question"]["text"]
            yield from (one["poll_media"]["text"] for one in self.raw["poll"]["answers"])

    @property
    def components(self) -> list[Json]:
        """Every component, nested ones too."""
        return list(walk(self.raw["components"]))

    @property
    def buttons(self) -> list[Json]:
        """Every button: `label`, `custom_id`, `disabled`, `style`."""
        return [one for one in self.components if one["type"] == ComponentType.BUTTON]

    @property
    def labels(self) -> list[str]:
        """The labels of the buttons that can be pressed."""
        return [one.get("label", "") for one in self.buttons if not one.get("disabled")]

    @property
    def menus(self) -> list[Json]:
        """Every select menu."""
        return [one for one in self.components if one["type"] in SELECTS]

    @property
    def attachments(self) -> list[Attachment]:
        return [
            Attachment(
                id=one["id"],
                filename=one["filename"],
                size_bytes=one["size"],
                content_type=one.get("content_type", ""),
                url=one["url"],
            )
            for one in self.raw["attachments"]
        ]

    @property
    def flags(self) -> MessageFlag:
        return MessageFlag(self.raw["flags"])

    @property
    def ephemeral(self) -> bool:
        return MessageFlag.EPHEMERAL in self.flags

    @property
    def loading(self) -> bool:
        """True while the application has only deferred."""
        return MessageFlag.LOADING in self.flags

    @property
    def edited(self) -> bool:
        return self.raw["edited_timestamp"] is not None

    @property
    def nonce(self) -> str | None:
        return None if self.raw.get("nonce") is None else str(self.raw["nonce"])

    @property
    def thread_id(self) -> str | None:
        """The id of the thread opened from this message, which can be given as a channel."""
        return (self.raw.get("thread") or {}).get("id")

    @property
    def reactions(self) -> dict[str, int]:
        """How often each emoji was given."""
        return {one["emoji"]["name"]: one["count"] for one in self.raw.get("reactions", [])}

    @property
    def pinned(self) -> bool:
        return bool(self.raw["pinned"])


@dataclass(frozen=True, slots=True)
class Modal:
    """An open modal: the interaction that opened it, and what it asks for."""

    interaction: str
    raw: Json

    @property
    def title(self) -> str:
        return str(self.raw["title"])

    @property
    def fields(self) -> dict[str, Json]:
        """The input components by custom_id."""
        return {field["custom_id"]: field for _, field in fields_of(self.raw)}

    @property
    def values(self) -> dict[str, str]:
        """What already stands in the text fields, by custom_id."""
        return {key: str(one.get("value") or "") for key, one in self.fields.items() if one["type"] == 4}


@dataclass(slots=True)
class Reply:
    """What the application answered to a member's command, press, choice or modal.

    `outcome` is `message`, `deferred`, `updated`, `deferred_update`, `modal` or `choices`.
    """

    member: Member
    raw: Json

    @property
    def interaction(self) -> str:
        return str(self.raw["interaction"])

    @property
    def outcome(self) -> str:
        return str(self.raw["outcome"])

    @property
    def message(self) -> Message | None:
        """The answering message, or the changed one; None for a modal, choices, or a deleted answer."""
        return Message(self.raw["message"]) if self.raw["message"] else None

    @property
    def text(self) -> str:
        """What the answering message says; empty without one."""
        return self.message.text if self.message else ""

    @property
    def ephemeral(self) -> bool:
        return bool(self.message and self.message.ephemeral)

    @property
    def modal(self) -> Modal:
        """The modal that was opened; ValueError when the answer was something else."""
        if self.raw["modal"] is None:
            raise ValueError(f"The answer was no modal but {self.outcome}: {self.text!r}")
        return Modal(self.interaction, self.raw["modal"])

    @property
    def choices(self) -> list[tuple[str, Any]]:
        """The (name, value) pairs of an autocomplete."""
        return [(one["name"], one["value"]) for one in self.raw["choices"] or []]

    @property
    def followups(self) -> list[Message]:
        return [Message(one) for one in self.raw["followups"]]

    async def refresh(self) -> Reply:
        """Look again how it stands."""
        self.raw = await self.member.look_up(self.interaction)
        return self

    async def final(self, timeout: float = 60.0) -> Message:
        """The answering message once a deferred answer was filled in.

        Raises WaitTimeout when it stays deferred, ValueError when there is no answering message.
        """

        async def settled() -> Message | None:
            await self.refresh()
            if not self.raw["waiting"] and self.message is None:
                raise ValueError("The application deleted its answer.")
            return None if self.raw["waiting"] else self.message

        if self.outcome in ("modal", "choices"):
            raise ValueError(f"The answer was {self.outcome}, not a message.")
        return await self.member.community.wait(settled, timeout, "a deferred answer to be filled in")

    async def followup(self, timeout: float = 60.0, number: int = 1) -> Message:
        """The follow-up of that number (from 1), once it is there."""

        async def arrived() -> Message | None:
            found = (await self.refresh()).followups
            return found[number - 1] if len(found) >= number else None

        return await self.member.community.wait(arrived, timeout, f"follow-up {number}")


def timed_out(what: str, seconds: float) -> WaitTimeout:
    """The error for something that did not happen in time."""
    return WaitTimeout(f"Waited {seconds:g} s for {what}, in vain.")
