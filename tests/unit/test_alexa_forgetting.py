"""What is deleted stays deleted, whatever the device still tells."""

import copy

import pytest

from skill.store.port import Profile


def start(room, seconds=150):
    room.say("start my back routine")
    room.wait(seconds)


def kept(room):
    return room.runs, room.store.profile(room.setting.user_id)


def delete_all(room):
    room.say("delete my data", "yes")
    room.until_closed()


def test_it_takes_a_yes(known_room):
    start(known_room)
    assert known_room.say("delete my data").endswith("Shall I delete it all?")
    known_room.say("no")
    assert len(known_room.runs) == 1


def test_a_yes_removes_every_row(known_room):
    start(known_room)
    delete_all(known_room)
    assert kept(known_room) == ((), Profile())


def test_what_plays_stops_and_is_not_kept_anew(known_room):
    start(known_room)
    delete_all(known_room)
    known_room.wait(600)
    known_room.until_idle()
    assert known_room.runs == ()


def test_a_late_report_of_the_silence_brings_nothing_back(known_room):
    start(known_room)
    stopped = copy.deepcopy(known_room.requests[-1])
    delete_all(known_room)
    stopped["request"] |= {"type": "AudioPlayer.PlaybackStopped", "offsetInMilliseconds": 20_000}
    known_room.skill.answer(stopped, "http://127.0.0.1/")
    assert known_room.runs == ()


def test_what_the_device_remembers_brings_nothing_back(known_room):
    start(known_room)
    delete_all(known_room)
    known_room.say("how did I do this week")
    known_room.say("resume", "stop")
    assert known_room.runs == ()


def test_afterwards_the_person_is_new(known_room):
    delete_all(known_room)
    assert "no medical advice" in known_room.say("start my back routine")


def test_when_the_skill_is_disabled_every_row_goes(known_room):
    start(known_room)
    event = copy.deepcopy(known_room.requests[-1])
    event["request"] = {
        "type": "AlexaSkillEvent.SkillDisabled",
        "requestId": "r",
        "timestamp": "2026-11-16T08:00:00Z",
    }
    assert known_room.skill.answer(event, "http://127.0.0.1/")["response"] == {}
    assert kept(known_room) == ((), Profile())


def test_only_the_one_who_asked_is_forgotten(known_room, make_room):
    other = make_room(store=known_room.store, user_id="amzn1.ask.account.OTHER")
    start(known_room)
    start(other)
    delete_all(known_room)
    assert len(other.runs) == 1


EVENTS = ("Started", "NearlyFinished", "Finished", "Stopped", "Failed")


@pytest.mark.parametrize("event", EVENTS)
@pytest.mark.parametrize("deleted", ["by voice", "elsewhere"])
def test_no_report_of_the_device_brings_anything_back(known_room, event, deleted):
    start(known_room)
    late = copy.deepcopy(next(r for r in known_room.requests[::-1] if "session" not in r))
    if deleted == "by voice":
        delete_all(known_room)
    else:
        known_room.store.forget(known_room.setting.user_id, known_room.clock.now())
    late["request"] |= {"type": f"AudioPlayer.Playback{event}", "offsetInMilliseconds": 20_000}
    for _ in ("the process that knew the run", "another one"):
        known_room.skill.answer(late, "http://127.0.0.1/")
        assert known_room.store.kept(known_room.setting.user_id) == {}
        known_room.switch_on()


def test_a_run_deleted_elsewhere_falls_silent_with_the_next_work_that_is_heard(known_room):
    start(known_room, 60)
    known_room.store.forget(known_room.setting.user_id, known_room.clock.now())
    known_room.until_idle()
    assert known_room.exercises_heard == ["pelvic-tilt"]
    assert known_room.runs == ()
