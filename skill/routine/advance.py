"""The state machine: `advance(run, event) -> (run, effects)`. Pure, and total over any order.

Track events only ever add to what is known (see `run`), so that the run they lead to depends
on which of them came, never on how often or in what order. What a person asks for opens a new
*play*, and thereby outdates every event of the plays before it.
"""

from dataclasses import replace
from functools import singledispatch

from skill.routine.effects import (
    Effect,
    EndForToday,
    Enqueue,
    NothingLeft,
    OfferToLeaveOut,
    Play,
    Silence,
)
from skill.routine.events import (
    Event,
    HurtSaid,
    NextAsked,
    PauseAsked,
    PreviousAsked,
    RepeatAsked,
    ResumeAsked,
    Spot,
    StartAsked,
    StartOverAsked,
    StopAsked,
    TrackFailed,
    TrackFinished,
    TrackNearlyFinished,
    TrackSeen,
    TrackStarted,
    TrackStopped,
    TurnHeard,
    WarningSaid,
)
from skill.routine.run import Head, Phase, Run

HURTS_THAT_END_A_RUN = 2
"""After the second time in one run it ends (the rule of care)."""
HURTS_THAT_END_A_DAY = 3
"""After the third time in one day nothing more is done on it (the rule of care)."""
BEGUN_MS = 1
"""Where a track stands at the least once it has begun; 0 says that nothing of it was heard."""
MOST_TRIES = 1
"""How often a track that failed is started again by itself."""

Outcome = tuple[Run, tuple[Effect, ...]]


def advance(run: Run, event: Event) -> Outcome:
    """What becomes of a run, and what is to be done, when this happens."""
    return _advance(event, run)


@singledispatch
def _advance(event: object, run: Run) -> Outcome:
    raise TypeError(f"{type(event).__name__} is no event of run {run.id}")


def is_enough(hurts: int, hurts_before: int) -> bool:
    """Whether it hurt so often that nothing more is done today.

    Args:
        hurts: how often in this run.
        hurts_before: how often earlier on the same day.
    """
    return hurts >= HURTS_THAT_END_A_RUN or hurts + hurts_before >= HURTS_THAT_END_A_DAY


# What the device reports ---------------------------------------------------------------------


@_advance.register
def _(event: TrackStarted, run: Run) -> Outcome:
    return _heard(run, event.spot, event.offset_ms, Phase.GOING, event.at_s), ()


@_advance.register
def _(event: TrackNearlyFinished, run: Run) -> Outcome:
    known = _heard(run, event.spot, 0, Phase.GOING)
    following = replace(event.spot, step=event.spot.step + 1, tries=0)
    if following.step >= len(run.routine) or not _may_follow(known, following):
        return known, ()
    return known, (Enqueue(following, after=event.spot),)


@_advance.register
def _(event: TrackFinished, run: Run) -> Outcome:
    return _heard_to_the_end(run, event.spot, event.at_s), ()


@_advance.register
def _(event: TrackStopped, run: Run) -> Outcome:
    # Some devices tell 0 with the word that paused them, and where they stopped a moment later.
    is_here = (run.head.play, run.head.step) == (event.spot.play, event.spot.step)
    phase = run.head.phase if is_here and run.head.phase >= Phase.PAUSED else Phase.SILENT
    return _heard(run, event.spot, event.offset_ms, phase), ()


@_advance.register
def _(event: TrackSeen, run: Run) -> Outcome:
    if event.ended:
        return _heard_to_the_end(run, event.spot), ()
    return _heard(run, event.spot, event.offset_ms, Phase.GOING), ()


@_advance.register
def _(event: TrackFailed, run: Run) -> Outcome:
    if event.spot.tries >= MOST_TRIES:
        # "Next" must lead past it, though nothing of it was heard.
        return run if event.sounding else _heard(run, event.spot, 0, Phase.SILENT), ()
    if not _is_wanted(run, event.spot):
        return run, ()
    again = replace(event.spot, tries=event.spot.tries + 1)
    if event.sounding:
        return run, (Enqueue(again, after=event.sounding),)
    return run, (Play(again, run.head.offset_ms if _is_at(run, event.spot) else 0),)


# What the person asks for --------------------------------------------------------------------


@_advance.register
def _(_: StartAsked, run: Run) -> Outcome:
    return _play(run, 0)


@_advance.register
def _(event: ResumeAsked, run: Run) -> Outcome:
    return _play(run, run.head.step, event.at_ms)


@_advance.register
def _(_: NextAsked, run: Run) -> Outcome:
    if run.head.due:
        return _play(run, run.head.step)
    return _play(_cut_short(run), run.head.step + 1)


