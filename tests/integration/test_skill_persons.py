"""Two people of one account, told apart by their voices: their runs and wishes never mix."""

import pytest

from skill.alexa import token
from skill.bootstrap import open_store
from skill.content import load
from skill.routine.run import Status

ANNA, BEN = "amzn1.ask.person.ANNA", "amzn1.ask.person.BEN"


@pytest.fixture(params=["memory", "sqlite"])
def house(request, make_room, tmp_path):
    """One device in a house whose account and two persons have heard the disclaimer."""
    url = "memory:" if request.param == "memory" else f"sqlite:///{tmp_path / 'store.db'}"
    room = make_room(store=open_store(url))
    for person in (ANNA, BEN):
        voice(room, person)
        room.say("start my back routine", "no", "stop")
        room.until_idle()
    voice(room, None)
    return room


def voice(room, person):
    """Whose voice Alexa knows from now on."""
    room.envelopes.person = person


def said_by(room, person, *sentences):
    voice(room, person)
    return room.say(*sentences)


def owner_of(room, person):
    """Under whom a person's rows are kept; read from the token of a track of theirs."""
    voice(room, person)
    room.say("start my back routine")
    stream = room.answers[-1]["response"]["directives"][0]["audioItem"]["stream"]
    account = token.read(stream["token"], room.setting.user_id, load().catalog)
    room.say("stop")
    return account.owner


def runs_with_something_done(room, of):
    return [run for run in room.store.latest_runs(of, 100) if run.done]


def routine(room, person):
    said_by(room, person, "start my back routine")
    voice(room, None)  # What a device reports of its tracks, nobody said.
    room.until_idle()


def test_what_one_does_is_neither_the_others_nor_the_households(house):
    routine(house, ANNA)
    assert "once, on Monday" in said_by(house, ANNA, "how did I do this week")
    assert "haven't done your back routine yet" in said_by(house, None, "how did I do this week")
    assert "There's nothing yet" in said_by(house, BEN, "how did I do this week")


def test_it_is_said_whose_week_it_is(house):
    routine(house, ANNA)
    routine(house, None)
    assert "going by your voice" in said_by(house, ANNA, "how did I do this week")
    assert "for the household" in said_by(house, None, "how did I do this week")
    assert said_by(house, BEN, "what is my streak").startswith("Going by your voice")
    assert said_by(house, None, "what is my streak").startswith("I don't know this voice")


def test_where_no_voice_is_known_nothing_is_said_of_voices(known_room):
    routine(known_room, None)
    assert "voice" not in known_room.say("how did I do this week")
    assert "household" not in known_room.say("how did I do this week")


def test_a_track_that_one_ordered_is_kept_as_theirs_though_its_events_name_nobody(house):
    of_anna = owner_of(house, ANNA)
    routine(house, ANNA)
    (run,) = runs_with_something_done(house, of_anna)
    assert run.status is Status.FINISHED
    assert runs_with_something_done(house, house.setting.user_id) == []


def test_anybody_may_pause_and_resume_what_sounds_in_the_room_and_it_stays_whose_it_was(house):
    of_anna = owner_of(house, ANNA)
    said_by(house, ANNA, "start my back routine")
    house.wait(100)
    said_by(house, None, "pause")
    house.wait(30)
    said_by(house, BEN, "resume")
    voice(house, None)
    house.until_idle()
    (run,) = runs_with_something_done(house, of_anna)
    assert run.status is Status.FINISHED
    assert list(house.store.latest_runs(house.setting.user_id, 100)) == []


def test_one_who_launches_gets_a_routine_of_their_own_and_not_the_others_place(house):
    said_by(house, ANNA, "start my back routine")
    house.wait(100)
    said_by(house, None, "pause")
    said_by(house, BEN, "start my back routine")
    stream = house.answers[-1]["response"]["directives"][0]["audioItem"]["stream"]
    assert stream["offsetInMilliseconds"] == 0
    voice(house, None)
    house.until_idle()
    assert "once, on Monday" in said_by(house, BEN, "how did I do this week")


def test_what_one_wants_is_not_what_the_other_wants(house):
    said_by(house, ANNA, "leave out the squat")
    voice(house, BEN)
    assert "No exercise is left out" in house.say("bring back the squat")
    assert "No exercise is left out" in said_by(house, None, "bring back the squat")
    assert "back from your next routine" in said_by(house, ANNA, "bring back the squat")


def test_an_answer_in_a_session_is_said_by_the_one_who_began_it(make_room):
    room = make_room(known=False)
    said_by(room, ANNA, "start my back routine")
    said_by(room, None, "no")
    room.until_idle()
    assert "going by your voice" in said_by(room, ANNA, "how did I do this week")


def test_somebody_new_hears_the_disclaimer_by_their_own(known_room):
    assert "I'm no doctor" in said_by(known_room, ANNA, "start my back routine")


def test_what_hurts_is_left_out_for_the_one_whose_routine_it_was(house):
    said_by(house, ANNA, "start my back routine")
    house.wait(100)
    said_by(house, None, "that hurts", "yes", "yes")
    house.until_closed()
    assert "No exercise is left out" in said_by(house, None, "bring back the pelvic tilt")
    assert "back from your next" in said_by(house, ANNA, "bring back the pelvic tilt")


def test_one_who_deletes_their_data_deletes_nobody_elses(house):
    routine(house, ANNA)
    routine(house, BEN)
    assert "deleted" in said_by(house, ANNA, "delete my data", "yes")
    assert "nothing yet" in said_by(house, ANNA, "how did I do this week")
    assert "once, on Monday" in said_by(house, BEN, "how did I do this week")


def test_whoever_switches_the_skill_off_leaves_nothing_of_anybody(house):
    of_anna = owner_of(house, ANNA)
    routine(house, ANNA)
    event = house.envelopes.told({"type": "AlexaSkillEvent.SkillDisabled"}, house.device.now_ms)
    house.skill.answer(event, "http://127.0.0.1/")
    assert list(house.store.latest_runs(of_anna, 100)) == []
    assert not house.store.profile(of_anna).consent


def test_a_known_persons_week_is_on_no_card_of_the_households_app(house):
    routine(house, ANNA)
    routine(house, None)
    said_by(house, ANNA, "how did I do this week")
    assert "card" not in house.answers[-1]["response"]
    said_by(house, None, "how did I do this week")
    assert house.answers[-1]["response"]["card"]["title"] == "Your week"


def test_nothing_that_is_kept_holds_a_persons_id(house, tmp_path):
    routine(house, ANNA)
    assert not any(b"ANNA" in file.read_bytes() for file in tmp_path.glob("store.db*"))
