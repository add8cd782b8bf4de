"""Nudges of a million people: what an hour costs in reads, seconds and dollars (simulated).

The jobs are the real ones. The store counts what DynamoDB would charge for each call, and how long
calls take is assumed, as printed: AWS is not asked.

On paper: an hour is 64 Queries of an index, one for each shard, with half a unit for every 4 KB of
keys (300 bytes each). Somebody who is due costs a read of what they want, one of their zone and one
of their week: 3 units. Whoever is told costs two changes more, to claim and to settle, each a read
and a write: 2 read units and 2 write units. So a million people who are all told in one week cost
5 M read and 2 M write units: 5 * $0.125 + 2 * $0.625 = $1.88, and asking back half a dollar more;
an hour with nobody due costs 64 Queries, $0.000004, and the queue. Who has a reminder and wants no
nudges costs two reads a week, one for each job: $0.25 for a million. Waiting for Alexa takes more
time than all else: 64 shards wait side by side.
"""

import json
import logging
import sqlite3
import tempfile
import time
from collections import Counter, defaultdict
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random
from statistics import median
from zoneinfo import ZoneInfo

from skill.content import load
from skill.jobs.jobs import lapsed_for_days, weekly_summary_due
from skill.jobs.parts import Parts
from skill.jobs.tally import Tally
from skill.routine import shorthand
from skill.routine.nudge import SUNDAY_EVENING, Nudge, Slot, When
from skill.routine.run import Run
from skill.store.clock_rows import due_text
from skill.store.port import SHARDS, Profile
from skill.store.sqlite.store import SQLiteStore

PEOPLE = 1_000_000
SAMPLE = 2
"""Shards of the busiest hour that are gone through: people are spread evenly over them."""
ROWS = 100_000
"""Rows of the SQLite store, which is for one machine."""
ZONES = {
    "America/New_York": 27,
    "America/Chicago": 17,
    "America/Denver": 4,
    "America/Los_Angeles": 14,
    "Europe/London": 15,
    "Asia/Kolkata": 12,
    "Australia/Sydney": 6,
    "America/Toronto": 5,
}
"""Where English skills are used; per cent, guessed."""
DEFAULT_SHARE, ACTIVE_SHARE = 0.7, 0.6
"""How many keep to Sunday evening, and how many did something in a week; guessed."""
SUNDAY = datetime(2026, 11, 22, tzinfo=UTC)

READ_DOLLARS, WRITE_DOLLARS = 0.125e-6, 0.625e-6
"""A unit on demand, us-east-1: aws.amazon.com/dynamodb/pricing/on-demand since November 2024."""
LAMBDA_DOLLARS_S = 0.25 * 0.0000166667
"""A second with 256 MB: aws.amazon.com/lambda/pricing."""
QUEUE_DOLLARS = 0.4e-6
"""A request to SQS; three for each message. aws.amazon.com/sqs/pricing."""
QUEUE_HOUR_DOLLARS = 3 * SHARDS * QUEUE_DOLLARS
READ_S, WRITE_S, SEND_S = 0.004, 0.007, 0.080
"""What a call takes; assumed."""
READ_UNIT, WRITE_UNIT, INDEX_ROW, RUN_ROW = 4096, 1024, 300, 640
"""Bytes: of units (DynamoDB's own), of a row in the index (ids are long), and of a run."""
PAGE = 1024 * 1024
"""Bytes that one Query gives at most."""


