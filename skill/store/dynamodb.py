"""The store for AWS: one DynamoDB table, `pk = USER#<id>`, `sk = PROFILE | RUN#<run id>`.

A run is joined by the table itself: its sets grow by ADD, and its head is a text that is
replaced only by a greater one. So keeping an account of a run is one write without a read, from
any number of devices at once, in any order, any number of times.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from skill.routine.exercise import Catalog
from skill.routine.run import Run
from skill.store import items
from skill.store.dynamodb_table import Table
from skill.store.items import Update
from skill.store.port import Profile, StoreUnavailableError
from skill.store.rows import (
    PROFILE_KEY,
    RUN_FACTS_THAT_GROW,
    RUN_FACTS_THAT_STAY,
    Row,
    changed_facts,
    read_profile,
    read_run,
    readable_runs,
    run_key,
    run_keys,
    run_keys_between,
    run_row,
)

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import WriteRequestUnionTypeDef

MOST_TRIES = 10
"""How often a change of a profile is tried while others change it too: one of them always wins."""
MOST_SENDS = 6
"""How often a batch is sent until all of it is done: with the pauses, under 2 s."""
BATCH = 25
"""Most requests in one BatchWriteItem: DynamoDB's own limit (API reference, BatchWriteItem)."""
FIRST_PAUSE_SECONDS = 0.05
"""Pause before what DynamoDB left of a batch is sent again; doubles each time, as it advises."""


class DynamoDBStore:
    """Keeps profiles and runs in a table. See `port.Store` for what it promises.

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
        for _ in range(MOST_TRIES):
            row = self._row(user, PROFILE_KEY) or {}
            before = read_profile(row)
            after = change(before)
            facts = changed_facts(before, after)
            if not facts:
                return after
            with suppress(_BehindError):
                self._updated(user, PROFILE_KEY, _profile_update(row, facts))
                return after
        raise StoreUnavailableError("the profile is being changed from elsewhere: try again")

    def merge_run(self, user: str, run: Run) -> Run:
        """Join this account of a run with the one that is kept; one write, or two when behind."""
        row = run_row(run)
        begun = {name: value for name, value in row.items() if name in RUN_FACTS_THAT_STAY}
        grown = {name: value for name, value in row.items() if name in RUN_FACTS_THAT_GROW}
        head = {"head": row["head"]}
        ahead = "attribute_not_exists(#head) OR #head <= :head"
        try:
            update = Update(put=head, keep=begun, grow=grown, only_if=ahead)
            kept = self._updated(user, run_key(run.id), update)
        except _BehindError:
            # Were the run forgotten just now, this would begin it anew: so with its head.
            kept = self._updated(user, run_key(run.id), Update(keep=begun | head, grow=grown))
        return replace(read_run(run.id, kept, self._catalog), hurts=run.hurts)

    def run(self, user: str, run_id: str) -> Run | None:
        """A run by its id."""
        row = self._row(user, run_key(run_id))
        return read_run(run_id, row, self._catalog) if row else None

    def latest_runs(self, user: str, limit: int) -> Sequence[Run]:
        """The newest runs, the newest first."""
        if limit < 1:
            return ()
        paging = {"MaxItems": limit, "PageSize": limit}
        backwards = {"ScanIndexForward": False, "PaginationConfig": paging}
        return tuple(self._runs(self._items(user, run_keys(), backwards)))

    def runs_between(self, user: str, since: datetime, until: datetime) -> Sequence[Run]:
        """The runs begun from a moment on and before another, the oldest first."""
        between = run_keys_between(since, until)
        runs = self._runs(self._items(user, between, {}))
        return tuple(run for run in runs if since <= run.started_at < until)

    def forget(self, user: str) -> None:
        """Remove every row of a person: profile, runs, and whatever else stands under their key."""
        keys = list(self._items(user, None, {"ProjectionExpression": "pk, sk"}))
        for start in range(0, len(keys), BATCH):
            self._delete(keys[start : start + BATCH])

    def _runs(self, found: Iterator[Mapping[str, Any]]) -> Iterator[Run]:
        rows = ((item["sk"]["S"], items.row(item)) for item in found)
        return readable_runs(rows, self._catalog)

    def _row(self, user: str, row_key: str) -> Row | None:
        with self.table.answering():
            answer = self.table.client.get_item(
                TableName=self.table.name, Key=items.key(user, row_key), ConsistentRead=True
            )
        return items.row(answer["Item"]) if "Item" in answer else None

    def _updated(self, user: str, row_key: str, update: Update) -> Row:
        """The row after an update.

        Raises:
            _BehindError: its condition does not hold.
        """
        with self.table.answering():
            client = self.table.client
            try:
                answer = client.update_item(
                    TableName=self.table.name,
                    Key=items.key(user, row_key),
                    ReturnValues="ALL_NEW",
                    **update.arguments(),
                )
            except client.exceptions.ConditionalCheckFailedException as error:
                raise _BehindError from error
        return items.row(answer["Attributes"])

    def _items(
        self, user: str, between: tuple[str, str] | None, options: Mapping[str, Any]
    ) -> Iterator[Mapping[str, Any]]:
        """The items of a person, all or those between two keys, in as many pages as it takes."""
        values = {":pk": items.key(user, "")["pk"]}
        condition = "pk = :pk"
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


def _profile_update(row: Row, facts: Mapping[str, Any]) -> Update:
    """Write what changed, unless somebody else wrote since `row` was read."""
    seen = row.get("version")
    return Update(
        put={name: value for name, value in facts.items() if value is not None},
        drop=[name for name, value in facts.items() if value is None],
        grow={"version": 1},
        only_if="#version = :seen" if seen else "attribute_not_exists(#version)",
        given={"seen": seen} if seen else {},
    )
