"""Runs and profiles into the store, once in a turn, with a store that may be down."""

import logging
from collections.abc import Mapping
from dataclasses import replace

from skill.alexa.token import Account
from skill.alexa.turn import Turn
from skill.routine.advance import advance
from skill.routine.effects import Effect, Silence
from skill.routine.events import Event, TrackEvent, TrackFinished
from skill.routine.run import Run
from skill.store.owner import account_of
from skill.store.port import Changes, Store, StoreUnavailableError

_log = logging.getLogger(__name__)


def happen(turn: Turn, run: Run, event: Event) -> tuple[Run, tuple[Effect, ...]]:
    """Let something happen to a run, and keep what becomes of it, with all that was noted so far.

    When the store is down it goes on, and its tracks' tokens hold the account.
    """
    run, effects = advance(run, event)
    note(turn, run)
    stored = _known(flush(turn).get(run.id, run), run)
    return replace(stored, head=run.head).with_hurts_of(run), effects


def note(turn: Turn, run: Run) -> None:
    """Have a run kept with whatever else this turn keeps, or at its end."""
    before = turn.noted.get(run.id)
    turn.noted[run.id] = before.merged(run) if before else run


def flush(turn: Turn) -> Mapping[str, Run]:
    """Keep all that was noted, in one write; gives the runs as they are kept then, by their ids."""
    noted, change = turn.noted, turn.change
    turn.noted, turn.change = {}, None
    if not (noted or change):
        return {}
    runs = tuple((turn.owner_of(run), run) for run in noted.values())
    known = frozenset(turn.stored & noted.keys())
    changes = Changes(runs, turn.user, change, turn.stored_profile, known, turn.now, turn.word)
    try:
        kept = store_of(turn).keep(changes)
    except StoreUnavailableError as error:
        mark_store_down(turn, error)
        return noted
    turn.stored |= noted.keys()
    if change:
        # What is kept now is of a newer version than what was read.
        turn.profile, turn.stored_profile = kept.profile, None
    sync_unsaved_runs(turn)
    pairs = zip(noted.values(), kept.runs, strict=True)
    return {told.id: _known(stored, told) for told, stored in pairs}


def look(turn: Turn, account: Account, event: TrackEvent) -> tuple[Run, tuple[Effect, ...]]:
    """Act on a device's report that as a rule tells nothing new, in view of what is kept now."""
    run = account.run
    try:
        kept = store_of(turn).run(account.owner, run.id)
    except StoreUnavailableError as error:
        mark_store_down(turn, error)
        return advance(run, event)
    if kept is None:
        return run, ()  # forgotten, on the person's word
    known, effects = advance(kept.merged(run), event)
    if known.done > kept.done:
        # Whatever told of the end of the track before this one was lost on its way.
        return learn(turn, account, event)
    return known, effects


def learn(turn: Turn, account: Account, event: TrackEvent) -> tuple[Run, tuple[Effect, ...]]:
    """Let a device's report add to what is kept, and act on all that is then known.

    The token's own account may be older than the person's last word, which only the store has.
    """
    known, _ = advance(account.run, event)
    try:
        kept = store_of(turn).merge_run(account.owner, known, kept=account.kept)
        if kept is None:
            return known, _ending(event)
        known = _known(kept, known).with_hurts_of(known)
        further, _ = advance(known, event)
        if further.head > known.head:
            # What is kept has the person's word, and only the report tells where that was obeyed.
            store_of(turn).merge_run(account.owner, further, kept=True)
        sync_unsaved_runs(turn)
    except StoreUnavailableError as error:
        mark_store_down(turn, error)
    return advance(known, event)


def _ending(event: TrackEvent) -> tuple[Effect, ...]:
    """What is done about a report of a run that was deleted: after its end nothing else plays."""
    return (Silence(),) if isinstance(event, TrackFinished) else ()


def _known(stored: Run, told: Run) -> Run:
    """What the store knows of a run from now on; of one that it knows as another, as it is told."""
    return stored if stored.is_of(told) else told


def was_forgotten(turn: Turn, account: Account) -> bool:
    """Whether a run is kept no more, or is never to be: its person had all data deleted."""
    try:
        if account.kept:
            return store_of(turn).run(account.owner, account.run.id) is None
        return _was_begun_before_forgetting(turn, account)
    except StoreUnavailableError as error:
        mark_store_down(turn, error)
        return False


def sync_unsaved_runs(turn: Turn) -> None:
    """Let the store hear of the runs that took place while it was down."""
    try:
        while turn.unsaved and turn.kept:
            account = turn.unsaved[0]
            store_of(turn).merge_run(account.owner, account.run, kept=account.kept)
            turn.unsaved = turn.unsaved[1:]
    except StoreUnavailableError as error:
        mark_store_down(turn, error)


def _was_begun_before_forgetting(turn: Turn, account: Account) -> bool:
    """Whether a run that the store never had, because it was down, is of a time forgotten since."""
    store = store_of(turn)
    moments = (store.forgotten_at(whose) for whose in {account.owner, account_of(account.owner)})
    return any(moment is not None and account.run.started_at <= moment for moment in moments)


def store_of(turn: Turn) -> Store:
    """The store, to be called.

    Raises:
        StoreUnavailableError: it did not answer in this turn before. One time-out is all that a
            turn has time for.
    """
    if not turn.kept:
        raise StoreUnavailableError("not asked again in this turn")
    return turn.coach.store


def mark_store_down(turn: Turn, error: StoreUnavailableError) -> None:
    """Note that the store is down: playing goes on without it."""
    if turn.kept:
        _log.warning("the store is down, going on without it: %s", error)
    turn.kept = False
