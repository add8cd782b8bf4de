"""What is sent for a timer is what Amazon's own classes would send, and is read back."""

import json
from datetime import UTC, datetime

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model.services.timer_management import (
    AnnounceOperation,
    CreationBehavior,
    DisplayExperience,
    LaunchTaskOperation,
    NotificationConfig,
    Task,
    TextToAnnounce,
    TextToConfirm,
    TimerRequest,
    TriggeringBehavior,
    Visibility,
)

from skill.alexa.alerts import timers
from skill.alexa.alerts.fakes import FakeServices, turn_with
from skill.alexa.alerts.service import AlertError, Fault
from skill.alexa.alerts.timers import Order, Timer

ORDER = Order(2_700, "en-US", "break", "Shall we start?", "Get up.")
NOW = datetime(2026, 11, 16, 10, 0, tzinfo=UTC)


def amazons(operation, label=None):
    """The body that Amazon's classes write, without what they leave empty."""
    return full(
        DefaultSerializer().serialize(
            TimerRequest(
                duration="PT2700S",
                timer_label=label,
                creation_behavior=CreationBehavior(DisplayExperience(Visibility.VISIBLE)),
                triggering_behavior=TriggeringBehavior(
                    operation, NotificationConfig(play_audible=True)
                ),
            )
        )
    )


def full(value):
    if isinstance(value, dict):
        return {key: full(item) for key, item in value.items() if item is not None}
    return [full(item) for item in value] if isinstance(value, list) else value


def test_a_timer_that_offers_a_routine_is_what_amazons_classes_write():
    task = Task("amzn1.ask.skill.x.StartRoutine", "1", {})
    operation = LaunchTaskOperation([TextToConfirm("en-US", "Shall we start?")], task)
    assert timers.offering(ORDER, "amzn1.ask.skill.x") == amazons(operation, "break")


def test_a_timer_that_says_something_is_what_amazons_classes_write():
    operation = AnnounceOperation([TextToAnnounce("en-US", "Get up.")])
    assert timers.announcing(ORDER) == amazons(operation)


@pytest.mark.parametrize("body", [timers.offering(ORDER, "x"), timers.announcing(ORDER)])
def test_amazons_own_reader_takes_both(body):
    read = DefaultSerializer().deserialize(json.dumps(body), TimerRequest)
    assert full(DefaultSerializer().serialize(read)) == body


@pytest.mark.parametrize("status", [400, 403])
def test_where_no_task_can_be_started_it_is_announced(status):
    services = FakeServices(status, 200)
    timers.create(turn_with(services), ORDER)
    kinds = [body["triggeringBehavior"]["operation"]["type"] for _, _, body in services.asked]
    assert kinds == ["LAUNCH_TASK", "ANNOUNCE"]
    assert "timerLabel" not in services.asked[1][2]


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ((403, {"code": "MAX_TIMERS_EXCEEDED"}), Fault.TOO_MANY),
        (401, Fault.NOT_ALLOWED),
        (429, Fault.BUSY),
        (500, Fault.DOWN),
        (TimeoutError(), Fault.SLOW),
    ],
)
def test_other_refusals_are_final(answer, fault):
    services = FakeServices(answer)
    with pytest.raises(AlertError) as caught:
        timers.create(turn_with(services), ORDER)
    assert caught.value.fault is fault
    assert services.methods == ["POST"]


def test_timers_are_told_with_what_is_left_of_them():
    told = [
        {"id": "b", "status": "ON", "triggerTime": "2026-11-16T10:45:00.000Z", "timerLabel": "x"},
        {"id": "a", "status": "PAUSED", "remainingTimeWhenPaused": "PT10M30S"},
        {"id": "c", "status": "ON", "triggerTime": "2026-11-16T09:59:59Z"},
        None,
    ]
    services = FakeServices((200, {"timers": told, "totalCount": 3}))
    assert timers.all_timers(turn_with(services, NOW)) == (
        Timer("c", 0),
        Timer("a", 630),
        Timer("b", 2_700, "x"),
    )


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("PT45M", 2_700), ("PT1H30M", 5_400), ("PT30S", 30), ("P1D", None), ("", None), ("PT", None)],
)
def test_lengths_are_read_as_alexa_writes_them(text, seconds):
    assert timers.seconds_of(text) == seconds
