"""What DynamoDB is asked by the clock's jobs, call by call, and which rows it takes away itself."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from botocore.stub import Stubber
from moto import mock_aws

from skill.content import load
from skill.routine import shorthand
from skill.routine.nudge import SUNDAY_EVENING, Nudge, Slot
from skill.routine.run import Run
from skill.store import items
from skill.store.clock_rows import NUDGE_KEY, forgotten_key, nudge_row, shard_of
from skill.store.dynamodb import DynamoDBStore
from skill.store.port import ABANDONED_AFTER, REMEMBERED_FORGOTTEN
from skill.store.rows import run_key
from skill.store.updates import NEVER_S

CATALOG = load().catalog
NOW = datetime(2026, 11, 16, 7, 30, tzinfo=UTC)
RUN = Run("20261116T073000Z#9f2c41", NOW, shorthand.read("n~l~pt10.1f.1o9s", CATALOG))
DONE = replace(RUN, done=frozenset({0}))
WISH = Nudge().wanted(SUNDAY_EVENING, UTC, NOW, allowed=True)


@pytest.fixture
def table():
    with mock_aws(), pytest.MonkeyPatch.context() as patch:
        patch.delenv("AWS_ENDPOINT_URL", raising=False)
        store = DynamoDBStore("nudges", CATALOG)
        store.create_table()
        yield store


def expires(store, key):
    item = store.table.client.get_item(TableName="nudges", Key=key)["Item"]
    return int(item["expires"]["N"])


def run_expires(store):
    return expires(store, items.key("ann", run_key(RUN.id)))


@pytest.fixture
def calls():
    """A store that may make the calls of a script, in order, and no other."""
    store = DynamoDBStore("nudges", CATALOG, "http://127.0.0.1:9")
    with Stubber(store.table.client) as stubber:
        yield store, stubber
        stubber.assert_no_pending_responses()


def test_who_is_due_is_one_query_of_the_index(calls):
    store, stubber = calls
    asked = {
        "TableName": "nudges",
        "IndexName": "by-due",
        "KeyConditionExpression": "#due = :due",
        "ExpressionAttributeNames": {"#due": "due"},
        "ExpressionAttributeValues": {":due": {"S": "7T18#03"}},
    }
    stubber.add_response("query", {"Items": [items.key("ann", NUDGE_KEY)]}, asked)
    assert store.due(Slot(7, 18), 3) == ["ann"]


def test_a_claim_is_one_read_and_one_write(calls):
    store, stubber = calls
    row = {name: items.attribute(value) for name, value in nudge_row(WISH, "ann").items()}
    stubber.add_response("get_item", {"Item": row})
    stubber.add_response("update_item", {"Attributes": row})
    week = NOW.date()
    claimed = store.change_nudge("ann", lambda n: n.claimed(week, "me", NOW, NOW))
    assert claimed.claimed_by == "me"


def test_what_was_claimed_before_costs_no_write(calls):
    store, stubber = calls
    taken = WISH.claimed(NOW.date(), "other", NOW, NOW + timedelta(minutes=5))
    row = {name: items.attribute(value) for name, value in nudge_row(taken, "ann").items()}
    stubber.add_response("get_item", {"Item": row})
    after = store.change_nudge("ann", lambda n: n.claimed(NOW.date(), "me", NOW, NOW))
    assert after.claimed_by == "other"


def test_a_run_in_which_nothing_was_done_goes_by_itself(table):
    table.merge_run("ann", RUN)
    assert run_expires(table) == (NOW + ABANDONED_AFTER).timestamp()


def test_a_run_in_which_something_was_done_stays_whatever_comes_late(table):
    table.merge_run("ann", RUN)
    table.merge_run("ann", DONE)
    assert run_expires(table) == NEVER_S
    table.merge_run("ann", RUN)
    assert run_expires(table) == NEVER_S


def test_nor_does_it_matter_that_the_report_was_behind(table):
    ahead = replace(RUN, head=replace(RUN.head, play=3))
    table.merge_run("ann", ahead)
    table.merge_run("ann", DONE)
    assert run_expires(table) == NEVER_S
    assert table.run("ann", RUN.id).done == {0}


def test_that_somebody_was_forgotten_is_forgotten_in_time(table):
    table.forget("ann", NOW)
    ends = expires(table, items.own_key(forgotten_key("ann")))
    assert ends == (NOW + REMEMBERED_FORGOTTEN).timestamp()


def test_the_table_lets_rows_end(table):
    told = table.table.client.describe_time_to_live(TableName="nudges")
    assert told["TimeToLiveDescription"] == {
        "AttributeName": "expires",
        "TimeToLiveStatus": "ENABLED",
    }
    table.create_table()


def test_people_are_even_over_the_shards():
    counts = [0] * 64
    for n in range(6_400):
        counts[shard_of(f"amzn1.ask.account.{n}")] += 1
    assert min(counts) > 60
    assert max(counts) < 145
