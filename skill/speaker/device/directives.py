"""Are the directives of an answer legal, each by itself and in answer to this request?

DOC/custom-skills/audioplayer-interface-reference.html.
"""

from collections.abc import Iterator

from skill import limits
from skill.speaker.device.addresses import is_reachable
from skill.speaker.device.answer import Answer
from skill.speaker.device.consent import ASK_FOR, broken_wish
from skill.speaker.device.playback import Behavior
from skill.speaker.device.profile import Json, Profile

_PLAYER = ("AudioPlayer.Play", "AudioPlayer.Stop", "AudioPlayer.ClearQueue")
_ALLOWED = {
    "AudioPlayer.PlaybackStarted": _PLAYER[1:],
    "AudioPlayer.PlaybackFinished": _PLAYER[1:],
    "AudioPlayer.PlaybackStopped": (),
    "AudioPlayer.PlaybackNearlyFinished": _PLAYER,
    "AudioPlayer.PlaybackFailed": _PLAYER,
}
COMPLETE_TASK = "Tasks.CompleteTask"
_CLEAR_BEHAVIORS = ("CLEAR_ENQUEUED", "CLEAR_ALL")


def broken_directives(answer: Answer, request_type: str, profile: Profile) -> Iterator[str]:
    """Says what is wrong with each directive that is not legal here."""
    allowed = _allowed(request_type)
    for directive in answer.directives:
        kind = directive["type"]
        if allowed is not None and kind not in allowed:
            yield f"{request_type}: the following directives are not supported: {kind}"
        elif not _is_supported(kind, profile):
            yield f"{kind} is not supported by this device"
        elif kind == "AudioPlayer.Play":
            yield from _broken_play(directive)
        elif kind == "AudioPlayer.ClearQueue":
            yield from _broken_clear(directive)
        elif kind == ASK_FOR:
            yield from broken_wish(directive)
        elif kind == COMPLETE_TASK:
            yield from _broken_completion(directive)
    if sum(each["type"] == "AudioPlayer.Play" for each in answer.directives) > 1:
        yield "a response may hold only one Play"
    kinds = {each["type"] for each in answer.directives}
    if COMPLETE_TASK in kinds and kinds.intersection(_PLAYER):
        # DOC/custom-skills/use-skill-connections-to-request-tasks.html
        yield "a response with Tasks.CompleteTask may hold no directive of a player"


def _allowed(request_type: str) -> tuple[str, ...] | None:
    """The directives that may answer a request; None when any may."""
    if request_type.startswith("PlaybackController."):
        return _PLAYER
    return _ALLOWED.get(request_type)


def _is_supported(kind: str, profile: Profile) -> bool:
    if kind.startswith("AudioPlayer."):
        return profile.audio_player and kind in _PLAYER
    if kind.startswith("Alexa.Presentation.APL."):
        return profile.screen
    return True


def _broken_play(directive: Json) -> Iterator[str]:
    item = directive.get("audioItem")
    stream = item.get("stream") if isinstance(item, dict) else None
    behavior = directive.get("playBehavior")
    if behavior not in list(Behavior):
        yield f"Play has no playBehavior of {', '.join(Behavior)}"
    if not isinstance(stream, dict):
        yield "Play has no audioItem.stream"
        return
    yield from _broken_stream(stream)
    expected = stream.get("expectedPreviousToken")
    if behavior == Behavior.ENQUEUE and not isinstance(expected, str):
        yield "Play ENQUEUE must name its expectedPreviousToken"
    if behavior != Behavior.ENQUEUE and expected is not None:
        yield "expectedPreviousToken is allowed only with ENQUEUE"


def _broken_clear(directive: Json) -> Iterator[str]:
    if directive.get("clearBehavior") not in _CLEAR_BEHAVIORS:
        yield f"ClearQueue has no clearBehavior of {', '.join(_CLEAR_BEHAVIORS)}"


def _broken_completion(directive: Json) -> Iterator[str]:
    """DOC/custom-skills/implement-custom-tasks-in-your-skill.html."""
    status = directive.get("status")
    code = status.get("code") if isinstance(status, dict) else None
    if not isinstance(code, str) or not code.isdecimal():
        yield "Tasks.CompleteTask has no status.code such as 200"
    if not isinstance(directive.get("result", {}), dict):
        yield "the result of Tasks.CompleteTask is no object"


def _broken_stream(stream: Json) -> Iterator[str]:
    url, token = stream.get("url"), stream.get("token")
    offset = stream.get("offsetInMilliseconds", 0)
    if not isinstance(url, str) or not is_reachable(url):
        yield f"stream.url is not https: {url}"
    elif len(url) > limits.STREAM_URL_CHARACTERS:
        yield f"stream.url has {len(url)} characters; Alexa takes {limits.STREAM_URL_CHARACTERS}"
    if not isinstance(token, str) or not 0 < len(token) <= limits.TOKEN_CHARACTERS:
        yield f"stream.token is not a text of 1 to {limits.TOKEN_CHARACTERS} characters"
    if not isinstance(offset, int) or isinstance(offset, bool) or offset < 0:
        yield f"stream.offsetInMilliseconds is no number from 0: {offset}"
