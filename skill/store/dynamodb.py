"""The store for AWS: one DynamoDB table, `pk = USER#<id>`, `sk = PROFILE | NUDGE | RUN#<run id>`.

A run is joined by the table itself: its sets grow by ADD, and its head is a text that is
replaced only by a greater one. So keeping an account of a run is one write without a read, from
any number of devices at once, in any order, any number of times.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from skill.routine.exercise import Catalog
from skill.routine.nudge import Nudge, Slot
from skill.routine.run import Run
from skill.store import items
from skill.store.clock_rows import (
    DUE,
    NUDGE_KEY,
    due_text,
    forgotten_key,
    lease_key,
    lease_row,
    nudge_row,
    read_lease,
    read_nudge,
)
from skill.store.dynamodb_table import BY_DUE, EXPIRES, Table
from skill.store.items import Update
from skill.store.owner import key_of, keys_of
from skill.store.port import (
    ABANDONED_AFTER,
    REMEMBERED_FORGOTTEN,
    Lease,
    Profile,
    StoreUnavailableError,
)
from skill.store.rows import (
    PROFILE_KEY,
    RUN_FACTS_AT_THE_HEAD,
    RUN_FACTS_THAT_GROW,
    RUN_FACTS_THAT_STAY,
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
    run_row,
    text_of,
)

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import WriteRequestUnionTypeDef

_Kept = TypeVar("_Kept")
NEVER_S = 253_402_300_799
"""The end of the year 9999, in seconds since 1970: the row of a run that counts stays."""
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

    def __init__(self, table: str, catalog: Catalog, endpoint: str | None = None) -> None:
        """Name the table; the client is made at the first call.

        Args:
            table: name of the table; `create_table` makes it.
            catalog: the exercises that runs are made of.
            endpoint: URL of the server; None lets the environment say.
        """
        self.table = Table(table, endpoint)
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
        return self._change(items.key(user, PROFILE_KEY), read_profile, profile_row, change)

    def merge_run(self, user: str, run: Run) -> Run:
        """Join this account of a run with the one that is kept; one write, or two when behind."""
        row = run_row(run)
        begun = {name: value for name, value in row.items() if name in RUN_FACTS_THAT_STAY}
        grown = {name: value for name, value in row.items() if name in RUN_FACTS_THAT_GROW}
        head = {name: value for name, value in row.items() if name in RUN_FACTS_AT_THE_HEAD}
        # Rows in which nothing was done end by themselves. What is set once something was done
        # stays, for a report that comes late and knows of nothing done yields to it.
        lasting = {EXPIRES: NEVER_S} if grown else {}
        begun[EXPIRES] = int((run.started_at + ABANDONED_AFTER).timestamp())
        if lasting:
            del begun[EXPIRES]
        ahead = "attribute_not_exists(#head) OR #head <= :head"
        run_at = items.key(user, run_key(run.id))
        try:
            update = Update(put=head | lasting, keep=begun, grow=grown, only_if=ahead)
            kept = self._updated(run_at, update)
        except _BehindError:
            # Were the run forgotten just now, this would begin it anew: so with its head.
            update = Update(put=lasting, keep=begun | head, grow=grown)
            kept = self._updated(run_at, update)
        return replace(read_run(run.id, kept, self._catalog), hurts=run.hurts)

    def run(self, user: str, run_id: str) -> Run | None:
        """A run by its id."""
        row = self._row(user, run_key(run_id))
        return read_run(run_id, row, self._catalog) if row else None

    def latest_runs(self, user: str, limit: int, before: datetime | None = None) -> Sequence[Run]:
        """The newest runs, or the newest of those begun before a moment, the newest first."""
        if limit < 1:
            return ()
        paging = {"MaxItems": limit, "PageSize": limit}
        backwards = {"ScanIndexForward": False, "PaginationConfig": paging}
        return tuple(self._runs(self._items(user, run_keys(before), backwards)))

    def runs_between(self, user: str, since: datetime, until: datetime) -> Sequence[Run]:
        """The runs begun from a moment on and before another, the oldest first."""
        runs = self._runs(self._items(user, run_keys_between(since, until), {}))
        return tuple(run for run in runs if since <= run.started_at < until)

    def forget(self, user: str, at: datetime | None = None) -> None:
        """Remove every row of an owner: profile, runs, and whatever else stands under their key."""
        if at is not None:
            ends_s = int((at + REMEMBERED_FORGOTTEN).timestamp())
            gone = Update(put={"at": text_of(at) or "", EXPIRES: ends_s})
            self._updated(items.own_key(forgotten_key(user)), gone)
        keys = list(self._items(user, None, {"ProjectionExpression": "pk, sk"}))
        for start in range(0, len(keys), BATCH):
            self._delete(keys[start : start + BATCH])

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
        write = partial(nudge_row, user=user)
        return self._change(items.key(user, NUDGE_KEY), read_nudge, write, change)

    def due(self, slot: Slot, shard: int) -> Sequence[str]:
        """Those who are told in an hour of the week, of one shard: one Query of the index."""
        with self.table.answering():
            pages = self.table.client.get_paginator("query").paginate(
                TableName=self.table.name,
                IndexName=BY_DUE,
                KeyConditionExpression="#due = :due",
                ExpressionAttributeNames={"#due": DUE},
                ExpressionAttributeValues={":due": items.attribute(due_text(slot, shard))},
            )
            return [items.user(item) for page in pages for item in page["Items"]]

    def change_lease(self, job: str, change: Callable[[Lease], Lease]) -> Lease:
        """Apply a change to the lease of a job; the condition is as with a nudge."""
        return self._change(items.own_key(lease_key(job)), read_lease, lease_row, change)

    def _change(
        self,
        key: Mapping[str, Any],
        read: Callable[[Row], _Kept],
        write: Callable[[_Kept], Row],
        change: Callable[[_Kept], _Kept],
    ) -> _Kept:
        """Apply a change to what a row stands for, as often as others are quicker."""
        for _ in range(MOST_TRIES):
            row = self._row_at(key) or {}
            before = read(row)
            after = change(before)
            facts = differences(write(before), write(after))
            if not facts:
                return after
            with suppress(_BehindError):
                self._updated(key, _versioned(row, facts))
                return after
        raise StoreUnavailableError("a row is being changed from elsewhere: try again")

    def _runs(self, found: Iterator[Mapping[str, Any]]) -> Iterator[Run]:
        rows = ((item["sk"]["S"], items.row(item)) for item in found)
        return readable_runs(rows, self._catalog)

    def _row(self, user: str, row_key: str) -> Row | None:
        return self._row_at(items.key(user, row_key))

    def _row_at(self, key: Mapping[str, Any]) -> Row | None:
        with self.table.answering():
            answer = self.table.client.get_item(
                TableName=self.table.name, Key=key, ConsistentRead=True
            )
        return items.row(answer["Item"]) if "Item" in answer else None

    def _updated(self, key: Mapping[str, Any], update: Update) -> Row:
        """The row after an update.

        Raises:
            _BehindError: its condition does not hold.
        """
        with self.table.answering():
            client = self.table.client
            try:
                answer = client.update_item(
                    TableName=self.table.name,
                    Key=key,
                    ReturnValues="ALL_NEW",
                    **update.arguments(),
                )
            except client.exceptions.ConditionalCheckFailedException as error:
                raise _BehindError from error
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
        with self.table.answering():
            pages = self.table.client.get_paginator("query").paginate(
                TableName=self.table.name,
                KeyConditionExpression=condition,
                ExpressionAttributeValues=values,
                ConsistentRead=True,
                **options,
            )
            for page in pages:
                yield from page["Items"]

    def _delete(self, keys: Sequence[Mapping[str, Any]]) -> None:
        """Delete a batch, and ask again for whatever DynamoDB had no time for."""
        left: Sequence[WriteRequestUnionTypeDef] = [{"DeleteRequest": {"Key": key}} for key in keys]
        for attempt in range(MOST_SENDS):
            if attempt:
                time.sleep(FIRST_PAUSE_SECONDS * 2 ** (attempt - 1))
            with self.table.answering():
                answer = self.table.client.batch_write_item(RequestItems={self.table.name: left})
            left = answer["UnprocessedItems"].get(self.table.name, [])
            if not left:
                return
        raise StoreUnavailableError("DynamoDB is too busy to remove all: try again later")


class _BehindError(Exception):
    """What is kept has gone further than the one who wrote knew."""


def _versioned(row: Row, facts: Mapping[str, Any]) -> Update:
    """Write what changed, unless somebody else wrote since `row` was read."""
    seen = row.get("version")
    return Update(
        put={name: value for name, value in facts.items() if value is not None},
        drop=[name for name, value in facts.items() if value is None],
        grow={"version": 1},
        only_if="#version = :seen" if seen else "attribute_not_exists(#version)",
        given={"seen": seen} if seen else {},
    )