class Metered:
    """A million people, and a meter for what is asked of their store."""

    def __init__(self, random):
        catalog = load().catalog
        self.meter = Counter()
        self._routine = shorthand.read("n~l~pt10.1f.1o9s", catalog)
        self._slots = defaultdict(lambda: defaultdict(list))
        self._nudges = {}
        zones = {name: ZoneInfo(name) for name in ZONES}
        nudges = {}
        for n, zone in enumerate(random.choices(list(ZONES), ZONES.values(), k=PEOPLE)):
            is_default = random.random() < DEFAULT_SHARE
            when = SUNDAY_EVENING if is_default else When(random.randint(1, 7), 9 + n % 12)
            if (zone, when) not in nudges:
                start = SUNDAY - timedelta(days=3)
                nudges[zone, when] = Nudge().wanted(when, zones[zone], start, allowed=True)
            nudge = nudges[zone, when]
            # An even spread, as the hash gives (see test_schedule_dynamodb).
            self._slots[nudge.slot][n % SHARDS].append((n, zone, nudge))
        self._known = {}

    def people_in(self, slot):
        return sum(map(len, self._slots[slot].values()))

    def busiest(self):
        return max(self._slots, key=self.people_in)

    def _read(self, size, seconds=READ_S, factor=1.0):
        self.meter["reads"] += 1
        self.meter["read_units"] += factor * max(1, -(-size // READ_UNIT))
        self.meter["ms"] += seconds * 1000

    def due(self, slot, shard):
        found = self._slots.get(slot, {}).get(shard, [])
        self._known = {f"person {n}": (n, zone, nudge) for n, zone, nudge in found}
        for start in range(0, max(1, len(found) * INDEX_ROW), PAGE):
            # The index is read without strong consistency: half a unit.
            self._read(min(PAGE, len(found) * INDEX_ROW - start), factor=0.5)
        return list(self._known)

    def nudge(self, account):
        self._read(INDEX_ROW)
        return self._known[account][2]

    def profile(self, account):
        self._read(INDEX_ROW)
        return Profile(zone=self._known[account][1])

    def change_nudge(self, account, change):
        self._read(INDEX_ROW)
        n, zone, before = self._known[account]
        after = change(before)
        if after != before:
            self.meter["writes"] += 1
            self.meter["write_units"] += 1
            self.meter["ms"] += WRITE_S * 1000
        self._known[account] = n, zone, after
        return after

    def runs_between(self, account, since, until):  # noqa: ARG002 - as the store has it
        self._read(4 * RUN_ROW)
        return self._runs(account, until - timedelta(days=1))

    def latest_runs(self, account, limit, before=None):  # noqa: ARG002 - nothing is ahead
        self._read(limit * RUN_ROW)
        return self._runs(account, SUNDAY - timedelta(days=1))

    def _runs(self, account, at):
        if self._known[account][0] % 100 >= ACTIVE_SHARE * 100:
            return ()
        return (Run("20261121T000000Z#000000", at, self._routine, done=frozenset({0})),)

    def notify(self, account, reference, now):  # noqa: ARG002 - as a notifier has it
        self.meter["sent"] += 1
        self.meter["ms"] += SEND_S * 1000


class Told:
    """A clock that stands."""

    def __init__(self, now):
        self._now = now

    def now(self):
        return self._now


def figures():
    """Lines for the busiest hour, a week, what a scan would cost, and one machine."""
    logging.disable(logging.WARNING)
    store = Metered(Random(1))
    yield (
        f"{PEOPLE:,} people who want it; a call takes (assumed): read {READ_S * 1000:.0f} ms, "
        f"write {WRITE_S * 1000:.0f} ms, send {SEND_S * 1000:.0f} ms"
    )
    yield from _hours(store)
    yield from _scan()
    yield from _one_machine()
    logging.disable(logging.NOTSET)


def _work(store, due, job, shards):
    """Some shards of an hour: what became of them, and the meter's reading."""
    names = map(str, count())
    parts = Parts(store, Told(due), lambda: next(names), store)
    store.meter.clear()
    tally = sum((job(parts, due, shard) for shard in range(shards)), Tally())
    return tally, Counter(store.meter)


def _dollars(meter):
    calls = meter["read_units"] * READ_DOLLARS + meter["write_units"] * WRITE_DOLLARS
    return calls + meter["ms"] / 1000 * LAMBDA_DOLLARS_S


def _hours(store):
    """The busiest hour, from a few of its shards, and from it a week."""
    slot = store.busiest()
    people, part = store.people_in(slot), SHARDS / SAMPLE
    due = SUNDAY + timedelta(days=(slot.weekday - 7) % 7, hours=slot.hour)
    began = time.perf_counter()
    tally, meter = _work(store, due, weekly_summary_due, SAMPLE)
    took_us = (time.perf_counter() - began) / (people / part) * 1e6
    _, lapse = _work(store, due - timedelta(days=4), lapsed_for_days, SAMPLE)
    yield (
        f"the busiest hour ({due_text(slot, 0)[:4]} UTC): {people:,} due, "
        f"{tally.sent * part:,.0f} told; {meter['reads'] * part:,.0f} reads "
        f"({meter['read_units'] * part:,.0f} units), {meter['writes'] * part:,.0f} writes, "
        f"${_dollars(meter) * part + QUEUE_HOUR_DOLLARS:.2f} (from {SAMPLE} of {SHARDS} shards)"
    )
    yield (
        f"  {meter['ms'] / 1000 / SAMPLE:,.0f} s with {SHARDS} shards side by side, "
        f"{meter['ms'] * part / 3_600_000:.1f} h one after the other; "
        f"of it our own code {took_us:.0f} us a person"
    )
    store.meter.clear()
    for _ in range(SHARDS):
        store.due(Slot(0, 0), 0)
    nobody = Counter(store.meter)
    empty = _dollars(nobody) + QUEUE_HOUR_DOLLARS
    yield f"an hour with nobody due: {nobody['reads']} reads, ${empty:.6f}"
    week = (_dollars(meter) + _dollars(lapse)) * part / people * PEOPLE + 2 * 168 * empty
    yield (
        f"a week of everybody, both jobs: ${week:.2f}, "
        f"${week * 52 / PEOPLE * 1000:.2f} a year for 1,000 people"
    )


def _scan():
    """What it would cost to look at everybody instead, with a year of runs each."""
    units = PEOPLE * (150 * RUN_ROW + 2 * INDEX_ROW) / READ_UNIT / 2
    yield (
        f"a scan in its place, a year of runs each: {units:,.0f} read units, "
        f"${units * READ_DOLLARS:.2f} every hour"
    )


def _one_machine():
    """The index of the SQLite store, beside a scan of the same rows."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        path = Path(folder) / "store.sqlite3"
        store = SQLiteStore(path, load().catalog)
        store.profile("nobody")
        random = Random(2)
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA synchronous = OFF")
            rows = ((f"person {n}", "NUDGE", _row(random)) for n in range(ROWS))
            connection.executemany("INSERT INTO facts VALUES (?, ?, ?)", rows)
            connection.commit()
            began = time.perf_counter()
            query = "SELECT count(*) FROM facts WHERE +json_extract(row, '$.due') = 'x'"
            connection.execute(query).fetchone()
            scan_ms = (time.perf_counter() - began) * 1000
        times_ms, found = [], 0
        for shard in range(SHARDS):
            began = time.perf_counter()
            found += len(store.due(Slot(7, 18), shard))
            times_ms.append((time.perf_counter() - began) * 1000)
        store.close()
    yield (
        f"SQLite, {ROWS:,} rows: an hour's {found:,} people in {sum(times_ms):.1f} ms, "
        f"a shard p50 {median(times_ms):.3f} ms; one scan {scan_ms:.0f} ms"
    )


def _row(random):
    slot = Slot(random.randint(1, 7), random.randint(0, 23))
    return json.dumps({"due": due_text(slot, random.randrange(SHARDS))})
