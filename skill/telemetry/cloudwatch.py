"""Records on Lambda: lines of CloudWatch's embedded metric format, which are its log as well.

CloudWatch makes metrics of a line whose member `_aws` names them
(docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html).
Such a line must be a JSON object and nothing else. What goes through `logging` is wrapped where the
log's format is JSON; what is written to the standard output is taken as it is, and JSON is not encoded
twice (docs.aws.amazon.com/lambda/latest/dg/python-logging.html and monitoring-cloudwatchlogs-logformat.html).
A line without a `level` and a `timestamp` is given some: so ours has them. With a log level above INFO
the lines are left out (monitoring-cloudwatchlogs-log-level.html), and the metrics with them.
"""  # noqa: E501 - addresses

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from skill.telemetry.lines import Lines, encoded, timestamp
from skill.telemetry.record import Record

NAMESPACE = "BackRoutine"
"""Under which CloudWatch keeps the metrics."""
FUNCTION = "function"
"""The dimension that tells the functions of several stacks apart."""


@dataclass(frozen=True, slots=True)
class Directive:
    """Which members of a line become metrics."""

    dimensions: tuple[str, ...]
    """Members by whose values they are told apart: each has few. CloudWatch charges for each."""
    metrics: Mapping[str, str]
    """The unit of each metric, by the member that holds its value."""

    def written(self) -> dict[str, Any]:
        """As the specification has it."""
        return {
            "Namespace": NAMESPACE,
            "Dimensions": [list(self.dimensions)],
            "Metrics": [{"Name": name, "Unit": unit} for name, unit in self.metrics.items()],
        }


DIRECTIVES: Mapping[str, Sequence[Directive]] = {
    "turn": (
        Directive(
            (FUNCTION,),
            {
                "turn_ms": "Milliseconds",
                "store_ms": "Milliseconds",
                "store_failures": "Count",
                "cold_start": "Count",
            },
        ),
        # Its number of samples is how many turns ended so.
        Directive((FUNCTION, "outcome"), {"turn_ms": "Milliseconds"}),
    ),
    "job": (Directive((FUNCTION, "job"), {"sent": "Count", "failed": "Count"}),),
}
"""What becomes of each event."""


class MetricLines(Lines):
    """Writes records to the standard output of a Lambda function."""

    def __init__(self, function: str) -> None:
        """Tell the metrics of this function from those of others."""
        super().__init__(sys.stdout)
        self._function = function
        self._directives = {
            event: encoded([each.written() for each in directives])
            for event, directives in DIRECTIVES.items()
        }

    def line(self, record: Record) -> str:
        """The line of a record."""
        fields = record.fields()
        at_ms = int(record.at.timestamp() * 1_000)
        members = encoded(
            {
                "timestamp": timestamp(record.at),
                "level": "INFO",
                FUNCTION: self._function,
                **fields,
            }
        )
        directives = self._directives[fields["event"]]
        return f'{{"_aws":{{"Timestamp":{at_ms},"CloudWatchMetrics":{directives}}},{members[1:]}'
