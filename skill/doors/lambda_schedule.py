"""The jobs on AWS: EventBridge Scheduler starts them, SQS hands out the work.

`plan` is started every hour with `{"job": NAME}` and puts a message for each shard into the queue
`BACK_ROUTINE_QUEUE_URL`. `work` is given these messages and does one shard each; a message whose
shard could not be done whole goes back into the queue, and to its dead letters after some attempts.
A message that comes twice does no harm.
"""

import json
import logging
import os
from datetime import UTC, datetime
from functools import cache
from typing import Any

from skill.bootstrap import published_jobs
from skill.jobs.jobs import JOBS, LATE
from skill.jobs.notifier import NotSentError
from skill.jobs.parts import Parts
from skill.jobs.recorded import recorded
from skill.routine.nudge import whole_hour
from skill.store.port import StoreUnavailableError
from skill.telemetry.record import JobOutcome

_log = logging.getLogger(__name__)
_JOBS = {job.name: job for job in JOBS}
QUEUE = "BACK_ROUTINE_QUEUE_URL"
"""Environment variable with the URL of the queue."""
_BATCH = 10
"""Most messages in one call of SQS (API reference, SendMessageBatch)."""


@cache
def _parts() -> Parts:
    """Made once in the life of a process."""
    return published_jobs()


def plan(event: dict[str, Any], context: object) -> dict[str, int]:  # noqa: ARG001
    """Hand out an hour of a job: the one that EventBridge names (`time`), or the present one."""
    job = _JOBS[event["job"]]
    now = datetime.fromisoformat(event["time"]) if "time" in event else _parts().clock.now()
    due = whole_hour(now.astimezone(UTC)).isoformat()
    bodies = [
        json.dumps({"job": job.name, "due": due, "shard": shard}) for shard in range(job.shards)
    ]
    for start in range(0, len(bodies), _BATCH):
        _send(bodies[start : start + _BATCH])
    return {"messages": len(bodies)}


def work(event: dict[str, Any], context: object) -> dict[str, Any]:  # noqa: ARG001
    """Do the shards that the messages name; those that are not done whole come again."""
    failed = [record["messageId"] for record in event["Records"] if not _is_done(record["body"])]
    return {"batchItemFailures": [{"itemIdentifier": each} for each in failed]}


def _is_done(body: str) -> bool:
    told = json.loads(body)
    job, due = _JOBS[told["job"]], datetime.fromisoformat(told["due"])
    parts, shard = _parts(), told["shard"]
    with recorded(parts, job.name, shard) as work:
        if parts.clock.now() - due > LATE:
            work.outcome = JobOutcome.TOO_LATE
            return True
        try:
            work.ended(job.work(parts, due, shard))
        except NotSentError as error:
            _log.warning("%s, shard %d, is held up: %s", job.name, shard, error)
            work.outcome = JobOutcome.HELD_UP
        except StoreUnavailableError as error:
            _log.warning("%s, shard %d, waits for the store: %s", job.name, shard, error)
            work.outcome = JobOutcome.STORE_DOWN
    return work.outcome is JobOutcome.DONE


def _send(bodies: list[str]) -> None:
    """Put messages into the queue; what it does not take makes EventBridge try the hour again."""
    answer = _queue().send_message_batch(
        QueueUrl=os.environ[QUEUE],
        Entries=[{"Id": str(n), "MessageBody": body} for n, body in enumerate(bodies)],
    )
    if answer.get("Failed"):
        raise RuntimeError(f"the queue did not take {len(answer['Failed'])} messages: try again")


@cache
def _queue() -> Any:  # noqa: ANN401 - boto3's clients are made at run time
    import boto3  # noqa: PLC0415 - Lambda brings it

    return boto3.client("sqs")
