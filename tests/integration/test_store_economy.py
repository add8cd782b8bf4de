"""What a routine costs: how often DynamoDB is asked, turn by turn and in all."""

import json

import pytest
from moto import mock_aws

from skill.content import load
from skill.limits import TOKEN_CHARACTERS
from skill.store.dynamodb import DynamoDBStore
from skill.store.dynamodb_table import Table
from skill.store.fakes import CountingWire
from skill.store.rows import as_json, run_key, run_row


@pytest.fixture
def wire():
    with mock_aws():
        table = Table("counted")
        table.create()
        yield CountingWire(table.by_client)


@pytest.fixture
def room(make_room, wire):
    room = make_room(store=DynamoDBStore("counted", load().catalog, wire=wire))
    wire.clear()
    return room


@pytest.fixture
def turns(room, wire):
    """Says sentences, and tells the reads and writes of each request that came of it."""
    costs, ask = [], room.door.ask

    def counted(envelope):
        wire.clear()
        answer = ask(envelope)
        costs.append((room.requests[-1]["request"], wire.reads, wire.writes))
        return answer

    room.door.ask = counted
    return costs


def heard(request):
    return request.get("intent", request).get("name", request["type"])


READ_DOLLARS, WRITE_DOLLARS = 0.125, 0.625
"""A million units, on demand, in us-east-1: AWS's price list of November 2024."""


def tell(wire, what):
    dollars = wire.read_units * READ_DOLLARS + wire.write_units * WRITE_DOLLARS
    print(f"{what}: {wire.writes} writes, {wire.reads} reads, ${dollars:.2f} a million routines")  # noqa: T201


def test_a_whole_routine_is_a_write_for_each_work_and_one_for_each_end(room, wire):
    room.say("start my back routine")
    room.until_idle()
    tell(wire, "one process")
    # The start, the work of each side, and the close.
    assert (wire.writes, wire.reads) == (1 + 12 + 1, 1)
    assert len(room.done()) == 8


def test_its_row_stays_below_a_kilobyte_and_its_tokens_far_below_their_limit(room):
    room.say("start my back routine")
    room.until_idle()
    key = room.setting.user_id + run_key(room.run.id)
    row = json.dumps(as_json(run_row(room.run)))
    tokens = [len(body["request"].get("token", "")) for body in room.requests]
    print(f"a row of {len(key) + len(row)} bytes, tokens of {max(tokens)}")  # noqa: T201
    assert len(key) + len(row) < 1_024
    assert max(tokens) < TOKEN_CHARACTERS / 2


def test_when_each_request_meets_another_process_it_takes_as_few_writes(room, wire):
    ask = room.door.ask

    def by_another_process(envelope):
        room.switch_on()
        return ask(envelope)

    room.door.ask = by_another_process
    room.say("start my back routine")
    room.until_idle()
    tell(wire, "a process for each request")
    # What the next track is stands in the token of the one that plays.
    assert (wire.writes, wire.reads) == (14, 1)
    assert len(room.done()) == 8


@pytest.mark.parametrize(
    "sentences",
    [
        ("start my back routine", "pause", "resume", "next", "previous", "stop"),
        ("start my back routine", "that hurts", "yes", "yes", "how much longer"),
        ("start a ten minute routine", "make it slower", "leave out the squat", "start over"),
        ("do the figure four stretch", "again", "pause", "resume"),
        ("how did I do this week", "start my back routine", "do the cat cow", "next"),
    ],
)
def test_a_turn_reads_once_and_writes_once_at_the_most(room, turns, sentences):
    for sentence in sentences:
        room.say(sentence)
        room.wait(40)
    assert [(heard(r), *cost) for r, *cost in turns if max(cost) > 1] == []


def test_the_first_routine_of_a_new_week_is_one_read_and_one_write(room, turns):
    room.say("start my back routine")
    room.until_idle()
    room.wait(8 * 24 * 3_600)
    room.say("start my back routine")
    launches = [cost for request, *cost in turns if heard(request) == "LaunchRequest"]
    assert launches == [[1, 1], [1, 1]]
