"""Interactions: handing them to the application, its answers, and what its tokens still allow."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any

from sandbox import messages
from sandbox.attachments import Upload
from sandbox.errors import (
    ApiError,
    already_acknowledged,
    invalid_webhook_token,
    unknown_interaction,
    unknown_message,
    unknown_webhook,
)
from sandbox.locales import locale_of
from sandbox.messages import Draft
from sandbox.modals import check_modal
from sandbox.permissions import ALL, of_member
from sandbox.presentation import message_for
from sandbox.validation import FormErrors
from sandbox.wire import CallbackType, InteractionType, Json, MessageFlag, MessageType, OptionType
from sandbox.world import World

# Discord developer documentation, "Interaction Callback" and "Followup Messages".
TOKEN_SECONDS = 15 * 60.0
REMEMBERED_SECONDS, REMEMBERED = 3600.0, 5000
"""So long, and so many, interactions are remembered; the token of one that is not is unknown instead of invalid."""

_ALLOWED = {
    InteractionType.COMMAND: {4, 5, 9},
    InteractionType.COMPONENT: {4, 5, 6, 7, 9},
    InteractionType.AUTOCOMPLETE: {8},
    InteractionType.MODAL_SUBMIT: {4, 5, 6, 7},
}


@dataclass(slots=True, kw_only=True)
class Interaction:
    """One interaction and how far its answering has come."""

    id: str
    token: str
    kind: InteractionType
    user_id: str
    guild_id: str | None
    channel_id: str
    created: float
    data: Json
    message_id: str | None = None
    answered: CallbackType | None = None
    original_id: str | None = None
    modal: Json | None = None
    choices: list[Json] | None = None
    answer_seconds: float | None = None
    followup_ids: list[str] = field(default_factory=list)
    settled: asyncio.Event = field(default_factory=asyncio.Event)


RECORDED = tuple(one.name for one in fields(Interaction) if one.name != "settled")
"""What is kept of an interaction in a state file."""


def _recalled(record: Json) -> Interaction:
    """The interaction that a record of a state file tells of."""
    answered = record["answered"]
    made = Interaction(
        **record
        | {
            "kind": InteractionType(record["kind"]),
            "answered": None if answered is None else CallbackType(answered),
        }
    )
    if made.answered is not None:
        made.settled.set()
    return made


class Interactions:
    """Opens interactions for members and accepts the application's answers to them."""

    def __init__(self, world: World, send: Callable[[str | None, Json], None]) -> None:
        self._world = world
        self._send = send
        self.by_token: dict[str, Interaction] = {}
        self.by_id: dict[str, Interaction] = {}
        for record in world.interactions.values():
            made = _recalled(record)
            self.by_token[made.token] = self.by_id[made.id] = made

    def _note(self, made: Interaction) -> None:
        """Put down how an interaction stands, so that a sandbox that is started again knows its token."""
        if made.kind is not InteractionType.AUTOCOMPLETE:
            self._world.interactions[made.id] = {key: getattr(made, key) for key in RECORDED}
            self._world.changed_interactions.add(made.id)

    def open(
        self, kind: InteractionType, user_id: str, channel: Json, data: Json, message: Json | None = None
    ) -> Interaction:
        """Make an interaction and hand it to the application."""
        world = self._world
        made = Interaction(
            id=world.snowflakes.next(),
            token=secrets.token_urlsafe(96),
            kind=kind,
            user_id=user_id,
            guild_id=channel.get("guild_id"),
            channel_id=channel["id"],
            created=world.clock.now(),
            data=data,
            message_id=message["id"] if message else None,
        )
        self._forget_old(made.created)
        self.by_token[made.token] = self.by_id[made.id] = made
        self._note(made)
        self._send(made.guild_id, self._wire(made, channel, message))
        return made

    def _forget_old(self, now: float) -> None:
        """Let go of those whose tokens ended long ago, the oldest first, and of their ephemeral answers.

        A long evening fits in memory that way. Discord's ephemeral messages are gone when a client starts anew.
        """
        while len(self.by_id) >= REMEMBERED:
            oldest = next(iter(self.by_id.values()))
            if now - oldest.created <= REMEMBERED_SECONDS:
                return
            del self.by_id[oldest.id], self.by_token[oldest.token]
            for message_id in (oldest.original_id, *oldest.followup_ids):
                if message_id in self._world.audiences and message_id in self._world.messages:
                    messages.delete(self._world, self._world.messages[message_id])
            self._world.interactions.pop(oldest.id, None)
            self._world.changed_interactions.add(oldest.id)

    def _wire(self, made: Interaction, channel: Json, message: Json | None) -> Json:
        world, guild_id = self._world, made.guild_id
        wire: Json = {
            "id": made.id,
            "application_id": world.bot_id,
            "type": int(made.kind),
            "token": made.token,
            "version": 1,
            "channel_id": channel["id"],
            "channel": channel,
            "data": made.data,
            "locale": locale_of(world, made.user_id),
            "entitlements": [],
            "entitlement_sku_ids": [],
            "authorizing_integration_owners": {"0": guild_id or "0"},
            "context": 0 if guild_id else 1,
            "attachment_size_limit": world.rules.upload_limit_bytes,
            "app_permissions": str(int(ALL)),
        }
        if guild_id:
            held = str(int(of_member(world, guild_id, made.user_id, channel)))
            wire["member"] = world.member(guild_id, made.user_id) | {"permissions": held}
            wire["app_permissions"] = str(int(of_member(world, guild_id, world.bot_id, channel)))
            wire["guild_id"] = guild_id
            guild = world.guilds[guild_id]
            wire["guild"] = {
                "id": guild_id,
                "locale": guild["preferred_locale"],
                "features": guild["features"],
            }
            wire["guild_locale"] = guild["preferred_locale"]
            wire["channel"] = channel | {"permissions": held}
        else:
            wire["user"] = world.users[made.user_id]
        if message is not None:
            wire["message"] = message_for(world, message, world.bot_id)
        return wire

    async def answered(self, interaction: Interaction) -> bool:
        """Wait for the first answer; False when the three seconds pass, or are skipped, without one."""
        settled = asyncio.ensure_future(interaction.settled.wait())
        late = asyncio.ensure_future(
            self._world.clock.until(interaction.created + self._world.rules.answer_seconds)
        )
        try:
            await asyncio.wait((settled, late), return_when=asyncio.FIRST_COMPLETED)
        finally:
            settled.cancel()
            late.cancel()
        return interaction.settled.is_set()

    # ---- the application's answers

    def respond(self, interaction_id: str, token: str, body: Json, uploads: list[Upload]) -> Json:
        """Accept the first answer; returns the callback response of `with_response`."""
        made = self.by_token.get(token)
        if made is None or made.id != interaction_id:
            raise unknown_interaction()
        if made.answered is not None:
            raise already_acknowledged()
        if self._world.clock.now() - made.created > self._world.rules.answer_seconds:
            raise unknown_interaction()
        kind = self._checked_kind(made, body)
        data: Json = body.get("data") or {}
        try:
            resource = self._act(made, kind, data, uploads)
        except ApiError as problem:
            if problem.errors:
                problem.errors = {"data": problem.errors}
            raise
        made.answered = kind
        made.answer_seconds = self._world.clock.now() - made.created
        made.settled.set()
        self._note(made)
        return self._callback(made, kind, resource)

    def _checked_kind(self, made: Interaction, body: Json) -> CallbackType:
        allowed = _ALLOWED[made.kind]
        if made.kind is InteractionType.MODAL_SUBMIT and made.message_id is None:
            allowed = allowed - {6, 7}
        errors = FormErrors()
        if body.get("type") not in allowed:
            message = f"Value must be one of {{{', '.join(map(str, sorted(allowed)))}}}."
            errors.add("BASE_TYPE_CHOICES", message, "type")
        errors.raise_if_any()
        return CallbackType(body["type"])

    def _act(self, made: Interaction, kind: CallbackType, data: Json, uploads: list[Upload]) -> Json | None:
        errors = FormErrors()
        if kind is CallbackType.MESSAGE:
            return self._post(made, data, uploads)
        if kind is CallbackType.DEFERRED_MESSAGE:
            flags = int(data.get("flags") or 0) & MessageFlag.EPHEMERAL
            return self._post(made, {"flags": flags}, [], loading=True)
        if kind is CallbackType.UPDATE:
            made.original_id = made.message_id
            return messages.edit(self._world, self._source(made), data, uploads)
        if kind is CallbackType.DEFERRED_UPDATE:
            made.original_id = made.message_id
        elif kind is CallbackType.MODAL:
            check_modal(data, errors)
            errors.raise_if_any()
            made.modal = data
        elif kind is CallbackType.CHOICES:
            choices = data.get("choices") or []
            errors.length(choices, 0, 25, "choices")
            for index, one in enumerate(choices):
                errors.length(one.get("name"), 1, 100, "choices", index, "name")
            errors.raise_if_any()
            made.choices = choices
        return None

    def _source(self, made: Interaction) -> Json:
        message = self._world.messages.get(made.message_id or "")
        if message is None:
            raise unknown_message()
        return message

    def _post(
        self,
        made: Interaction,
        body: Json,
        uploads: list[Upload],
        *,
        loading: bool = False,
        follow: bool = False,
    ) -> Json:
        world = self._world
        channel = world.channel(made.channel_id)
        ephemeral = MessageFlag.EPHEMERAL in MessageFlag(int(body.get("flags") or 0))
        extra = self._marks(made, follow=follow)
        if loading:
            extra |= {"flags": int(body["flags"]) | MessageFlag.LOADING, "type": extra.get("type", 0)}
        else:
            _not_empty(body, uploads)
        draft = Draft(
            channel=channel,
            author_id=world.bot_id,
            body=body,
            uploads=uploads,
            extra=extra,
            audience=made.user_id if ephemeral else None,
        )
        message = messages.post(world, draft)
        if follow:
            made.followup_ids.append(message["id"])
            self._note(made)
        else:
            made.original_id = message["id"]
        return message

    def _marks(self, made: Interaction, *, follow: bool) -> Json:
        """What shows on a message that it answers an interaction."""
        world = self._world
        marks: Json = {
            "application_id": world.bot_id,
            "webhook_id": world.bot_id,
            "interaction_metadata": self._metadata(made, follow=follow),
        }
        if made.kind is InteractionType.COMMAND and not follow:
            chat = made.data.get("type", 1) == 1
            kind = MessageType.CHAT_INPUT_COMMAND if chat else MessageType.CONTEXT_MENU_COMMAND
            named = {"id": made.id, "type": int(made.kind), "name": _words(made.data)}
            marks |= {"type": int(kind), "interaction": named | {"user": world.users[made.user_id]}}
        return marks

    def _metadata(self, made: Interaction, *, follow: bool) -> Json:
        found: Json = {
            "id": made.id,
            "type": int(made.kind),
            "user": self._world.users[made.user_id],
            "authorizing_integration_owners": {"0": made.guild_id or "0"},
        }
        if follow and made.original_id:
            found["original_response_message_id"] = made.original_id
        if made.kind is InteractionType.COMPONENT:
            found["interacted_message_id"] = made.message_id
        if made.kind is InteractionType.MODAL_SUBMIT:
            opened_by = {"type": 3, "interacted_message_id": made.message_id} if made.message_id else {"type": 2}
            found["triggering_interaction_metadata"] = found | opened_by
        return found

    def _callback(self, made: Interaction, kind: CallbackType, message: Json | None) -> Json:
        facts: Json = {"id": made.id, "type": int(made.kind), "channel_id": made.channel_id}
        if made.guild_id:
            facts["guild_id"] = made.guild_id
        answer: Json = {"interaction": facts}
        shown = self._world.messages.get(made.original_id or "")
        if shown is not None:
            flags = MessageFlag(shown["flags"])
            facts |= {
                "response_message_id": shown["id"],
                "response_message_loading": MessageFlag.LOADING in flags,
                "response_message_ephemeral": MessageFlag.EPHEMERAL in flags,
            }
        if message is not None:
            seen = message_for(self._world, message, self._world.bot_id)
            resource_kind = 4 if kind is CallbackType.DEFERRED_MESSAGE else int(kind)
            answer["resource"] = {"type": resource_kind, "message": seen}
        return answer

    # ---- what the token allows afterwards

    def by_webhook(self, application_id: str, token: str) -> Interaction:
        """The interaction whose token a webhook request carries; 10015, 50027 or 10062 when it won't do."""
        made = self.by_token.get(token)
        if made is None or application_id != self._world.bot_id:
            raise unknown_webhook()
        if self._world.clock.now() - made.created > TOKEN_SECONDS:
            raise invalid_webhook_token()
        if made.answered is None:
            raise unknown_webhook()
        return made

    def message_of(self, made: Interaction, which: str) -> Json:
        """The first answer (`@original`) or a follow-up."""
        wanted = made.original_id if which == "@original" else which
        message = self._world.messages.get(wanted or "")
        known = {made.original_id, made.message_id, *made.followup_ids}
        if message is None or wanted not in known:
            raise unknown_message()
        return message

    def edit(self, made: Interaction, which: str, body: Json, uploads: list[Upload]) -> Json:
        """Edit an answer; the first edit of a deferred one fills it in."""
        message = self.message_of(made, which)
        if not message["flags"] & MessageFlag.LOADING:
            return messages.edit(self._world, message, body, uploads)
        message["flags"] &= ~MessageFlag.LOADING
        try:
            return messages.edit(self._world, message, body, uploads, stamp=False)
        except ApiError:
            message["flags"] |= MessageFlag.LOADING
            raise

    def follow_up(self, made: Interaction, body: Json, uploads: list[Upload]) -> Json:
        """Post another message; the first one after a defer fills the deferred answer in."""
        original = self._world.messages.get(made.original_id or "")
        if original is not None and original["flags"] & MessageFlag.LOADING:
            return self.edit(made, "@original", body, uploads)
        return self._post(made, body, uploads, follow=True)


def _words(data: Json) -> str:
    """The command's name with its sub-commands, as a reply shows it."""
    words, options = [str(data["name"])], data.get("options") or []
    while options and options[0]["type"] <= OptionType.SUB_COMMAND_GROUP:
        words.append(options[0]["name"])
        options = options[0].get("options") or []
    return " ".join(words)


def _not_empty(body: dict[str, Any], uploads: list[Upload]) -> None:
    if not uploads and not any(body.get(key) for key in ("content", "embeds", "components", "poll")):
        raise ApiError(400, 50006, "Cannot send an empty message")
