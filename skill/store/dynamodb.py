"""The store for AWS: one DynamoDB table, `pk = USER#<id>`, `sk = ~PROFILE | NUDGE | RUN#<run id>`.

A run is joined by the table itself: its sets grow by ADD, and its head is a text that is
replaced only by a greater one. So keeping an account of a run is one write without a read, from
any number of devices at once, in any order, any number of times.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Generic, TypeVar

from skill.routine.exercise import Catalog
from skill.routine.nudge import Nudge, Slot
from skill.routine.run import Run
from skill.store import items
from skill.store.clock_rows import (
    DUE,
    NUDGE_KEY,
    due_text,
    forgotten_key,
    job_mark_key,
    job_mark_row,
    nudge_row,
    read_job_mark,
    read_nudge,
)
from skill.store.dynamodb_table import BY_DUE, EXPIRES, Table
from skill.store.dynamodb_wire import Call, ConditionFailedError, NoTransactionsError
from skill.store.items import Update
from skill.store.owner import account_of, key_of, keys_of
from skill.store.port import (
    REMEMBERED_FORGOTTEN,
    Changes,
    JobMark,
    Known,
    Profile,
    StoreUnavailableError,
)
from skill.store.rows import (
    PROFILE_KEY,
    Row,
    as_json,
    differences,
    moment_of,
    profile_row,
    read_profile,
    read_run,
    readable_runs,
    run_key,
    run_keys,
    run_keys_between,
    text_of,
    words_of,
)
from skill.store.updates import (
    begun,
    checks_of,
    joined,
    joined_behind,
    not_forgotten,
    updates_of,
    versioned,
)

_Kept = TypeVar("_Kept")
MOST_TRIES = 10
"""How often a change of a profile is tried while others change it too: one of them always wins."""
MOST_SENDS = 6
"""How often a batch is sent until all of it is done: with the pauses, under 2 s."""
BATCH = 25
"""Most requests in one BatchWriteItem: DynamoDB's own limit (API reference, BatchWriteItem)."""
FIRST_PAUSE_SECONDS = 0.05
"""Pause before what DynamoDB left of a batch is sent again; doubles each time, as it advises."""


