"""A way to a table that keeps a tally of what is asked, and what AWS would charge for it."""

import json
from collections.abc import Mapping
from math import ceil
from typing import Any

from skill.store.dynamodb_wire import Call

READS = frozenset({"GetItem", "Query"})
READ_UNIT_BYTES, WRITE_UNIT_BYTES = 4_096, 1_024
"""What one unit covers, of all that a call reads, and of each item that it writes."""
TRANSACTION = 2
"""Units that each unit of a transaction costs. All three: DynamoDB's page on on-demand pricing."""


class CountingWire:
    """Another way to a table, with a tally of its calls. A unit's bytes are those of the JSON."""

    def __init__(self, way: Call) -> None:
        """Wrap `call`, counting units."""
        self._way = way
        self.calls: list[str] = []
        self.read_units = self.write_units = 0

    def __call__(self, operation: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
        """Ask, and count."""
        self.calls.append(operation)
        answer = self._way(operation, body)
        if operation in READS:
            found = answer.get("Items", answer.get("Item", {}))
            self.read_units += max(1, ceil(_bytes(found) / READ_UNIT_BYTES))
        else:
            self.write_units += _written(answer.get("Attributes"), body)
        return answer

    def clear(self) -> None:
        """Begin anew."""
        self.calls.clear()
        self.read_units = self.write_units = 0

    @property
    def reads(self) -> int:
        """How often something was read."""
        return sum(call in READS for call in self.calls)

    @property
    def writes(self) -> int:
        """How often something was written."""
        return len(self.calls) - self.reads


def _written(item: object, body: Mapping[str, Any]) -> int:
    """Units of an update, by the item that it leaves; of a transaction, by the updates."""
    if item is not None:
        return max(1, ceil(_bytes(item) / WRITE_UNIT_BYTES))
    each = body.get("TransactItems", ())
    return sum(TRANSACTION * max(1, ceil(_bytes(one) / WRITE_UNIT_BYTES)) for one in each)


def _bytes(found: object) -> int:
    return len(json.dumps(found))
