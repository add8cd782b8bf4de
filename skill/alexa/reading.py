"""From a body to the SDK's request: what is no request is told from what is only newer than us."""

import re
from collections.abc import Mapping
from typing import Any

from ask_sdk_core.exceptions import SerializationException
from ask_sdk_model import Request, RequestEnvelope

from skill.alexa.deserializer import PlannedSerializer
from skill.alexa.session import remembered
from skill.interfaces import EARS

_NAME = re.compile(r"(?!amzn1\.)[A-Za-z][\w.]{0,100}", re.ASCII)
_HALF = re.compile(r"[\ud800-\udfff]")
_KINDS: Mapping[tuple[str, ...], Mapping[str, type]] = {
    ("request",): {"locale": str, "token": str, "task": dict, "offsetInMilliseconds": int},
    ("request", "task"): {"name": str, "version": str},
    ("request", "currentPlaybackState"): {"token": str},
    ("context", "AudioPlayer"): {"token": str, "offsetInMilliseconds": int},
    ("context", "System"): {"apiEndpoint": str, "apiAccessToken": str},
    ("context", "System", "device"): {"deviceId": str},
    ("context", "System", "person"): {"personId": str},
}
"""What we read of a request if it is there: the SDK lets a list through where text belongs."""


class MalformedRequestError(ValueError):
    """The body is no request of Alexa's: answer 400."""


class NewerRequestError(ValueError):
    """A request of a type that this SDK does not know: answer with nothing."""


def read(body: Mapping[str, Any], serializer: PlannedSerializer) -> RequestEnvelope:
    """The request that a body holds.

    Raises:
        MalformedRequestError: it lacks what every request of Alexa's has, or a field is of a
            wrong kind.
        NewerRequestError: it is well made, but of a type that is newer than this SDK.
    """
    _check(body)
    try:
        envelope = serializer.model(body, RequestEnvelope)
    except SerializationException as error:
        raise MalformedRequestError("not a request envelope: a field is of a wrong kind") from error
    if type(envelope.request) is Request:  # the class that all types share, and none has
        raise NewerRequestError("newer than this SDK")
    if envelope.session:
        envelope.session.attributes = remembered(envelope.session.attributes)
    return envelope


def type_of(body: Mapping[str, Any]) -> str:
    """The type of a request for the log, where nothing may stand that a stranger made up."""
    return loggable(body["request"]["type"])


def hears_all(body: Mapping[str, Any]) -> bool:
    """Whether the device that sent it is our own speaker; the SDK's model drops what it tells."""
    interfaces = _at(body, ("context", "System", "device", "supportedInterfaces"))
    return isinstance(interfaces, dict) and EARS in interfaces


def loggable(name: str) -> str:
    """A name as it may stand in a log: one line, and not a sentence."""
    return name if _NAME.fullmatch(name) else "(no name)"


def _check(body: Mapping[str, Any]) -> None:
    try:
        request, user = body["request"], body["context"]["System"]["user"]["userId"]
        texts = [request["type"], request["requestId"], user]
        if request["type"] == "IntentRequest":
            texts.append(request["intent"]["name"])
    except (KeyError, TypeError) as error:
        # The message of a TypeError may quote; that of a KeyError names the key that we asked for.
        missing = error.args[0] if isinstance(error, KeyError) else "an object"
        raise MalformedRequestError(f"not a request envelope: it lacks {missing}") from error
    if not all(isinstance(text, str) and text and not _is_broken(text) for text in texts):
        raise MalformedRequestError("not a request envelope: a name is no text")
    for path, kinds in _KINDS.items():
        holder = _at(body, path)
        if isinstance(holder, dict):
            for name in kinds.keys() & holder.keys():
                _check_kind(name, holder[name], kinds[name])


def _check_kind(name: str, value: Any, kind: type) -> None:
    is_right = value is None or isinstance(value, kind)
    if not is_right or (isinstance(value, str) and _is_broken(value)):
        raise MalformedRequestError(f"not a request envelope: {name} is no {kind.__name__}")


def _is_broken(text: str) -> bool:
    """Whether it cannot be written down: JSON lets half a character through."""
    return not text.isascii() and _HALF.search(text) is not None


def _at(value: Any, path: tuple[str, ...]) -> Any:
    """What stands at a path; None where nothing does."""
    for key in path:
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value
