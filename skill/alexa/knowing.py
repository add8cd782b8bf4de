"""What is known of a person and their runs, read once in a turn, with a store that may be down."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial

from skill.alexa import token
from skill.alexa.keeping import mark_store_down, note, store_of, sync_unsaved_runs, was_forgotten
from skill.alexa.token import Account
from skill.alexa.turn import Turn
from skill.alexa.zone import zone_named
from skill.routine.advance import advance
from skill.routine.preferences import Preferences
from skill.routine.progress import is_ahead
from skill.routine.progression import Circumstances
from skill.routine.run import Kind, Phase, Run
from skill.store.port import Known, StoreUnavailableError

LATEST = 40
"""Runs that are read of a person, some 16 KB: two weeks and more of whoever does two a day.
Exercises done before that count as forgotten."""
TAKEN_UP_WITHIN = timedelta(hours=4)
"""A run begun longer ago is no longer taken up by a launch, only by "resume"."""


def current_run(turn: Turn) -> Run | None:
    """The run that the person means: the one on this device, or else their latest open one."""
    run = _run_of_session(turn) or _run_on_device(turn)
    asked_about = turn.asked_about
    if asked_about is not None:
        return asked_about.merged(run) if run and run.id == asked_about.id else asked_about
    if run is None or (run.over and turn.run is None):
        newest = newest_open_run(turn)
        run = max((r for r in (run, newest) if r), key=partial(_age, turn), default=None)
    return run


def playing_run(turn: Turn) -> Run | None:
    """The routine that sounds on this device, and goes on by itself after an answer."""
    run = current_run(turn)
    if run is None or run.over or turn.seen is None or turn.seen.ended:
        return None
    here = turn.account is not None and turn.account.run.id == run.id
    return run if here and run.head.phase is Phase.GOING else None


def latest_runs(turn: Turn) -> Sequence[Run]:
    """The newest runs, the newest first; none when the store is down."""
    know(turn)
    return turn.runs or ()


def circumstances(turn: Turn, preferences: Preferences | None = None) -> Circumstances:
    """What the doses of today depend on; without other wishes, at those that are kept."""
    runs = latest_runs(turn)
    # The device is asked for its zone when a run begins; until then the one last known will do.
    zone = zone_named(turn.profile.zone or "UTC")
    return Circumstances(
        preferences=preferences or turn.profile.preferences,
        doses=turn.profile.doses,
        runs=runs,
        today=turn.now.astimezone(zone).date(),
        zone=zone,
    )


def know(turn: Turn) -> None:
    """Read what is kept of the person, once in a turn; `turn.kept` is False when the store is down.

    What the device says of itself by the way is taken into account, and kept with the turn's own
    changes, so that a playback event that was lost, or came while the store was down, is made up
    for here.
    """
    if turn.runs is not None:
        return
    sync_unsaved_runs(turn)  # what is paid is read with the rest, so that a week is told with it
    try:
        known = store_of(turn).known(turn.user, LATEST)
        turn.profile = turn.stored_profile = known.profile
        turn.stored.update(run.id for run in known.runs)
    except StoreUnavailableError as error:
        mark_store_down(turn, error)
        known = Known(turn.profile)
    turn.runs = _with_what_was_noted(turn, _before_this_word(turn, known))
    if turn.account is not None and turn.account.owner == turn.user:
        turn.runs = _with_what_the_device_says(turn, turn.runs)


def open_run(runs: Sequence[Run]) -> Run | None:
    """The newest routine, unless it is over: whoever finished one has no older one in mind."""
    newest = next((run for run in runs if run.kind is Kind.ROUTINE), None)
    return None if newest is None or newest.over else newest


def newest_open_run(turn: Turn) -> Run | None:
    """The newest routine of the person, unless it is over, or dated ahead of our time."""
    run = open_run(latest_runs(turn))
    return None if run is None or is_ahead(run, turn.now) else run


def is_recent(turn: Turn, run: Run) -> bool:
    """Whether a run began so lately that the person still has it in mind."""
    return not is_ahead(run, turn.now) and turn.now - run.started_at <= TAKEN_UP_WITHIN


def newest_first(turn: Turn, runs: Iterable[Run]) -> list[Run]:
    """Runs by their age; one that a clock dated ahead by mistake is older than all others."""
    return sorted(runs, key=partial(_age, turn), reverse=True)


def _age(turn: Turn, run: Run) -> tuple[bool, str]:
    return not is_ahead(run, turn.now), run.id


def _run_of_session(turn: Turn) -> Run | None:
    """The run that was just heard as a turn of this session, with what is kept of it."""
    if turn.run is None:
        return None
    kept = next((run for run in latest_runs(turn) if run.id == turn.run.id), None)
    return kept.merged(turn.run) if kept else turn.run


def _run_on_device(turn: Turn) -> Run | None:
    """The run whose track plays or played last here, with what the device says of it."""
    runs = latest_runs(turn)
    if turn.account is not None and turn.account.owner != turn.user:
        runs = _somebody_elses(turn)
    if turn.account is None:
        return None
    return next((run for run in runs if run.id == turn.account.run.id), None)


def _somebody_elses(turn: Turn) -> Sequence[Run]:
    """A run of another person of the house, for as long as it goes on in this room.

    Whoever is there may say "pause", and nobody who is not recognized for once must be left with
    a sound that does not stop. Once it is over it is nobody's business but theirs.
    """
    if turn.household_runs is None and turn.account is not None:
        try:
            kept = store_of(turn).run(turn.account.owner, turn.account.run.id)
        except StoreUnavailableError as error:
            mark_store_down(turn, error)
            kept = None
        turn.household_runs = _with_what_the_device_says(turn, (kept,) if kept else ())
    return tuple(run for run in turn.household_runs or () if not run.over)


def _before_this_word(turn: Turn, known: Known) -> Sequence[Run]:
    """The runs as they stood before this request was acted on, if another process did so already.

    Of a request that is delivered twice both copies hold the same accounts of runs. So both lead
    to the same, and the second adds nothing.
    """
    runs = []
    for run in known.runs:
        if not turn.word or known.words.get(run.id) != turn.word:
            runs.append(run)
        elif run.id == token.run_id(run.started_at, turn.request.request_id):
            turn.begun_at = run.started_at  # it was begun by the first copy
        else:
            runs.append(_as_the_request_tells(turn, run))
    return runs


def _as_the_request_tells(turn: Turn, run: Run) -> Run:
    """A run at the head that the request's own accounts tell; as it is where there is none."""
    told = [each for each in (turn.asked_about, turn.run) if each and each.id == run.id]
    if turn.account is not None and turn.account.run.id == run.id:
        here = turn.account.run
        told.append(advance(here, turn.seen)[0] if turn.seen else here)
    if not told:
        return run
    before = max(told, key=lambda each: each.head)
    return replace(run, head=before.head, routine=before.routine)


