"""What the DynamoDB store asks for, call by call."""

from datetime import UTC, datetime, timedelta

import pytest
from botocore.stub import ANY, Stubber
from moto import mock_aws

from skill.content import load
from skill.routine import shorthand
from skill.routine.run import Head, Run
from skill.store.clock_rows import forgotten_key
from skill.store.dynamodb import DynamoDBStore
from skill.store.items import attribute, key, own_key
from skill.store.port import Profile, StoreUnavailableError
from skill.store.rows import run_key, run_row

CATALOG = load().catalog
RUN = Run(
    "20261118T073000Z#9f2c41",
    datetime(2026, 11, 18, 7, 30, tzinfo=UTC),
    shorthand.read("n~l~pt10.1f.1o9s", CATALOG),
    head=Head(play=1),
)
ITEM = key("me", run_key(RUN.id)) | {name: attribute(v) for name, v in run_row(RUN).items()}


@pytest.fixture
def store():
    """A store whose client asks nobody: a server on this machine needs no account."""
    return DynamoDBStore("table", CATALOG, "http://127.0.0.1:9")


@pytest.fixture
def script(store):
    """The answers, in order; a call that is not among them fails."""
    with Stubber(store.table.client) as stubber:
        yield stubber
        stubber.assert_no_pending_responses()


def test_beginning_a_run_is_one_write_and_no_read(store, script):
    script.add_response("transact_write_items", {})

    assert store.merge_run("me", RUN) == RUN


def test_a_run_is_begun_only_in_one_transaction_with_a_look_at_the_tombstone(store, script):
    tombstone = {"TableName": "table", "Key": own_key(forgotten_key("me"))}
    condition = {
        "ConditionExpression": "attribute_not_exists(#at) OR #at < :since",
        "ExpressionAttributeNames": {"#at": "at"},
        "ExpressionAttributeValues": {":since": {"S": "2026-11-18T07:30:00+00:00"}},
    }
    check = {"ConditionCheck": tombstone | condition}
    script.add_response("transact_write_items", {}, {"TransactItems": [ANY, check]})

    assert store.merge_run("me", RUN) == RUN


def test_keeping_a_run_is_one_write_and_no_read(store, script):
    script.add_response("update_item", {"Attributes": ITEM})

    assert store.merge_run("me", RUN, kept=True) == RUN


def test_keeping_an_account_that_is_behind_is_two_writes_and_no_read(store, script):
    script.add_client_error("update_item", "ConditionalCheckFailedException")
    script.add_response("update_item", {"Attributes": ITEM})

    assert store.merge_run("me", RUN, kept=True) == RUN


def test_a_transaction_that_another_comes_between_is_tried_again(store, script):
    script.add_client_error("transact_write_items", "TransactionCanceledException")
    script.add_client_error("update_item", "TransactionConflictException")
    script.add_client_error("update_item", "ConditionalCheckFailedException")
    script.add_response("get_item", {})
    script.add_response("transact_write_items", {})

    assert store.merge_run("me", RUN) == RUN


def test_a_tombstone_that_a_transaction_looks_at_is_written_all_the_same(store, script):
    script.add_client_error("update_item", "TransactionConflictException")
    script.add_response("update_item", {"Attributes": {}})
    script.add_response("query", {"Items": []})

    store.forget("me", RUN.started_at)


def test_a_week_is_one_query(store, script):
    script.add_response("query", {"Items": [ITEM]})

    until = RUN.started_at + timedelta(days=1)
    assert store.runs_between("me", RUN.started_at, until) == (RUN,)


def test_a_query_goes_on_through_all_its_pages(store, script):
    script.add_response("query", {"Items": [ITEM], "LastEvaluatedKey": key("me", "RUN#1")})
    script.add_response("query", {"Items": [ITEM]})

    until = RUN.started_at + timedelta(days=1)
    assert store.runs_between("me", RUN.started_at, until) == (RUN, RUN)


def test_a_change_that_changes_nothing_is_not_written(store, script):
    script.add_response("get_item", {})

    assert store.change_profile("me", lambda profile: profile) == Profile()


def test_a_change_that_came_second_is_applied_to_what_came_first(store, script):
    script.add_response("get_item", {})
    script.add_client_error("update_item", "ConditionalCheckFailedException")
    script.add_response("get_item", {"Item": {"minutes": {"N": "9"}, "version": {"N": "1"}}})
    script.add_response("update_item", {"Attributes": {}})

    changed = store.change_profile("me", lambda profile: Profile(profile.preferences, zone="UTC"))

    assert (changed.preferences.minutes, changed.zone) == (9, "UTC")


def test_a_profile_that_never_stands_still_is_given_up(store, script):
    for _ in range(10):
        script.add_response("get_item", {})
        script.add_client_error("update_item", "ConditionalCheckFailedException")

    with pytest.raises(StoreUnavailableError, match="try again"):
        store.change_profile("me", lambda _: Profile(consent="1"))


def test_what_is_left_of_a_batch_is_sent_again(store, script):
    keys = [key("me", "~PROFILE"), key("me", run_key(RUN.id))]
    left = [{"DeleteRequest": {"Key": keys[1]}}]
    script.add_response("query", {"Items": keys})
    script.add_response("batch_write_item", {"UnprocessedItems": {"table": left}})
    script.add_response(
        "batch_write_item", {"UnprocessedItems": {}}, {"RequestItems": {"table": left}}
    )

    store.forget("me")


def test_a_batch_that_never_ends_is_given_up(store, script, monkeypatch):
    monkeypatch.setattr("time.sleep", lambda _: None)
    left = {"table": [{"DeleteRequest": {"Key": key("me", "~PROFILE")}}]}
    script.add_response("query", {"Items": [key("me", "~PROFILE")]})
    for _ in range(6):
        script.add_response("batch_write_item", {"UnprocessedItems": left}, {"RequestItems": ANY})

    with pytest.raises(StoreUnavailableError, match="too busy"):
        store.forget("me")


def test_making_the_table_twice_does_no_harm_and_it_is_paid_by_the_request():
    with mock_aws():
        store = DynamoDBStore("table", CATALOG)
        store.create_table()
        store.merge_run("me", RUN)

        store.create_table()

        assert store.run("me", RUN.id) == RUN
        table = store.table.client.describe_table(TableName="table")["Table"]
        assert table["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST"


def test_the_client_has_its_time_outs_and_tries_twice_in_all(store):
    config = store.table.client.meta.config

    assert (config.connect_timeout, config.read_timeout) == (1, 2)
    assert config.retries["total_max_attempts"] == 2
    assert config.retries["mode"] == "standard"
