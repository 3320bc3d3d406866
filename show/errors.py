"""The exception tree of the whole house.

    CliffhangerError
    ├── InvalidInput            what a person wrote can't be used; the message says what to change
    │   ├── InvalidScreenplay
    │   └── InvalidDocument     a JSON document is not one of ours, or of a newer version
    ├── NotAllowed              the member may not do this
    ├── NotFound                the thing named does not exist (any more)
    ├── WrongPhase              the episode is not at the point where this can be done
    ├── Refused                 moderation said no
    ├── CrewError               a writer, painter, voice or musician failed
    │   ├── CrewUnavailable     try again later, or somebody else: `retry_after_seconds`
    │   └── CrewRefused         the model declined to make this
    ├── RenderError             a shot or a film could not be made
    │   ├── SceneError          a scene description can't be staged; names shot and layer
    │   ├── EncodeError
    │   └── ReviewFailed        the finished film did not pass its own review
    ├── StorageError
    │   └── MediaMissing        bytes under a hash are gone or damaged
    └── SettingsError           the environment is not set up; the message says how to mend it
"""

from __future__ import annotations

from show.texts import Text, Translate, plain, text

_ON_A_LINE = text("Line {number}: {message}")


class CliffhangerError(Exception):
    """Base of everything the house raises on purpose; `str(error)` is fit to be shown to a member.

    It is raised with a template and what fills it in, NotFound("No episode {number}.", number=3), so that every
    member can read it in a language of their own: `said`.
    """

    text: Text = Text("")

    def __init__(self, template: str = "", /, **values: object) -> None:
        super().__init__(str(Text(template, values)))
        # Values may be another library's errors or paths: what is kept can be copied into another process.
        self.text = plain(Text(template, values))

    def told(self) -> Text:
        """The message as a text, to be told later or as a part of another."""
        # One that was told again from outside may have its message only.
        return self.text if self.text.template else Text(str(self))

    def said(self, translate: Translate) -> str:
        """The message in the language of `translate`."""
        return self.told().said(translate)


class InvalidInput(CliffhangerError):
    """What a person wrote can't be used as it is."""


class InvalidScreenplay(InvalidInput):
    """A screenplay can't be read; `line_number` (1-based) says where, when known."""

    def __init__(self, template: str, /, *, line_number: int | None = None, **values: object) -> None:
        super().__init__(template, **values)
        if line_number is not None:
            super().__init__(_ON_A_LINE.template, number=line_number, message=self.text)
        self.line_number = line_number


class InvalidDocument(InvalidInput):
    """A JSON document is not one of ours, is damaged, or comes from a newer version."""


class NotAllowed(CliffhangerError):
    """The member may not do this."""


class NotFound(CliffhangerError):
    """The thing named does not exist, or no longer."""


class WrongPhase(CliffhangerError):
    """The episode is not at a point where this can be done."""


class Refused(CliffhangerError):
    """Moderation declined a text; `reason` is for the administrators' log, never for the member."""

    def __init__(self, template: str, /, *, reason: str = "", **values: object) -> None:
        super().__init__(template, **values)
        self.reason = reason


class CrewError(CliffhangerError):
    """A member of the crew (writer, painter, voice, musician) failed."""


class CrewUnavailable(CrewError):
    """A member of the crew can't work now; another may, or the same one later."""

    def __init__(self, template: str, /, *, retry_after_seconds: float | None = None, **values: object) -> None:
        super().__init__(template, **values)
        self.retry_after_seconds = retry_after_seconds


class CrewRefused(CrewError):
    """The model behind a member of the crew declined to make this."""


class RenderError(CliffhangerError):
    """A shot or a film could not be made."""


class SceneError(RenderError):
    """A scene description can't be staged; the message names shot and layer."""

    def __init__(self, template: str, /, *, shot: str = "", layer: str = "", **values: object) -> None:
        super().__init__(template, **values)
        where = ", ".join(part for part in (shot and f"shot {shot}", layer and f"layer {layer}") if part)
        if where:
            super().__init__("{where}: {message}", where=where, message=self.text)
        self.shot = shot
        self.layer = layer


class EncodeError(RenderError):
    """Frames or sound could not be written to a file."""


class ReviewFailed(RenderError):
    """The finished film did not pass its own review; `findings` are the facts for the log."""

    def __init__(self, template: str, /, *, findings: tuple[str, ...] = (), **values: object) -> None:
        super().__init__(template, **values)
        self.findings = findings


class StorageError(CliffhangerError):
    """The library or the media store could not do what was asked."""


class MediaMissing(StorageError):
    """The bytes under a hash are gone or damaged."""


class SettingsError(CliffhangerError):
    """The environment is not set up; the message says what to put where."""