def _with_what_was_noted(turn: Turn, stored: Sequence[Run]) -> Sequence[Run]:
    """The runs with what this turn found out before they were read, and what is not kept yet."""
    runs = {run.id: run for run in stored}
    for noted in turn.noted.values():
        if turn.owner_of(noted) == turn.user:
            runs[noted.id] = runs[noted.id].merged(noted) if noted.id in runs else noted
    return newest_first(turn, runs.values())


def _with_what_the_device_says(turn: Turn, stored: Sequence[Run]) -> Sequence[Run]:
    if turn.account is None:
        return stored
    run = turn.account.run
    if turn.seen is not None:
        run, _ = advance(run, turn.seen)
    kept = next((one for one in stored if one.id == run.id), None)
    if kept is None and turn.kept and _is_past(turn, turn.account, run, stored):
        turn.account = turn.seen = None
        return stored
    known = kept.merged(run) if kept else run
    if known != kept:
        note(turn, known)
    others = [one for one in stored if one.id != run.id]
    return newest_first(turn, [*others, known])


def _is_past(turn: Turn, account: Account, run: Run, stored: Sequence[Run]) -> bool:
    """Whether nobody means a run any more that is not among those that were read.

    It was forgotten on the person's word, or many others were begun since; what was done of it is
    kept all the same.
    """
    if account.kept and len(stored) < LATEST:
        return True  # there are no others
    forgotten = was_forgotten(turn, account)
    if account.kept and not forgotten:
        note(turn, run)
    return turn.kept and (account.kept or forgotten)
