"""Alexa's Timers API on this machine, asked by Amazon's own client over HTTP."""

import pytest
import requests
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model.services import ApiConfiguration, ServiceException
from ask_sdk_model.services.timer_management import (
    AnnounceOperation,
    CreationBehavior,
    DisplayExperience,
    LaunchTaskOperation,
    NotificationConfig,
    NotifyOnlyOperation,
    Task,
    TextToAnnounce,
    TextToConfirm,
    TimerManagementServiceClient,
    TimerRequest,
    TriggeringBehavior,
    Visibility,
)

from skill.alexa.api_client import TimedApiClient
from skill.speaker.cloud import scopes
from skill.speaker.cloud.fakes import ServedHome

TRACK = "https://example.org/0.mp3"
ANNOUNCE = AnnounceOperation([TextToAnnounce("en-US", "Time to stand up.")])
TASK = Task("amzn1.ask.skill.local.StartRoutine", "1", {"minutes": 5})
OFFER = LaunchTaskOperation([TextToConfirm("en-US", "Shall we start your routine?")], TASK)


def skill(_, envelope):
    if envelope["request"]["type"] != "IntentRequest":
        return None
    stream = {"url": TRACK, "token": "0"}
    item = {"audioItem": {"stream": stream}}
    play = {"type": "AudioPlayer.Play", "playBehavior": "REPLACE_ALL", **item}
    return {"directives": [play], "shouldEndSession": True}


@pytest.fixture
def home():
    with ServedHome(skill, {TRACK: 600_000}) as home:
        home.alexa.decide([scopes.TIMERS], granted=True)
        home.wait(0)
        home.door.asked.clear()
        yield home


@pytest.fixture
def timers(home):
    return client(home)


def client(home, token=None):
    token = token or home.alexa.tokens.of_session
    return TimerManagementServiceClient(
        ApiConfiguration(DefaultSerializer(), TimedApiClient(), token, home.url)
    )


def timer(duration="PT45M", label="break", operation=ANNOUNCE, *, audible=True):
    return TimerRequest(
        duration=duration,
        timer_label=label,
        creation_behavior=CreationBehavior(DisplayExperience(Visibility.VISIBLE)),
        triggering_behavior=TriggeringBehavior(operation, NotificationConfig(audible)),
    )


def refused(call, *arguments):
    with pytest.raises(ServiceException) as caught:
        call(*arguments)
    return caught.value.status_code


def test_a_timer_is_made_as_amazon_answers(timers):
    made = timers.create_timer(timer())
    assert (made.status.value, made.duration, made.timer_label) == ("ON", "PT45M", "break")
    assert made.trigger_time.isoformat() == "2026-11-16T07:45:00+00:00"
    assert timers.get_timer(made.id) == made


def test_it_can_be_paused_and_goes_on_from_there(home, timers):
    id_ = timers.create_timer(timer()).id
    home.wait(15 * 60)
    timers.pause_timer(id_)
    home.wait(3_600)
    paused = timers.get_timer(id_)
    assert (paused.status.value, paused.remaining_time_when_paused) == ("PAUSED", "PT30M")
    timers.resume_timer(id_)
    home.wait(30 * 60 - 1)
    assert home.said == []
    home.wait(1)
    assert home.said == ["Time to stand up."]


def test_it_can_be_cancelled(home, timers):
    timers.delete_timer(timers.create_timer(timer()).id)
    timers.create_timer(timer(label="tea"))
    timers.create_timer(timer(label="egg"))
    timers.delete_timers()
    assert timers.get_timers().total_count == 0
    home.wait(7_200)
    assert home.said == []


def test_the_shortest_is_listed_first(timers):
    for label, duration in (("tea", "PT5M"), ("egg", "PT3M"), ("rest", "PT1H")):
        timers.create_timer(timer(duration, label))
    assert [each.timer_label for each in timers.get_timers().timers] == ["egg", "tea", "rest"]


@pytest.mark.parametrize("duration", ["PT0S", "PT2H1S", "45 minutes", "P1D"])
def test_a_length_that_no_timer_has_is_refused(timers, duration):
    assert refused(timers.create_timer, timer(duration)) == 400


def test_a_label_is_given_once(timers):
    timers.create_timer(timer())
    assert refused(timers.create_timer, timer(label="Break")) == 403
    timers.create_timer(timer(label=None))
    timers.create_timer(timer(label=None))


