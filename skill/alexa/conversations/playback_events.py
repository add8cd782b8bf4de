"""What the device reports of its tracks. These requests carry no session and allow no speech."""

from collections.abc import Callable

from skill.alexa import perform
from skill.alexa.answer import NOTHING, Answer
from skill.alexa.keeping import learn, was_forgotten
from skill.alexa.token import Account
from skill.alexa.turn import Turn, inside
from skill.routine.events import (
    TrackEvent,
    TrackFailed,
    TrackFinished,
    TrackNearlyFinished,
    TrackStarted,
    TrackStopped,
)

LATE_S = 3
"""From here on a report is late: most take well under a second, and stamps tell whole ones."""


def started(turn: Turn) -> Answer:
    """A track began."""
    return _learned(turn, lambda a: TrackStarted(a.spot, _offset_ms(turn, a), _at_s(turn)))


def nearly_finished(turn: Turn) -> Answer:
    """The device is ready for the next track: here, and only here, it is queued.

    Not so if that was a while ago and the store is down: the person may have paused since, and a
    track that is queued behind one that stopped begins at once, as if that one had been heard.
    """
    answer = _learned(turn, lambda a: TrackNearlyFinished(a.spot, _offset_ms(turn, a)))
    is_late = int(turn.now.timestamp()) - _at_s(turn) > LATE_S
    return NOTHING if is_late and not turn.kept else answer


def finished(turn: Turn) -> Answer:
    """A track was heard to its end."""
    return _learned(turn, lambda a: TrackFinished(a.spot))


def stopped(turn: Turn) -> Answer:
    """A track fell silent before its end; after all was deleted, nothing is kept anew."""
    account = turn.told_by(turn.request.token)
    if account is None or was_forgotten(turn, account):
        return NOTHING
    return _learned(turn, lambda a: TrackStopped(a.spot, _offset_ms(turn, a)))


def failed(turn: Turn) -> Answer:
    """A track could not be played: it is tried once more."""
    playing = turn.request.current_playback_state
    sounding = turn.told_by(playing.token if playing else None)
    account = turn.told_by(turn.request.token)
    if account is None:
        return NOTHING
    spot = sounding.spot if sounding and sounding.spot != account.spot else None
    event = TrackFailed(account.spot, spot)
    run, effects = learn(turn, account, event)
    return perform.directives(turn, run, effects, playing.token if playing else None)


def _learned(turn: Turn, event_of: Callable[[Account], TrackEvent]) -> Answer:
    account = turn.told_by(turn.request.token)
    if account is None:
        return NOTHING
    run, effects = learn(turn, account, event_of(account))
    return perform.directives(turn, run, effects, turn.request.token)


def _offset_ms(turn: Turn, account: Account) -> int:
    return inside(account, turn.request.offset_in_milliseconds)


def _at_s(turn: Turn) -> int:
    """The report's own time stamp: the same however late or often it comes."""
    moment = turn.request.timestamp
    return int(moment.timestamp()) if moment else 0


ANSWERS = {
    "AudioPlayer.PlaybackStarted": started,
    "AudioPlayer.PlaybackNearlyFinished": nearly_finished,
    "AudioPlayer.PlaybackFinished": finished,
    "AudioPlayer.PlaybackStopped": stopped,
    "AudioPlayer.PlaybackFailed": failed,
}
