"""Notifications are wished for and ended by voice; nothing comes without a permission."""

import copy
from types import SimpleNamespace

import pytest

from skill.alexa.conversations.nudges import MESSAGE_ALERT, SCOPE
from skill.routine.nudge import Nudge, Slot, When


def allow(room):
    """From now on requests tell that notifications are allowed."""
    answer = room.skill.answer

    def with_permission(body, url):
        user = body["context"]["System"]["user"]
        user["permissions"] = {"scopes": {SCOPE: {"status": "GRANTED"}}}
        return answer(body, url)

    room.skill = SimpleNamespace(answer=with_permission)


def nudge(room):
    return room.store.nudge(room.setting.user_id)


def subscription(room, *names):
    """Tells the skill what was switched on or off in the app."""
    event = copy.deepcopy(room.requests[-1])
    event.pop("session", None)
    event["request"] = {
        "type": "AlexaSkillEvent.ProactiveSubscriptionChanged",
        "requestId": "r",
        "timestamp": "2026-11-16T08:00:00Z",
        "body": {"subscriptions": [{"eventName": name} for name in names]},
    }
    return room.skill.answer(event, "http://127.0.0.1/")["response"]


@pytest.fixture
def allowed_room(known_room):
    allow(known_room)
    return known_room


@pytest.mark.parametrize(
    ("sentence", "when", "said"),
    [
        ("tell me on Sundays how the week went", When(7, 18), "every Sunday at six in the evening"),
        ("turn on notifications", When(7, 18), "every Sunday at six in the evening"),
        ("notify me every friday at five pm", When(5, 17), "every Friday at five in the evening"),
        ("notify me every monday at eight", When(1, 8), "every Monday at eight in the morning"),
        # Nobody wants to hear of their week at six in the morning.
        ("notify me every monday at six", When(1, 18), "every Monday at six in the evening"),
    ],
)
def test_a_wish_is_said_back_and_kept(allowed_room, sentence, when, said):
    assert said in allowed_room.say(f"ask my back routine to {sentence}")
    assert nudge(allowed_room).when == when
    assert nudge(allowed_room).slot == Slot(when.weekday, when.hour)
    assert allowed_room.faults == []


def test_it_is_promised_to_be_never_more_than_one_a_week(allowed_room):
    assert "never more than one a week" in allowed_room.say("tell me on Sundays how my week went")


def test_without_a_permission_a_card_asks_for_it_and_nobody_is_found(known_room):
    assert "card" in known_room.say("turn on notifications")
    card = known_room.answers[-1]["response"]["card"]
    assert card == {"type": "AskForPermissionsConsent", "permissions": [SCOPE]}
    assert nudge(known_room).when == When(7, 18)
    assert nudge(known_room).slot is None


def test_a_permission_given_later_in_the_app_is_enough(known_room):
    known_room.say("turn on notifications")
    assert subscription(known_room, MESSAGE_ALERT) == {}
    assert nudge(known_room).slot == Slot(7, 18)
    subscription(known_room)
    assert nudge(known_room).slot is None


def test_a_permission_without_a_wish_is_not_even_kept(known_room):
    known_room.say("help")
    subscription(known_room, MESSAGE_ALERT)
    assert nudge(known_room) is None


def test_no_more_notifications(allowed_room):
    allowed_room.say("turn on notifications")
    assert allowed_room.say("no more notifications") == "All right, no more notifications from me."
    assert nudge(allowed_room) == Nudge(allowed=True)


def test_who_has_none_cannot_end_any(known_room):
    assert "no notifications to end" in known_room.say("turn off notifications")
    assert nudge(known_room) is None


def test_another_wish_takes_the_place_of_the_first(allowed_room):
    allowed_room.say("turn on notifications", "notify me every friday at five pm")
    assert nudge(allowed_room).slot == Slot(5, 17)


def test_when_all_is_deleted_the_wish_is_gone_too(allowed_room):
    allowed_room.say("turn on notifications", "delete my data", "yes")
    assert nudge(allowed_room) is None


def test_with_the_store_down_it_says_so(allowed_room):
    allowed_room.store.down = True
    assert "can't reach my notes" in allowed_room.say("turn on notifications")


def test_of_who_has_only_a_reminder_no_permission_is_noted(known_room):
    known_room.say("what can I say")
    user = known_room.setting.user_id
    known_room.store.change_nudge(user, lambda n: n.reminded("5e1f00aa", known_room.clock.now()))
    subscription(known_room, MESSAGE_ALERT)
    assert not nudge(known_room).allowed


def test_the_words_of_the_accounts_reminders_outlast_one_persons_wish():
    mine = Nudge(person="5e1f00aa", reminder_text="0badcafe", slot=Slot(7, 18), allowed=True)
    assert mine.forgotten() == Nudge(reminder_text="0badcafe", slot=Slot(7, 18))
