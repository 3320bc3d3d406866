"""What can go wrong in the sandbox: Discord's own error answers, and refusals of the control side.

SandboxError
├── ApiError          an answer Discord would give: status, code, message, field errors
├── ControlError      the control side was asked for something that is not there or not allowed
├── CommandRefused    a member may not use, or does not see, a command
├── NoAnswer          the application did not answer an interaction in time
├── RecordingError    a file is no recording, or can't be written
└── WaitTimeout       nothing that was waited for happened in time
"""

from __future__ import annotations

from typing import Any


class SandboxError(Exception):
    """Every error the sandbox raises on purpose."""


class ApiError(SandboxError):
    """An error answer of the REST API, with Discord's status, code and field errors."""

    def __init__(self, status: int, code: int, message: str, errors: dict[str, Any] | None = None) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status = status
        self.code = code
        self.message = message
        self.errors = errors

    def body(self) -> dict[str, Any]:
        """The JSON body that Discord sends with this error."""
        answer: dict[str, Any] = {"message": self.message, "code": self.code}
        if self.errors:
            answer["errors"] = self.errors
        return answer


class ControlError(SandboxError):
    """The control side refused a request; the message says why and what to do."""


class CommandRefused(ControlError):
    """The member may not use this command, or no such command is registered."""


class NoAnswer(SandboxError, TimeoutError):
    """The application did not respond within three seconds."""


class WaitTimeout(SandboxError, TimeoutError):
    """What was waited for did not happen in time."""


class RecordingError(SandboxError):
    """A recording can't be read or written; the message names the line."""


# Codes: Discord developer documentation, "JSON error codes".
def unknown_channel() -> ApiError:
    return ApiError(404, 10003, "Unknown Channel")


def unknown_guild() -> ApiError:
    return ApiError(404, 10004, "Unknown Guild")


def unknown_member() -> ApiError:
    return ApiError(404, 10007, "Unknown Member")


def unknown_message() -> ApiError:
    return ApiError(404, 10008, "Unknown Message")


def unknown_role() -> ApiError:
    return ApiError(404, 10011, "Unknown Role")


def unknown_user() -> ApiError:
    return ApiError(404, 10013, "Unknown User")


def unknown_webhook() -> ApiError:
    return ApiError(404, 10015, "Unknown Webhook")


def unknown_invite() -> ApiError:
    return ApiError(404, 10006, "Unknown Invite")


def unknown_emoji() -> ApiError:
    return ApiError(404, 10014, "Unknown Emoji")


def unknown_ban() -> ApiError:
    return ApiError(404, 10026, "Unknown Ban")


def unknown_scheduled_event() -> ApiError:
    return ApiError(404, 10070, "Unknown Guild Scheduled Event")


def unknown_command_permissions() -> ApiError:
    return ApiError(404, 10066, "Unknown application command permissions")


def unknown_tag() -> ApiError:
    return ApiError(404, 10087, "Unknown tag")


def too_many(code: int, what: str, most: int) -> ApiError:
    """30xxx: a guild or channel is full."""
    return ApiError(400, code, f"Maximum number of {what} reached ({most})")


def not_for_bots() -> ApiError:
    return ApiError(403, 20001, "Bots cannot use this endpoint")


def unknown_interaction() -> ApiError:
    return ApiError(404, 10062, "Unknown interaction")


def unknown_command() -> ApiError:
    return ApiError(404, 10063, "Unknown application command")


def too_large() -> ApiError:
    return ApiError(413, 40005, "Request entity too large")


def already_acknowledged() -> ApiError:
    return ApiError(400, 40060, "Interaction has already been acknowledged.")


def missing_access() -> ApiError:
    return ApiError(403, 50001, "Missing Access")


def foreign_message() -> ApiError:
    return ApiError(403, 50005, "Cannot edit a message authored by another user")


def empty_message() -> ApiError:
    return ApiError(400, 50006, "Cannot send an empty message")


def not_in_this_channel() -> ApiError:
    return ApiError(400, 50008, "Cannot send messages in a non-text channel")


def missing_permissions() -> ApiError:
    return ApiError(403, 50013, "Missing Permissions")


def invalid_webhook_token() -> ApiError:
    return ApiError(401, 50027, "Invalid Webhook Token")


def system_message() -> ApiError:
    return ApiError(403, 50021, "Cannot execute action on a system message")


def archived_thread() -> ApiError:
    return ApiError(400, 50083, "Thread is archived")


def thread_exists() -> ApiError:
    return ApiError(400, 160004, "A thread has already been created for this message")


def poll_expired() -> ApiError:
    return ApiError(400, 520001, "Poll expired")
