"""Builds the requests that Alexa sends to a skill.

Shapes: DOC/custom-skills/request-and-response-json-reference.html and
DOC/custom-skills/audioplayer-interface-reference.html.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from skill.speaker.device.playback import Happening, HappeningKind, PlayerState
from skill.speaker.device.profile import Json, Profile
from skill.speaker.virtual_clock import moment_of


@dataclass(frozen=True, slots=True)
class Identity:
    """Who owns the device, and where its Alexa is."""

    user_id: str
    """`context.System.user.userId`: the account."""
    device_id: str
    """`context.System.device.deviceId`."""
    application_id: str
    """The skill's id."""
    locale: str
    """The language the device is set to, such as `en-US`."""
    api_endpoint: str
    """Where the skill finds Alexa's service APIs."""
    api_access_token: str
    """The bearer token those APIs want."""
    event_access_token: str | None = None
    """The token of requests outside of a session, if it is another one."""


@dataclass(slots=True)
class Session:
    """One conversation with the skill."""

    session_id: str
    """`session.sessionId`."""
    new: bool = True
    """Whether the next request is the session's first."""
    attributes: Json = field(default_factory=dict)
    """What the skill gave to be kept until the next turn."""


class Envelopes:
    """Writes requests for one device, each with an id of its own."""

    def __init__(
        self,
        identity: Identity,
        profile: Profile,
        seed: str,
        permissions: Callable[[], Json] = dict,
        by_the_clock: Callable[[int], datetime] = moment_of,
    ) -> None:
        """The seed makes ids: the same seed gives the same ids, another one others.

        The permissions are those of the person, as they are at each request. Requests are stamped
        by the clock that is given for a moment of the device.
        """
        self._identity = identity
        self._profile = profile
        self._seed = seed
        self._permissions = permissions
        self._by_the_clock = by_the_clock
        self._count = 0
        self.person: str | None = None
        """Id of the person whose voice Alexa knows in what is said; None for nobody's."""

    @property
    def locale(self) -> str:
        """The language the device is set to, such as `en-US`."""
        return self._identity.locale

    def session(self) -> Session:
        """A new session with its own id."""
        return Session(f"amzn1.echo-api.session.{self._next_id()}")

    def launch(
        self, session: Session, state: PlayerState, at_ms: int, task: Json | None = None
    ) -> Json:
        """The skill was opened by its name alone, or for a task."""
        request: Json = {"type": "LaunchRequest"}
        if task is not None:
            request["task"] = task
        return self._write(request, session, state, at_ms)

    def task(self, name: str, given: Json) -> Json:
        """A task as a launch names it; at its first version, as all of ours are."""
        return {
            "name": f"{self._identity.application_id}.{name}",
            "version": "1",
            "input": given,
        }

    def connected(
        self, token: str, payload: Json, session: Session, state: PlayerState, at_ms: int
    ) -> Json:
        """What the skill sent the person away for is done: they were asked for a consent."""
        request = {
            "type": "Connections.Response",
            "name": "AskFor",
            "status": {"code": "200", "message": "OK"},
            "token": token,
            "payload": payload,
        }
        return self._write(request, session, state, at_ms)

    def told(self, request: Json, at_ms: int) -> Json:
        """The skill is told something that is about no device: a message, or an event."""
        envelope = self._write(dict(request), None, PlayerState(), at_ms)
        system = envelope["context"]["System"]
        del system["device"]
        envelope["context"] = {"System": system}
        return envelope

    def intent(
        self, name: str, slots: Json, session: Session, state: PlayerState, at_ms: int
    ) -> Json:
        """A sentence was understood."""
        intent = {"name": name, "confirmationStatus": "NONE", "slots": slots}
        return self._write({"type": "IntentRequest", "intent": intent}, session, state, at_ms)

    def session_ended(
        self, reason: str, error: Json | None, session: Session, state: PlayerState, at_ms: int
    ) -> Json:
        """The session ended by another hand than the skill's."""
        request: Json = {"type": "SessionEndedRequest", "reason": reason}
        if error is not None:
            request["error"] = error
        return self._write(request, session, state, at_ms)

    def playback(self, happening: Happening) -> Json:
        """The player tells what it did; such requests carry no session."""
        request: Json = {
            "type": f"AudioPlayer.{happening.kind.value}",
            "token": happening.stream.token,
        }
        if happening.kind is HappeningKind.FAILED:
            request["error"] = {
                "type": "MEDIA_ERROR_INVALID_REQUEST",
                "message": "The stream could not be loaded.",
            }
            request["currentPlaybackState"] = _state_json(happening.state)
        else:
            request["offsetInMilliseconds"] = happening.offset_ms
        return self._write(request, None, happening.state, happening.at_ms)

    def button(self, command: str, state: PlayerState, at_ms: int) -> Json:
        """A button of the device was pressed; `command` such as `NextCommandIssued`."""
        return self._write({"type": f"PlaybackController.{command}"}, None, state, at_ms)

    def exception(self, message: str, cause: Json, at_ms: int) -> Json:
        """An answer of the skill could not be used."""
        request = {
            "type": "System.ExceptionEncountered",
            "error": {"type": "INVALID_RESPONSE", "message": message},
            "cause": {"requestId": cause["request"]["requestId"]},
        }
        envelope = self._write(request, None, PlayerState(), at_ms)
        envelope["context"] = cause["context"]
        return envelope

    def _write(
        self, request: Json, session: Session | None, state: PlayerState, at_ms: int
    ) -> Json:
        request |= {
            "requestId": f"amzn1.echo-api.request.{self._next_id()}",
            # Alexa stamps to the second.
            "timestamp": self._by_the_clock(at_ms).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "locale": self._identity.locale,
        }
        envelope: Json = {"version": "1.0", "context": self._context(state), "request": request}
        if session is not None:
            envelope["session"] = self._session(session)
            if self.person is not None:
                envelope["context"]["System"]["person"] = {"personId": self.person}
        elif self._identity.event_access_token is not None:
            envelope["context"]["System"]["apiAccessToken"] = self._identity.event_access_token
        return envelope

    def _session(self, session: Session) -> Json:
        return {
            "new": session.new,
            "sessionId": session.session_id,
            "application": {"applicationId": self._identity.application_id},
            "attributes": session.attributes,
            "user": self._user(),
        }

    def _user(self) -> Json:
        return {"userId": self._identity.user_id, "permissions": self._permissions()}

    def _context(self, state: PlayerState) -> Json:
        identity = self._identity
        context: Json = {
            "System": {
                "application": {"applicationId": identity.application_id},
                "user": self._user(),
                "device": {
                    "deviceId": identity.device_id,
                    "supportedInterfaces": self._profile.interfaces(),
                },
                "apiEndpoint": identity.api_endpoint,
                "apiAccessToken": identity.api_access_token,
            }
        }
        if self._profile.audio_player:
            context["AudioPlayer"] = _state_json(state)
        return context | self._profile.viewport()

    def _next_id(self) -> str:
        self._count += 1
        return str(uuid5(NAMESPACE_URL, f"{self._seed}/{self._identity.device_id}/{self._count}"))


def _state_json(state: PlayerState) -> Json:
    """`context.AudioPlayer`; a device that has played nothing yet names no token."""
    written: Json = {
        "offsetInMilliseconds": state.offset_ms,
        "playerActivity": state.activity.value,
    }
    if state.token is not None:
        written["token"] = state.token
    return written