def test_the_eleventh_is_refused(timers):
    for number in range(10):
        timers.create_timer(timer(label=f"{number}"))
    assert refused(timers.create_timer, timer()) == 403


def test_one_that_there_is_not_is_told(timers):
    for call in (timers.get_timer, timers.pause_timer, timers.resume_timer, timers.delete_timer):
        assert refused(call, "none") == 404


def test_without_consent_or_a_session_none_is_made(home, timers):
    outside = client(home, home.alexa.tokens.of_event)
    id_ = timers.create_timer(timer()).id
    assert refused(outside.create_timer, timer(label="tea")) == 401
    assert refused(outside.pause_timer, id_) == 401
    assert outside.get_timer(id_).id == id_
    home.alexa.decide([scopes.TIMERS], granted=False)
    assert refused(timers.create_timer, timer(label="tea")) == 401


def test_a_body_of_another_shape_is_refused(home):
    headers = {"Authorization": f"Bearer {home.alexa.tokens.of_session}"}
    answer = requests.post(f"{home.url}/v1/alerts/timers", json={}, headers=headers, timeout=5)
    assert answer.status_code == 400


def test_it_rings_until_somebody_says_stop_and_the_skill_hears_nothing(home, timers):
    timers.create_timer(timer())
    home.wait(50 * 60)
    assert home.said == ["Time to stand up."]
    assert not home.device.is_idle
    home.device.say("Alexa, stop")
    assert home.device.is_idle
    assert home.door.asked == []


def test_after_an_hour_it_falls_silent_by_itself(home, timers):
    timers.create_timer(timer())
    home.wait(45 * 60 + 3_590)
    assert not home.device.is_idle
    home.wait(60)
    assert home.device.is_idle
    assert timers.get_timers().total_count == 0


def test_one_that_only_notifies_says_its_name(home, timers):
    timers.create_timer(timer(operation=NotifyOnlyOperation(), audible=False))
    home.wait(46 * 60)
    assert home.said == ["Your break timer is over."]
    assert home.device.is_idle


def test_a_yes_to_its_offer_launches_the_skill_with_the_task(home, timers):
    timers.create_timer(timer(operation=OFFER))
    home.wait(45 * 60 + 5)
    assert home.device.is_listening
    home.device.say("yes please")
    request = home.door.asked[-1]["request"]
    assert request["type"] == "LaunchRequest"
    assert request["task"] == {"name": TASK.name, "version": "1", "input": {"minutes": 5}}


@pytest.mark.parametrize("answer", ["no", None])
def test_without_a_yes_nothing_is_launched(home, timers, answer):
    timers.create_timer(timer(operation=OFFER))
    home.wait(45 * 60 + 5)
    if answer:
        home.device.say(answer)
    home.wait(60)
    assert home.device.is_idle
    assert home.door.asked == []


def test_what_plays_is_held_while_it_rings_and_goes_on_at_its_place(home, timers):
    timers.create_timer(timer("PT2M"))
    home.device.say("play")
    home.wait(130)
    home.device.say("stop")
    home.wait(5)
    types = home.door.types()
    assert types[-2:] == ["PlaybackStopped", "PlaybackStarted"]
    stopped, started = home.door.asked[-2:]
    assert stopped["request"]["offsetInMilliseconds"] == 120_000
    assert started["request"]["offsetInMilliseconds"] == 120_000
    assert home.faults == []


def test_another_sentence_silences_it_and_is_heard(home, timers):
    timers.create_timer(timer())
    home.wait(46 * 60)
    home.device.say("play")
    home.wait(10)
    assert home.door.types()[:2] == ["IntentRequest", "PlaybackStarted"]


def test_one_that_was_over_while_the_power_was_off_says_when(home, timers):
    timers.create_timer(timer())
    home.clock.move_to(home.device.now_ms + 65 * 60_000)
    home.wait(0)
    assert home.said == ["Your break timer was over 20 minutes ago."]


def test_one_that_would_have_fallen_silent_is_left_out(home, timers):
    timers.create_timer(timer())
    home.clock.move_to(home.device.now_ms + 106 * 60_000)
    home.wait(0)
    assert home.said == []
    assert timers.get_timers().total_count == 0
