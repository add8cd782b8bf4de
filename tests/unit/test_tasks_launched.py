"""The skill is launched for a task: what it does, and how it ends it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.alexa import budget
from skill.alexa.answer import Answer
from skill.alexa.conversations import week
from skill.alexa.reading import MalformedRequestError
from skill.speaker.device.journal import Completed, Said
from skill.speaker.device.playback import PlayerState

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=4,
)


def launch(room, **task):
    envelope = room.envelopes.launch(room.envelopes.session(), PlayerState(), 0, task)
    return room.skill.answer(envelope, "http://127.0.0.1/")["response"]


def directives(response):
    return [each["type"] for each in response.get("directives") or ()]


def code(response):
    (ended,) = response["directives"]
    return ended["status"]["code"]


def test_a_routine_of_the_wanted_minutes_begins(known_room):
    response = launch(known_room, name="amzn1.ask.skill.1.StartRoutine", version="1",
                      input={"minutes": "10"})  # fmt: skip
    assert directives(response) == ["AudioPlayer.Play"]
    assert "about ten minutes" in response["outputSpeech"]["ssml"]
    assert response["shouldEndSession"] is True


@pytest.mark.parametrize("minutes", [10, "10"])
def test_minutes_come_as_text_or_as_a_number(known_room, minutes):
    response = launch(known_room, name="StartRoutine", version="1", input={"minutes": minutes})
    assert directives(response) == ["AudioPlayer.Play"]


@pytest.mark.parametrize("task_input", [{}, None, {"minutes": ""}, {"minutes": None}])
def test_without_minutes_it_is_the_routine_that_the_person_likes(known_room, task_input):
    response = launch(known_room, name="StartRoutine", version="1", input=task_input)
    assert directives(response) == ["AudioPlayer.Play"]


@pytest.mark.parametrize("minutes", ["3", "26", 0, -5, "ten", True, [], {}, "1" * 5_000])
def test_minutes_that_no_routine_takes_are_refused(known_room, minutes):
    response = launch(known_room, name="StartRoutine", version="1", input={"minutes": minutes})
    assert code(response) == "400"
    assert "from four to 25 minutes" in response["outputSpeech"]["ssml"]
    assert known_room.runs == ()


@pytest.mark.parametrize(("name", "version"), [("StopRoutine", "1"), ("StartRoutine", "2"),
                                               ("", "1"), ("StartRoutine", "")])  # fmt: skip
def test_a_task_that_there_is_not_is_refused(known_room, name, version):
    assert code(launch(known_room, name=name, version=version, input={})) == "400"


def test_a_task_without_name_version_or_input_is_refused(known_room):
    assert code(launch(known_room, name="StartRoutine")) == "400"


@pytest.mark.parametrize("task", [17, "StartRoutine", [], {"name": 17}, {"version": 1}])
def test_a_task_of_a_wrong_kind_is_malformed(known_room, task):
    envelope = known_room.envelopes.launch(known_room.envelopes.session(), PlayerState(), 0)
    envelope["request"]["task"] = task
    with pytest.raises(MalformedRequestError):
        known_room.skill.answer(envelope, "http://127.0.0.1/")


def test_a_summary_that_was_told_completes_its_task(known_room):
    known_room.device.launch_task("WeeklySummary", {})
    assert known_room.of(Completed) == [Completed("200", "OK", {"done": True})]
    assert known_room.faults == []


def test_a_week_that_could_not_be_looked_up_is_our_own_fault(known_room):
    known_room.store.down = True
    known_room.device.launch_task("WeeklySummary", {})
    (ended,) = known_room.of(Completed)
    assert (ended.code, ended.result) == ("500", {"done": False})


def test_whatever_goes_wrong_ends_the_task_as_our_own_fault(known_room, monkeypatch):
    def broken(_):
        raise ZeroDivisionError

    monkeypatch.setattr(week, "summary", broken)
    known_room.device.launch_task("WeeklySummary", {})
    assert [each.code for each in known_room.of(Completed)] == ["500"]
    assert known_room.speech


def test_with_the_store_down_a_routine_starts_after_the_screening(known_room):
    known_room.store.down = True
    known_room.device.launch_task("StartRoutine", {"minutes": "5"})
    assert directives(known_room.answers[-1]["response"]) == []
    known_room.say("no")
    assert directives(known_room.answers[-1]["response"]) == ["AudioPlayer.Play"]


def test_a_task_is_remembered_until_its_session_closes(make_room):
    room = make_room(device="no-audio-player")
    room.device.launch_task("StartRoutine", {"minutes": "5"})
    assert room.answers[-1]["sessionAttributes"]["task"] == {"name": "StartRoutine", "done": True}
    room.until_idle()
    room.say("yes")
    assert room.of(Completed) == []
    room.say("stop")
    assert room.of(Completed) == [Completed("200", "OK", {"done": True})]
    assert room.answers[-1]["sessionAttributes"] == {}


def test_the_next_session_knows_nothing_of_the_task(make_room):
    room = make_room(device="no-audio-player")
    room.device.launch_task("WeeklySummary", {})
    room.say("do the cat cow", "stop")
    assert len(room.of(Completed)) == 1


def test_a_session_that_was_open_ends_when_a_task_comes(known_room):
    known_room.say("do the cat cow")
    known_room.until_idle()
    assert known_room.device.is_listening
    known_room.device.launch_task("WeeklySummary", {})
    assert "SessionEndedRequest" in [each["request"]["type"] for each in known_room.requests]
    assert len(known_room.of(Completed)) == 1


def test_a_stream_that_plays_is_held_for_the_summary_and_goes_on(known_room):
    known_room.say("start my back routine")
    known_room.wait(60)
    known_room.device.launch_task("WeeklySummary", {})
    known_room.until_idle()
    assert len(known_room.done()) == 8
    assert known_room.faults == []


def test_an_answer_that_would_complete_a_task_beside_a_stream_is_refused():
    class Play:
        object_type = "AudioPlayer.Play"

    class Complete:
        object_type = "Tasks.CompleteTask"

    with pytest.raises(budget.OverBudgetError, match="beside a stream"):
        budget.check(Answer(directives=(Play(), Complete())), may_speak=True)


@settings(max_examples=25)
@given(name=st.sampled_from(["StartRoutine", "WeeklySummary"]), task_input=JSON)
def test_any_input_gets_a_legal_answer_that_is_heard(new_room, tmp_path_factory, name, task_input):
    room = new_room(tmp_path_factory.mktemp("tracks"))
    room.device.launch_task(name, task_input)
    assert room.of(Said)
    assert room.faults == []
