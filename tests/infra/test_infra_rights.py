"""Each role may do what its function does, which is seen by doing it, and nothing more."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from skill.routine.nudge import Slot

NOW = datetime(2026, 11, 16, 7, 30, tzinfo=UTC)


@pytest.fixture
def calls(table):
    """Every call of DynamoDB: the operation, and the index that it goes to."""
    made = set()

    def note(params, model, **_):
        index = "IndexName" in str(params["body"])
        made.add((model.name, "index" if index else "table"))

    table.table.client.meta.events.register("before-call.dynamodb", note)
    return made


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


def test_the_skill_may_do_what_a_person_makes_it_do(template, table, calls, make_room):
    room = make_room(store=table)
    room.say("start my back routine")
    room.until_idle()
    room.say("ask my back routine how I did this week", "ask my back routine to delete my data")
    room.say("yes")
    assert not room.runs
    assert calls == set(allowed(template, "SkillRole"))


def test_the_jobs_may_do_what_a_nudge_takes(template, table, calls):
    slot = Slot.of(NOW)
    assert list(table.due(slot, 0)) == []
    table.change_nudge("somebody", lambda nudge: nudge.placed(zone=ZoneInfo("UTC"), now=NOW))
    table.change_nudge(
        "somebody",
        lambda nudge: nudge.claimed(
            week=NOW.date(), by="one", now=NOW, until=NOW + timedelta(minutes=1)
        ),
    )
    table.profile("somebody")
    list(table.runs_between("somebody", NOW - timedelta(days=7), NOW))
    list(table.latest_runs("somebody", 5))
    table.forget_abandoned(NOW)
    assert calls <= set(allowed(template, "WorkRole"))
    assert ("Query", "index") in calls
