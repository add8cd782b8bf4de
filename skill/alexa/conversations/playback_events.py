"""What the device reports of its tracks. These requests carry no session and allow no speech."""

from skill.alexa import perform
from skill.alexa.answer import NOTHING, Answer
from skill.alexa.keeping import learn, look
from skill.alexa.token import Account
from skill.alexa.turn import Turn, inside
from skill.routine.advance import advance
from skill.routine.events import (
    TrackEvent,
    TrackFailed,
    TrackFinished,
    TrackNearlyFinished,
    TrackStarted,
    TrackStopped,
)

AT_ITS_START_MS = 1_000
"""A track that begins further on than this is one that goes on after a break."""

LATE_S = 1
"""From here on a report is late: most take well under a second, and stamps tell whole ones."""


def started(turn: Turn) -> Answer:
    """A track began: that was ordered, and what went before it told of its own end."""
    account = _told(turn)
    if account is None:
        return NOTHING
    begins = _offset_ms(turn, account) < AT_ITS_START_MS
    if begins and not account.spot.tries and account.is_settled:
        return NOTHING
    return _learned(turn, account, TrackStarted(account.spot, _offset_ms(turn, account)))


def nearly_finished(turn: Turn) -> Answer:
    """The device is ready for the next track: here, and only here, it is queued.

    Its token tells all that is needed. But if that was a while ago, the person may have paused
    since, and a track that is queued behind one that stopped begins at once, as if that one had
    been heard. So then the store is asked; while it is down nothing is queued.
    """
    account = _told(turn)
    if account is None:
        return NOTHING
    is_late = int(turn.now.timestamp()) - _at_s(turn) > LATE_S
    event = TrackNearlyFinished(account.spot, _offset_ms(turn, account))
    if not account.is_settled:
        run, effects = learn(turn, account, event)
    elif is_late:
        run, effects = look(turn, account, event)
    else:
        run, effects = advance(account.run, event)
    if is_late and not turn.kept:
        return NOTHING
    return perform.directives(turn, run, effects, turn.request.token)


def finished(turn: Turn) -> Answer:
    """A track was heard to its end: of work that is kept, of a lead it tells nothing new."""
    account = _told(turn)
    if account is None or (account.is_settled and account.tells_nothing_new):
        return NOTHING
    return _learned(turn, account, TrackFinished(account.spot))


def stopped(turn: Turn) -> Answer:
    """A track fell silent before its end."""
    account = _told(turn)
    if account is None:
        return NOTHING
    return _learned(turn, account, TrackStopped(account.spot, _offset_ms(turn, account)))


def failed(turn: Turn) -> Answer:
    """A track could not be played: it is tried once more."""
    playing = turn.request.current_playback_state
    sounding = turn.told_by(playing.token if playing else None)
    account = _told(turn)
    if account is None:
        return NOTHING
    spot = sounding.spot if sounding and sounding.spot != account.spot else None
    event = TrackFailed(account.spot, spot)
    run, effects = learn(turn, account, event)
    return perform.directives(turn, run, effects, playing.token if playing else None)


def _told(turn: Turn) -> Account | None:
    """What the token of the track tells that the report is about."""
    return turn.told_by(turn.request.token)


def _learned(turn: Turn, account: Account, event: TrackEvent) -> Answer:
    run, effects = learn(turn, account, event)
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
