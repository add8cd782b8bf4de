"""From a body to the SDK's request: what is no request is told from what is only newer than us."""

import json
import re
from collections.abc import Mapping
from typing import Any

from ask_sdk_core.exceptions import SerializationException
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import RequestEnvelope

_NAME = re.compile(r"[A-Za-z][\w.]{0,100}", re.ASCII)
_NEWER = re.compile(
    r"'[\w.]{1,100}' is not a valid \w+|(Couldn't|Unable to) resolve (object|class) .*", re.ASCII
)
"""How ask-sdk-core 1.19 says that a type or an enumeration's value is none that it knows."""
_KINDS: dict[tuple[str, ...], type] = {
    ("request", "locale"): str,
    ("request", "token"): str,
    ("request", "task"): dict,
    ("request", "task", "name"): str,
    ("request", "task", "version"): str,
    ("request", "offsetInMilliseconds"): int,
    ("request", "currentPlaybackState", "token"): str,
    ("context", "AudioPlayer", "token"): str,
    ("context", "AudioPlayer", "offsetInMilliseconds"): int,
    ("context", "System", "device", "deviceId"): str,
    ("context", "System", "person", "personId"): str,
    ("context", "System", "apiEndpoint"): str,
    ("context", "System", "apiAccessToken"): str,
}
"""What we read of a request if it is there: the SDK lets a list through where text belongs."""


class MalformedRequestError(ValueError):
    """The body is no request of Alexa's: answer 400."""


class NewerRequestError(ValueError):
    """A request of a type, or with a value, that this SDK does not know: answer with nothing."""


def read(body: Mapping[str, Any], serializer: DefaultSerializer) -> RequestEnvelope:
    """The request that a body holds.

    Raises:
        MalformedRequestError: it lacks what every request of Alexa's has, or a field is of a
            wrong kind.
        NewerRequestError: it is well made, but newer than this SDK.
    """
    _check(body)
    try:
        return serializer.deserialize(json.dumps(body), RequestEnvelope)
    except SerializationException as error:
        reason = str(error)
        # Any other message may quote what was said, and that belongs in no log.
        if _NEWER.fullmatch(reason):
            raise NewerRequestError(reason) from error
        raise MalformedRequestError("not a request envelope: a field is of a wrong kind") from error
    except (RecursionError, ValueError) as error:
        raise MalformedRequestError("not a request envelope: too deep, or no text") from error


def type_of(body: Mapping[str, Any]) -> str:
    """The type of a request for the log, where nothing may stand that a stranger made up."""
    return loggable(body["request"]["type"])


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
    if not all(isinstance(text, str) and text for text in texts):
        raise MalformedRequestError("not a request envelope: a name is no text")
    for path, kind in _KINDS.items():
        if not isinstance(_at(body, path), kind | None):
            raise MalformedRequestError(f"not a request envelope: {path[-1]} is no {kind.__name__}")


def _at(value: Any, path: tuple[str, ...]) -> Any:
    """What stands at a path; None where nothing does."""
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value
