"""What is told of a job: one line, with who was told and how it ended."""

import json
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count

import pytest

from skill.content import load
from skill.doors import lambda_schedule
from skill.jobs.jobs import JOBS, LATE
from skill.jobs.notifier import FakeNotifier, HeldUpError, NotSentError
from skill.jobs.parts import Parts
from skill.jobs.scheduler.runner import run
from skill.routine import shorthand
from skill.routine.nudge import SUNDAY_EVENING
from skill.routine.run import Run
from skill.store.clock_rows import shard_of
from skill.store.memory import MemoryStore
from skill.store.metered import MeteredStore

SUNDAY = datetime(2026, 11, 22, 18, tzinfo=UTC)
WEEKLY = JOBS[0]
ROUTINE = shorthand.read("n~l~pt10.1f.1o9s", load().catalog)


class Works:
    """Parts for the jobs, and one person who is due on Sunday evening."""

    def __init__(self):
        self.now = SUNDAY + timedelta(minutes=1)
        self.behind, self.notifier, self.records = MemoryStore(), FakeNotifier(), []
        self.parts = Parts(
            MeteredStore(self.behind),
            type("Told", (), {"now": lambda _: self.now})(),
            partial(next, map(str, count())),
            self.notifier,
            record=self.records.append,
        )
        at = SUNDAY - timedelta(days=1)
        self.behind.change_nudge("ann", lambda n: n.wanted(SUNDAY_EVENING, UTC, at, allowed=True))
        done = Run(f"{at:%Y%m%dT%H%M%SZ}#9f2c41", at, ROUTINE, done=frozenset({0}))
        self.behind.merge_run("ann", done)

    def told(self):
        """The members of the only line."""
        (record,) = self.records
        return record.fields()

    def shard(self, job=WEEKLY, due=SUNDAY):
        """One message as SQS brings it to Lambda; whether it was done."""
        body = {"job": job.name, "due": due.isoformat(), "shard": shard_of("ann")}
        event = {"Records": [{"messageId": "one", "body": json.dumps(body)}]}
        return not lambda_schedule.work(event, None)["batchItemFailures"]


@pytest.fixture
def works(monkeypatch):
    works = Works()
    monkeypatch.setattr(lambda_schedule, "_parts", lambda: works.parts)
    return works


def test_a_job_on_one_machine_is_one_line_with_how_many_were_told(works):
    run(WEEKLY, works.parts)
    told = works.told()
    assert (told["event"], told["job"], told["shard"]) == ("job", WEEKLY.name, None)
    assert (told["outcome"], told["sent"], told["failed"]) == ("done", 1, 0)
    assert told["job_ms"] >= told["store_ms"] > 0
    assert told["store_reads"] > 64


def test_nothing_is_told_of_a_look_that_finds_nothing(works):
    run(WEEKLY, works.parts)
    works.records.clear()
    run(WEEKLY, works.parts)
    assert works.records == []


def test_who_is_to_be_told_again_leaves_a_job_unfinished(works):
    works.notifier.error = NotSentError("not now")
    run(WEEKLY, works.parts)
    assert (works.told()["outcome"], works.told()["failed"]) == ("unfinished", 1)


def test_a_job_that_waits_for_the_store_is_told_as_one(works):
    works.behind.down = True
    run(WEEKLY, works.parts)
    assert (works.told()["outcome"], works.told()["store_failures"]) == ("store_down", 1)


def test_a_shard_on_lambda_is_one_line(works):
    assert works.shard()
    told = works.told()
    assert (told["shard"], told["outcome"], told["sent"]) == (shard_of("ann"), "done", 1)


def test_a_shard_that_alexa_holds_up_is_told_as_one(works):
    works.notifier.error = HeldUpError("too many")
    assert not works.shard()
    assert works.told()["outcome"] == "held_up"


def test_a_shard_without_the_store_is_told_as_one(works):
    works.behind.down = True
    assert not works.shard()
    assert works.told()["outcome"] == "store_down"


def test_a_shard_that_comes_too_late_is_told_and_comes_no_more(works):
    works.now = SUNDAY + LATE + timedelta(hours=1)
    assert works.shard()
    assert works.told()["outcome"] == "too_late"


def test_a_shard_that_goes_wrong_is_told_as_one(works):
    works.notifier.error = ZeroDivisionError()
    with pytest.raises(ZeroDivisionError):
        works.shard()
    assert works.told()["outcome"] == "failed"


def test_who_was_told_is_told_of_nobody(works):
    run(WEEKLY, works.parts)
    assert "ann" not in str(works.told())
