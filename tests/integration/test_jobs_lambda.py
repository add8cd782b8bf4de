"""The jobs as Lambda runs them: an hour is handed out by a queue, and what failed comes again."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count

import boto3
import pytest
from moto import mock_aws

from skill.content import load
from skill.doors import lambda_schedule
from skill.jobs.jobs import LATE
from skill.jobs.notifier import FakeNotifier, HeldUpError
from skill.jobs.parts import Parts
from skill.routine import shorthand
from skill.routine.nudge import SUNDAY_EVENING
from skill.routine.run import Run
from skill.store.clock_rows import shard_of
from skill.store.memory import MemoryStore

SUNDAY = datetime(2026, 11, 22, 18, tzinfo=UTC)


class Aws:
    """A queue, and parts that need no account."""

    def __init__(self, queue):
        self.now = SUNDAY + timedelta(minutes=1)
        self.store, self.notifier = MemoryStore(), FakeNotifier()
        clock = type("Told", (), {"now": lambda _: self.now})()
        self.parts = Parts(self.store, clock, partial(next, map(str, count())), self.notifier)
        self._sqs, self.queue = boto3.client("sqs"), queue
        self.store.change_nudge(
            "ann",
            lambda n: n.wanted(SUNDAY_EVENING, UTC, SUNDAY - timedelta(hours=1), allowed=True),
        )
        at = SUNDAY - timedelta(days=1)
        routine = shorthand.read("n~l~pt10.1f.1o9s", load().catalog)
        run = Run(f"{at:%Y%m%dT%H%M%SZ}#9f2c41", at, routine, done=frozenset({0}))
        self.store.merge_run("ann", run)

    def messages(self):
        """All that is in the queue, as Lambda gets it."""
        found = []
        while got := self._sqs.receive_message(QueueUrl=self.queue, MaxNumberOfMessages=10).get(
            "Messages"
        ):
            found += [{"messageId": each["MessageId"], "body": each["Body"]} for each in got]
        return {"Records": found}


@pytest.fixture
def aws(monkeypatch):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    with mock_aws():
        queue = boto3.client("sqs").create_queue(QueueName="jobs")["QueueUrl"]
        monkeypatch.setenv("BACK_ROUTINE_QUEUE_URL", queue)
        lambda_schedule._queue.cache_clear()
        aws = Aws(queue)
        monkeypatch.setattr(lambda_schedule, "_parts", lambda: aws.parts)
        yield aws
        lambda_schedule._queue.cache_clear()


def plan(**event):
    return lambda_schedule.plan({"job": "weekly_summary_due"} | event, None)


def work(event):
    return lambda_schedule.work(event, None)


def test_an_hour_is_handed_out_in_shards(aws):
    assert plan() == {"messages": 64}
    bodies = [json.loads(each["body"]) for each in aws.messages()["Records"]]
    assert {body["shard"] for body in bodies} == set(range(64))
    assert {body["due"] for body in bodies} == {SUNDAY.isoformat()}


def test_the_hour_is_the_one_that_the_event_names(aws):
    plan(time="2026-11-22T17:00:00Z", job="prune_tracks")
    (record,) = aws.messages()["Records"]
    assert json.loads(record["body"]) == {
        "job": "prune_tracks",
        "due": "2026-11-22T17:00:00+00:00",
        "shard": 0,
    }


def test_each_is_told_once_however_often_messages_come(aws):
    plan()
    messages = aws.messages()
    for _ in range(3):
        assert work(messages) == {"batchItemFailures": []}
    assert [account for account, _ in aws.notifier.told] == ["ann"]
    assert aws.notifier.attempts == 1


def test_the_shard_that_failed_comes_again_and_no_other(aws):
    plan()
    messages = aws.messages()
    aws.notifier.error = HeldUpError("too many")
    failed = work(messages)["batchItemFailures"]
    hers = [
        each["messageId"]
        for each in messages["Records"]
        if json.loads(each["body"])["shard"] == shard_of("ann")
    ]
    assert [each["itemIdentifier"] for each in failed] == hers

    aws.notifier.error = None
    assert work(messages) == {"batchItemFailures": []}
    assert len(aws.notifier.told) == 1


def test_a_message_that_comes_much_too_late_does_nothing(aws):
    plan()
    messages = aws.messages()
    aws.now += LATE + timedelta(hours=1)
    assert work(messages) == {"batchItemFailures": []}
    assert aws.notifier.told == []


def test_while_the_store_is_down_everything_waits_in_the_queue(aws):
    plan()
    messages = aws.messages()
    aws.store.down = True
    assert len(work(messages)["batchItemFailures"]) == 64
    aws.store.down = False
    aws.parts = replace(aws.parts, store=aws.store)
    assert work(messages) == {"batchItemFailures": []}
