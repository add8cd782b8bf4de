"""What a change becomes in DynamoDB: updates that lose nothing, whoever else writes meanwhile."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from operator import itemgetter
from typing import Any

from skill.routine.run import Run
from skill.store import items
from skill.store.clock_rows import forgotten_key
from skill.store.dynamodb_table import EXPIRES
from skill.store.items import Update
from skill.store.owner import account_of
from skill.store.port import ABANDONED_AFTER, Changes
from skill.store.rows import (
    PROFILE_KEY,
    RUN_FACTS_AT_THE_HEAD,
    RUN_FACTS_THAT_GROW,
    RUN_FACTS_THAT_STAY,
    WORD,
    Row,
    changed_facts,
    run_key,
    run_row,
    text_of,
)

NEVER_S = 253_402_300_799
"""The end of the year 9999, in seconds since 1970: the row of a run that counts stays."""
_IS_AHEAD = "#head <= :head"
"""This account is not behind the one that is kept; there is one."""
Keyed = tuple[dict[str, Any], Update]
"""The key of a row, and what becomes of it."""


def joined(run: Run, word: str = "") -> Update:
    """Joins an account of a run with the one that is kept, on condition that it is not behind."""
    head, begun, grown = _parts(run)
    said: Row = {WORD: word} if word else {}
    return Update(head | said | _lasting(grown), begun, grown, only_if=_IS_AHEAD)


def begun(run: Run, word: str = "") -> Update:
    """Begins the row of a run, on condition that there is none; see `not_forgotten`."""
    return replace(joined(run, word), only_if="attribute_not_exists(#head)")


def joined_behind(run: Run) -> Update:
    """Joins an account of a run with one that has gone further, on condition that there is one."""
    head, begun, grown = _parts(run)
    return Update(_lasting(grown), begun | head, grown, only_if="attribute_exists(#head)")


def not_forgotten(user: str, since: datetime) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Conditions on tombstones: neither an owner nor their account was forgotten since a moment.

    A row may only be begun in one transaction with them. Whoever forgets writes the tombstone
    first, and then removes what is there.
    """
    for whose in sorted({user, account_of(user)}):
        yield (
            items.own_key(forgotten_key(whose)),
            {
                "ConditionExpression": "attribute_not_exists(#at) OR #at < :since",
                "ExpressionAttributeNames": {"#at": "at"},
                "ExpressionAttributeValues": {":since": items.attribute(text_of(since) or "")},
            },
        )


def versioned(version: int, facts: Mapping[str, Any]) -> Update:
    """Writes what changed of a row, on condition that nobody wrote since that version was read."""
    return Update(
        put={name: value for name, value in facts.items() if value is not None},
        drop=[name for name, value in facts.items() if value is None],
        grow={"version": 1},
        only_if="#version = :seen" if version else "attribute_not_exists(#version)",
        given={"seen": version} if version else {},
    )


def updates_of(changes: Changes) -> list[Keyed]:
    """Each row that a turn changes, by its key; none if one of them has to be read first."""
    if changes.change is not None and changes.seen is None:
        return []
    return [*_of_runs(changes), *_of_profile(changes)]


def checks_of(changes: Changes) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """What must hold of tombstones, of each once, so that the rows which are new may be begun."""
    begins: dict[str, datetime] = {}
    for user, run in changes.runs:
        if run.id not in changes.kept:
            begins[user] = min(run.started_at, begins.get(user, run.started_at))
    is_new = changes.seen is not None and not changes.seen.version
    if changes.change is not None and changes.at is not None and is_new:
        begins[changes.user] = min(changes.at, begins.get(changes.user, changes.at))
    # One transaction names a row once.
    checks = {
        str(key): (key, check)
        for user, since in sorted(begins.items(), key=itemgetter(1), reverse=True)
        for key, check in not_forgotten(user, since)
    }
    return list(checks.values())


def _of_runs(changes: Changes) -> Iterator[Keyed]:
    for user, run in changes.runs:
        write = joined if run.id in changes.kept else begun
        yield items.key(user, run_key(run.id)), write(run, changes.word)


def _of_profile(changes: Changes) -> Iterator[Keyed]:
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
