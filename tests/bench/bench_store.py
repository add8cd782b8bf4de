"""What DynamoDB is asked, and charges, for a whole routine of eight exercises."""

import logging
import tempfile
from pathlib import Path

from moto import mock_aws

from skill.content import load
from skill.store.dynamodb import DynamoDBStore
from skill.store.dynamodb_table import Table
from skill.store.fakes import CountingWire
from tests.conftest import Room, welcome

READ_DOLLARS, WRITE_DOLLARS = 0.125e-6, 0.625e-6
"""A unit, on demand, in us-east-1: AWS's price list of November 2024."""
A_MILLION = 1_000_000


def figures():
    """Lines for one process that answers all, and for another one at each request."""
    logging.disable(logging.WARNING)
    for name, one_process in (("one process", True), ("a process for each request", False)):
        with mock_aws(), tempfile.TemporaryDirectory(prefix="bench-") as folder:
            wire = whole_routine(Path(folder), one_process=one_process)
        dollars = wire.read_units * READ_DOLLARS + wire.write_units * WRITE_DOLLARS
        yield (
            f"{name:<27} {wire.writes} writes ({wire.write_units} units), {wire.reads} reads "
            f"({wire.read_units} units): ${dollars * A_MILLION:.2f} a million routines"
        )
    logging.disable(logging.NOTSET)


def whole_routine(folder, *, one_process):
    table = Table("bench")
    table.create()
    wire = CountingWire(table.by_client)
    room = Room(folder, store=DynamoDBStore("bench", load().catalog, wire=wire))
    welcome(room.store, room.setting.user_id, room.clock.now())
    ask = room.door.ask

    def by_another_process(envelope):
        room.switch_on()
        return ask(envelope)

    if not one_process:
        room.door.ask = by_another_process
    wire.clear()
    room.say("start my back routine")
    room.until_idle()
    return wire
