"""Each role may do what its function does, which is seen by doing it, and nothing more."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from skill.content import load
from skill.routine.nudge import Slot
from skill.store.dynamodb import DynamoDBStore

NOW = datetime(2026, 11, 16, 7, 30, tzinfo=UTC)


class Noted:
    """A way to the table that notes each operation, and whether it goes to the index."""

    def __init__(self, way):
        self._way, self.calls = way, set()

    def __call__(self, operation, body):
        # Whoever may do each part of a transaction may do it.
        parts = [f"{kind}Item" for each in body.get("TransactItems", ()) for kind in each]
        target = "index" if "IndexName" in body else "table"
        self.calls |= {(name, target) for name in parts or [operation]}
        return self._way(operation, body)


@pytest.fixture
def noted(table):
    return Noted(table.table.by_client)


@pytest.fixture
def store(table, noted):
    return DynamoDBStore(table.table.name, load().catalog, wire=noted)


def allowed(template, role):
    """What a role may do to the table and to its index."""
    (policy,) = template["Resources"][role]["Properties"]["Policies"]
    for statement in policy["PolicyDocument"]["Statement"]:
        target = "index" if "/index/" in str(statement["Resource"]) else "table"
        actions = statement["Action"]
        for action in actions if isinstance(actions, list) else [actions]:
            service, _, operation = action.partition(":")
            if service == "dynamodb":
                yield operation, target


def test_the_skill_may_do_what_a_person_makes_it_do(template, store, noted, make_room):
    room = make_room(store=store)
    room.say("start my back routine")
    room.until_idle()
    room.say("ask my back routine how I did this week", "ask my back routine to delete my data")
    room.say("yes")
    assert not room.runs
    assert noted.calls == set(allowed(template, "SkillRole"))


def test_the_jobs_may_do_what_a_nudge_takes(template, store, noted):
    slot = Slot.of(NOW)
    assert list(store.due(slot, 0)) == []
    store.change_nudge("somebody", lambda nudge: nudge.placed(zone=ZoneInfo("UTC"), now=NOW))
    store.change_nudge(
        "somebody",
        lambda nudge: nudge.claimed(
            week=NOW.date(), by="one", now=NOW, until=NOW + timedelta(minutes=1)
        ),
    )
    store.profile("somebody")
    list(store.runs_between("somebody", NOW - timedelta(days=7), NOW))
    list(store.latest_runs("somebody", 5))
    store.forget_abandoned(NOW)
    assert noted.calls <= set(allowed(template, "WorkRole"))
    assert ("Query", "index") in noted.calls
