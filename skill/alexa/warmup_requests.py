"""Requests as they usually come, from nobody.

Read ahead of the first real one they make its plans, and import the classes it is made of.
"""

from typing import Any

_CONTEXT = {
    "System": {
        "application": {"applicationId": ""},
        "user": {"userId": "nobody", "permissions": {"scopes": {"": {"status": "GRANTED"}}}},
        "device": {"deviceId": "", "supportedInterfaces": {"AudioPlayer": {}}},
    },
    "AudioPlayer": {"token": "", "offsetInMilliseconds": 0, "playerActivity": "PLAYING"},
    "Viewport": {"experiences": [{}], "mode": "HUB", "shape": "ROUND", "touch": ["SINGLE"]},
}
_SESSION = {
    "new": True,
    "sessionId": "",
    "application": {"applicationId": ""},
    "attributes": {},
    "user": {"userId": "nobody"},
}
_MATCH = {"status": {"code": "ER_SUCCESS_MATCH"}, "values": [{"value": {"name": "", "id": ""}}]}
_SLOT = {
    "name": "",
    "value": "",
    "confirmationStatus": "NONE",
    "resolutions": {"resolutionsPerAuthority": [_MATCH]},
    "slotValue": {"type": "Simple", "value": "", "resolutions": None},
}
_INTENT = {"name": "nothing", "confirmationStatus": "NONE", "slots": {"": _SLOT}}


def _request(kind: str, **more: Any) -> dict[str, Any]:
    about = {"requestId": "none", "timestamp": "2026-11-16T07:30:00Z", "locale": "en-US"}
    session = {} if kind.startswith("AudioPlayer.") else {"session": _SESSION}
    return {
        "version": "1.0",
        "context": _CONTEXT,
        "request": {"type": kind, **about, **more},
        **session,
    }


USUAL = (
    _request("LaunchRequest"),
    _request("IntentRequest", dialogState="STARTED", intent=_INTENT),
    _request("AudioPlayer.PlaybackStarted", token="", offsetInMilliseconds=0),
    _request("AudioPlayer.PlaybackNearlyFinished", token="", offsetInMilliseconds=0),
    _request("AudioPlayer.PlaybackFinished", token="", offsetInMilliseconds=0),
    _request("AudioPlayer.PlaybackStopped", token="", offsetInMilliseconds=0),
)
"""A launch, a word with a slot, and what a device reports while it plays."""