class DynamoDBStore:
    """Keeps everything in a table. See `port.Store` for what it promises.

    All reads are strongly consistent: a run never seems to shrink. User ids are part of the
    keys, as they come, and never part of a message.
    """

    def __init__(
        self, table: str, catalog: Catalog, endpoint: str | None = None, wire: Call | None = None
    ) -> None:
        """Name the table; nothing is connected before the first call.

        Args:
            table: name of the table; `create_table` makes it.
            catalog: the exercises that runs are made of.
            endpoint: URL of the server; None lets the environment say.
            wire: the way to the table's items; None for botocore's client.
        """
        self.table = Table(table, endpoint, wire)
        """The table that all is in."""
        self._catalog = catalog

    def create_table(self) -> None:
        """Make the table, paid by the request, and wait until it serves. Twice does no harm."""
        self.table.create()

    def profile(self, user: str) -> Profile:
        """What is kept of a person."""
        return read_profile(self._row(user, PROFILE_KEY) or {})

    def change_profile(self, user: str, change: Callable[[Profile], Profile]) -> Profile:
        """Apply a change to what is kept now, and write only what it changed.

        The change is applied again when somebody else was quicker, and once more to its own
        result when an answer was lost: it should set rather than count.
        """
        return self._kept_profile(Changes(user=user, change=change))

    def merge_run(self, user: str, run: Run, *, kept: bool = False) -> Run | None:
        """Join this account of a run with the one that is kept; one write, or two when behind."""
        return self._merged(user, run, kept=kept)

    def _merged(self, user: str, run: Run, *, kept: bool, word: str = "") -> Run | None:
        at = items.key(user, run_key(run.id))
        for _ in range(MOST_TRIES):
            if not kept and self._begin(user, at, begun(run, word), run.started_at):
                return run
            found = self._joined(user, run, word)
            if found is not None or kept or self._was_forgotten(user, run.started_at):
                return found
        raise StoreUnavailableError("a run is being changed from elsewhere: try again")

    def _joined(self, user: str, run: Run, word: str) -> Run | None:
        """A run that is kept, with this account of it; None if there is none."""
        at = items.key(user, run_key(run.id))
        for update in (joined(run, word), joined_behind(run)):
            with suppress(ConditionFailedError):
                row = self._updated(at, update)
                return read_run(run.id, row, self._catalog).with_hurts_of(run)
        return None

    def _begin(
        self, user: str, key: Mapping[str, Any], update: Update, since: datetime | None
    ) -> bool:
        """Begin a row, unless its owner was forgotten since a moment; whether it was begun.

        It is not begun either where its own condition does not hold, or another writes just now.
        """
        checks = [*not_forgotten(user, since)] if since else []
        with suppress(ConditionFailedError):
            try:
                self.table.write_at_once([(key, update.arguments())], checks)
            except NoTransactionsError:
                return self._begin_step_by_step(user, key, update, since)
            return True
        return False

    def _begin_step_by_step(
        self, user: str, key: Mapping[str, Any], update: Update, since: datetime | None
    ) -> bool:
        """The same where there are no transactions: what a deletion came between is removed."""
        if since and self._was_forgotten(user, since):
            return False
        self._updated(key, update)
        if since and self._was_forgotten(user, since):
            self._delete([key])
            return False
        return True

    def _was_forgotten(self, user: str, since: datetime) -> bool:
        moments = (self.forgotten_at(whose) for whose in {user, account_of(user)})
        return any(moment is not None and moment >= since for moment in moments)

    def known(self, user: str, limit: int) -> Known:
        """What is known of a person: one Query, from the profile backwards."""
        low, _ = run_keys()
        backwards = {"ScanIndexForward": False, "limit": limit + 1}
        found = list(self._items(user, (low, PROFILE_KEY), backwards))
        profile: Row = {}
        if found and found[0]["sk"]["S"] == key_of(user, PROFILE_KEY):
            profile = items.row(found.pop(0))
        runs = tuple(self._runs(iter(found[:limit])))
        words = words_of((item["sk"]["S"], items.row(item)) for item in found[:limit])
        return Known(read_profile(profile), runs, words=words)

    def keep(self, changes: Changes) -> Known:
        """Keep all that a turn changed: one update, or one transaction of several."""
        updates, checks = updates_of(changes), checks_of(changes)
        if len(updates) > 1 or (updates and checks):
            with suppress(ConditionFailedError):
                self.table.write_at_once([(key, each.arguments()) for key, each in updates], checks)
                return Known(_after(changes), tuple(run for _, run in changes.runs))
        told = [run for _, run in changes.runs]
        merged = [
            self._merged(user, run, kept=run.id in changes.kept, word=changes.word)
            for user, run in changes.runs
        ]
        runs = tuple(kept or run for kept, run in zip(merged, told, strict=True))
        gone = frozenset(run.id for kept, run in zip(merged, told, strict=True) if kept is None)
        return Known(self._kept_profile(changes), runs, gone)

    def _kept_profile(self, changes: Changes) -> Profile:
        """The profile after its change; the defaults if it was deleted since the turn began."""
        if changes.change is None:
            return Profile()
        key = items.key(changes.user, PROFILE_KEY)
        seen = (changes.seen, changes.seen.version) if changes.seen else None
        turn = (changes.user, changes.at) if changes.at else None
        return self._change(key, _PROFILE, changes.change, seen, turn)

    def run(self, user: str, run_id: str, *, fresh: bool = True) -> Run | None:  # noqa: ARG002
        """A run by its id."""
        row = self._row(user, run_key(run_id))
        return read_run(run_id, row, self._catalog) if row else None

    def latest_runs(self, user: str, limit: int, before: datetime | None = None) -> Sequence[Run]:
        """The newest runs, or the newest of those begun before a moment, the newest first."""
        if limit < 1:
            return ()
        backwards = {"ScanIndexForward": False, "limit": limit}
        return tuple(self._runs(self._items(user, run_keys(before), backwards)))

    def runs_between(self, user: str, since: datetime, until: datetime) -> Sequence[Run]:
        """The runs begun from a moment on and before another, the oldest first."""
        runs = self._runs(self._items(user, run_keys_between(since, until), {}))
        return tuple(run for run in runs if since <= run.started_at < until)

    def forget(self, user: str, at: datetime | None = None) -> None:
        """Remove every row of an owner: profile, runs, and whatever else stands under their key.

        The tombstone is there before the first row is gone: what is begun after it is refused, and
        what was begun before it is found and removed.
        """
        if at is not None:
            self._bury(user, at)
        keys = list(self._items(user, None, {"ProjectionExpression": "pk, sk"}))
        for start in range(0, len(keys), BATCH):
            self._delete(keys[start : start + BATCH])

    def _bury(self, user: str, at: datetime) -> None:
        ends_s = int((at + REMEMBERED_FORGOTTEN).timestamp())
        tombstone = Update(put={"at": text_of(at) or "", EXPIRES: ends_s})
        for attempt in range(MOST_SENDS):
            if attempt:
                time.sleep(FIRST_PAUSE_SECONDS * 2 ** (attempt - 1))
            # A transaction that begins a row looks at it, and may do so at this moment.
            with suppress(ConditionFailedError):
                self._updated(items.own_key(forgotten_key(user)), tombstone)
                return
        raise StoreUnavailableError("DynamoDB is too busy to forget: try again later")

    def forgotten_at(self, user: str) -> datetime | None:
        """When a person was forgotten lately."""
        row = self._row_at(items.own_key(forgotten_key(user)))
        return moment_of(str(row["at"])) if row else None

    def forget_abandoned(self, before: datetime) -> int:  # noqa: ARG002 - see below
        """Nothing: such rows end by themselves, by the time to live that each is written with."""
        return 0

    def kept(self, user: str) -> dict[str, dict[str, Any]]:
        """All that is kept of a person, as it is kept."""
        found = self._items(user, None, {})
        return {item["sk"]["S"]: as_json(items.row(item)) for item in found}

    def nudge(self, user: str) -> Nudge | None:
        """What a person wants to be told."""
        row = self._row(user, NUDGE_KEY)
        return read_nudge(row) if row is not None else None

    def change_nudge(self, user: str, change: Callable[[Nudge], Nudge]) -> Nudge:
        """Apply a change to what is kept now; the condition is that nobody else wrote meanwhile."""
        form: _Form[Nudge] = _Form(read_nudge, partial(nudge_row, user=user))
        return self._change(items.key(user, NUDGE_KEY), form, change)

    def due(self, slot: Slot, shard: int) -> Sequence[str]:
        """Those who are told in an hour of the week, of one shard: one Query of the index."""
        found = self.table.query(
            IndexName=BY_DUE,
            KeyConditionExpression="#due = :due",
            ExpressionAttributeNames={"#due": DUE},
            ExpressionAttributeValues={":due": items.attribute(due_text(slot, shard))},
        )
        return [items.user(item) for item in found]

    def change_job_mark(self, job: str, change: Callable[[JobMark], JobMark]) -> JobMark:
        """Apply a change to the mark of a job; the condition is as with a nudge."""
        return self._change(items.own_key(job_mark_key(job)), _JOB_MARK, change)

    def _change(
        self,
        key: Mapping[str, Any],
        form: "_Form[_Kept]",
        change: Callable[[_Kept], _Kept],
        seen: tuple[_Kept, int] | None = None,
        turn: tuple[str, datetime] | None = None,
    ) -> _Kept:
        """Apply a change to what a row stands for, as often as others are quicker.

        What was seen, and in which version, saves the first read. A row that was there, and is not
        when it is looked at again, was deleted: it is not begun anew. Nor is one whose owner was
        forgotten since their turn began.
        """
        was_there = False
        for _ in range(MOST_TRIES):
            before, version = seen or self._read(key, form.read)
            if was_there and not version:
                return before
            was_there = version > 0
            after = change(before)
            facts = differences(form.write(before), form.write(after))
            if not facts:
                return after
            update = versioned(version, facts)
            with suppress(ConditionFailedError):
                if version or turn is None:
                    self._updated(key, update)
                    return after
                if self._begin(turn[0], key, update, turn[1]):
                    return after
                if self._was_forgotten(*turn):
                    return before
            seen = None
        raise StoreUnavailableError("a row is being changed from elsewhere: try again")

    def _read(self, key: Mapping[str, Any], read: Callable[[Row], _Kept]) -> tuple[_Kept, int]:
        row = self._row_at(key) or {}
        return read(row), int(str(row.get("version", 0)))

    def _runs(self, found: Iterator[Mapping[str, Any]]) -> Iterator[Run]:
        rows = ((item["sk"]["S"], items.row(item)) for item in found)
        return readable_runs(rows, self._catalog)

    def _row(self, user: str, row_key: str) -> Row | None:
        return self._row_at(items.key(user, row_key))

    def _row_at(self, key: Mapping[str, Any]) -> Row | None:
        answer = self.table.call("GetItem", Key=key, ConsistentRead=True)
        return items.row(answer["Item"]) if "Item" in answer else None

    def _updated(self, key: Mapping[str, Any], update: Update) -> Row:
        """The row after an update.

        Raises:
            ConditionFailedError: its condition does not hold.
        """
        answer = self.table.call(
            "UpdateItem", Key=key, ReturnValues="ALL_NEW", **update.arguments()
        )
        return items.row(answer["Attributes"])

    def _items(
        self, user: str, between: tuple[str, str] | None, options: Mapping[str, Any]
    ) -> Iterator[Mapping[str, Any]]:
        """The items of an owner, all or those between two keys, in as many pages as it takes."""
        values = {":pk": items.key(user, "")["pk"]}
        condition = "pk = :pk"
        between = (key_of(user, between[0]), key_of(user, between[1])) if between else keys_of(user)
        if between:
            condition += " AND sk BETWEEN :low AND :high"
            values |= {":low": items.attribute(between[0]), ":high": items.attribute(between[1])}
        return self.table.query(
            KeyConditionExpression=condition,
            ExpressionAttributeValues=values,
            ConsistentRead=True,
            **options,
        )

    def _delete(self, keys: Sequence[Mapping[str, Any]]) -> None:
        """Delete a batch, and ask again for whatever DynamoDB had no time for."""
        left: Sequence[Mapping[str, Any]] = [{"DeleteRequest": {"Key": key}} for key in keys]
        for attempt in range(MOST_SENDS):
            if attempt:
                time.sleep(FIRST_PAUSE_SECONDS * 2 ** (attempt - 1))
            with suppress(ConditionFailedError):
                left = self.table.write_batch(left)
            if not left:
                return
        raise StoreUnavailableError("DynamoDB is too busy to remove all: try again later")


@dataclass(frozen=True, slots=True)
class _Form(Generic[_Kept]):
    """How something is written as a row."""

    read: Callable[[Row], _Kept]
    """What a row stands for."""
    write: Callable[[_Kept], Row]
    """The row of it."""


_PROFILE = _Form(read_profile, profile_row)
_JOB_MARK = _Form(read_job_mark, job_mark_row)


def _after(changes: Changes) -> Profile:
    """The profile as it must be now, if it was seen before."""
    if changes.change is None or changes.seen is None:
        return Profile()
    return changes.change(changes.seen)
