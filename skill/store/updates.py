"""What a change becomes in DynamoDB: updates that lose nothing, whoever else writes meanwhile."""

from collections.abc import Iterator, Mapping
from typing import Any

from skill.routine.run import Run
from skill.store import items
from skill.store.dynamodb_table import EXPIRES
from skill.store.items import Update
from skill.store.port import ABANDONED_AFTER, Changes
from skill.store.rows import (
    PROFILE_KEY,
    RUN_FACTS_AT_THE_HEAD,
    RUN_FACTS_THAT_GROW,
    RUN_FACTS_THAT_STAY,
    Row,
    changed_facts,
    run_key,
    run_row,
)

NEVER_S = 253_402_300_799
"""The end of the year 9999, in seconds since 1970: the row of a run that counts stays."""
_IS_AHEAD = "attribute_not_exists(#head) OR #head <= :head"


def joined(run: Run) -> Update:
    """Joins an account of a run with the one that is kept, on condition that it is not behind."""
    head, begun, grown = _parts(run)
    return Update(head | _lasting(grown), begun, grown, only_if=_IS_AHEAD)


def joined_behind(run: Run) -> Update:
    """Joins an account of a run with one that has gone further."""
    head, begun, grown = _parts(run)
    # Were the run forgotten just now, this would begin it anew: so with its head.
    return Update(_lasting(grown), begun | head, grown)


def versioned(version: int, facts: Mapping[str, Any]) -> Update:
    """Writes what changed of a row, on condition that nobody wrote since that version was read."""
    return Update(
        put={name: value for name, value in facts.items() if value is not None},
        drop=[name for name, value in facts.items() if value is None],
        grow={"version": 1},
        only_if="#version = :seen" if version else "attribute_not_exists(#version)",
        given={"seen": version} if version else {},
    )


def updates_of(changes: Changes) -> list[tuple[dict[str, Any], Update]]:
    """Each row that a turn changes, by its key; none if one of them has to be read first."""
    if changes.change is not None and changes.seen is None:
        return []
    return [*_of_runs(changes), *_of_profile(changes)]


def _of_runs(changes: Changes) -> Iterator[tuple[dict[str, Any], Update]]:
    for user, run in changes.runs:
        yield items.key(user, run_key(run.id)), joined(run)


def _of_profile(changes: Changes) -> Iterator[tuple[dict[str, Any], Update]]:
    seen, change = changes.seen, changes.change
    if seen is not None and change is not None and (facts := changed_facts(seen, change(seen))):
        yield items.key(changes.user, PROFILE_KEY), versioned(seen.version, facts)


def _parts(run: Run) -> tuple[Row, Row, Row]:
    """Of a run's row: where it stands; what is said once and for all, with its end; what grows."""
    row = run_row(run)
    head, begun, grown = (
        {name: value for name, value in row.items() if name in names}
        for names in (RUN_FACTS_AT_THE_HEAD, RUN_FACTS_THAT_STAY, RUN_FACTS_THAT_GROW)
    )
    if not grown:
        begun[EXPIRES] = int((run.started_at + ABANDONED_AFTER).timestamp())
    return head, begun, grown


def _lasting(grown: Row) -> Row:
    """Rows in which nothing was done end by themselves.

    What is set once something was done stays: a report that comes late, and knows of nothing done,
    yields to it.
    """
    return {EXPIRES: NEVER_S} if grown else {}