@_advance.register
def _(_: PreviousAsked, run: Run) -> Outcome:
    return _play(run, max(0, min(run.head.step, len(run.routine)) - 1))


@_advance.register
def _(_: RepeatAsked, run: Run) -> Outcome:
    return _play(run, _step_last_heard(run))


@_advance.register
def _(_: StartOverAsked, run: Run) -> Outcome:
    return _play(run, 0)


@_advance.register
def _(_: PauseAsked, run: Run) -> Outcome:
    return _fallen_silent(run, Phase.PAUSED), (Silence(),)


@_advance.register
def _(_: StopAsked, run: Run) -> Outcome:
    return _fallen_silent(run, Phase.STOPPED), (Silence(),)


@_advance.register
def _(_: HurtSaid, run: Run) -> Outcome:
    step = min(_step_last_heard(run), len(run.routine) - 1)
    beyond = _waiting_at(replace(_cut_short(run), hurts=run.hurts + 1), step + 1)
    if is_enough(beyond.hurts, beyond.hurts_before):
        return _fallen_silent(beyond, Phase.STOPPED), (Silence(), EndForToday())
    return beyond, (Silence(), OfferToLeaveOut(run.routine.steps[step].exercise.id))


@_advance.register
def _(_: WarningSaid, run: Run) -> Outcome:
    step = min(_step_last_heard(run), len(run.routine) - 1)
    return _fallen_silent(_waiting_at(_cut_short(run), step + 1), Phase.STOPPED), (Silence(),)


@_advance.register
def _(event: TurnHeard, run: Run) -> Outcome:
    if event.step >= len(run.routine):
        return run, ()
    if not event.whole:
        return _heard(run, Spot(run.head.play, event.step, event.step), 0, Phase.SILENT), ()
    return _waiting_at(replace(run, done=run.done | {event.step}), event.step + 1), ()


# How a run grows -----------------------------------------------------------------------------


def _heard(run: Run, spot: Spot, offset_ms: int, phase: Phase, began_s: int = 0) -> Run:
    """A track was heard up to an offset: so were the tracks before it in the same play."""
    if spot.step >= len(run.routine):
        return run
    done = frozenset(range(spot.first, spot.step))
    if offset_ms >= run.routine.done_ms[spot.step]:
        done |= {spot.step}
    head = Head(spot.play, spot.step, max(BEGUN_MS, offset_ms), phase, spot.first, began_s)
    return replace(run, done=run.done | done, head=max(run.head, head))


def _heard_to_the_end(run: Run, spot: Spot, at_s: int = 0) -> Run:
    if spot.step >= len(run.routine):
        return run
    done = frozenset(range(spot.first, spot.step + 1))
    head = Head(spot.play, spot.step + 1, 0, Phase.GOING, spot.first, at_s)
    return replace(run, done=run.done | done, head=max(run.head, head))


def _play(run: Run, step: int, from_ms: int = 0) -> Outcome:
    if step >= len(run.routine):
        return _waiting_at(run, len(run.routine)), (Silence(), NothingLeft())
    spot = Spot(play=run.head.play + 1, first=step, step=step)
    head = Head(spot.play, step, from_ms, Phase.GOING, step)
    return replace(run, head=head), (Play(spot, from_ms),)


def _waiting_at(run: Run, step: int) -> Run:
    return replace(run, head=Head(run.head.play + 1, step, 0, Phase.SILENT, step))


def _fallen_silent(run: Run, phase: Phase) -> Run:
    return replace(run, head=replace(run.head, phase=max(phase, run.head.phase)))


def _cut_short(run: Run) -> Run:
    step = run.head.step
    if step >= len(run.routine) or step in run.done or run.head.due:
        return run
    return replace(run, cut_short=run.cut_short | {step})


def _step_last_heard(run: Run) -> int:
    """The exercise that the person speaks of: the one before a step that is only due."""
    step = run.head.step
    return step - 1 if run.head.due and step - 1 in run.done else step


def _may_follow(run: Run, spot: Spot) -> bool:
    """Whether a track may still be queued: not behind us, not sounding, not silenced by a word."""
    head = run.head
    if head.play != spot.play:
        return head.play < spot.play
    is_ahead = head.step < spot.step or (head.step == spot.step and head.due)
    return is_ahead and head.phase < Phase.PAUSED


def _is_wanted(run: Run, spot: Spot) -> bool:
    """Whether a track that failed is still the one to be heard, now or next."""
    head = run.head
    if spot.step >= len(run.routine):
        return False
    if head.play != spot.play:
        return head.play < spot.play
    return head.step <= spot.step and head.phase < Phase.PAUSED


def _is_at(run: Run, spot: Spot) -> bool:
    return (run.head.play, run.head.step) == (spot.play, spot.step)
