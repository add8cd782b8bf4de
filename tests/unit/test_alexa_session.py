"""What comes back in a session is ours as we wrote it, or it was never said."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.alexa.session import asked_about, remembered
from skill.speaker.device.playback import PlayerState

OURS = {
    "asking": {"kind": "reminder_when", "token": "t", "wish": {"at": "18:00", "days": [1, 2]}},
    "question": "Shall I set that?",
    "missed": 2,
    "person": "0123456789abcdef",
    "run": "1!…",
    "step": {"token": "1!…", "whole_after_ms": 60_000, "said_at_ms": 1_794_814_345_300},
    "task": {"name": "StartRoutine", "done": False},
}
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)
KINDS = ("again", "bring_back", "delete", "go_on", "leave_out", "ready", "timer", "reminder")
FIELDS = ("exercise", "minutes", "level", "disclaimer", "seconds", "token", "then", "wish")
askings = st.dictionaries(st.sampled_from(FIELDS), anything).flatmap(
    lambda fields: st.builds(lambda kind: {"kind": kind, **fields}, st.sampled_from(KINDS))
)
sessions = st.fixed_dictionaries(
    {}, optional={name: anything if name != "asking" else anything | askings for name in OURS}
)


def test_what_we_wrote_is_read_again():
    assert remembered(OURS) == OURS


@given(sessions)
def test_what_was_read_once_is_read_alike_ever_after(attributes):
    read = remembered(attributes)
    assert remembered(json.loads(json.dumps(read))) == read
    assert read.keys() <= OURS.keys()


@pytest.mark.parametrize("name", sorted(OURS))
@pytest.mark.parametrize("rubbish", [None, "", 0.5, -1, [], {}, [[]], "\N{LEG}" * 2_000, 10**400])
def test_rubbish_was_never_said(name, rubbish):
    assert name not in remembered(OURS | {name: rubbish})


@pytest.mark.parametrize("missing", ["token", "whole_after_ms", "said_at_ms"])
def test_a_step_is_remembered_whole_or_not_at_all(missing):
    step = {name: value for name, value in OURS["step"].items() if name != missing}
    assert "step" not in remembered(OURS | {"step": step})


@pytest.mark.parametrize("kind", ["again", "leave_out", "bring_back", "timer"])
def test_a_question_about_nothing_was_never_asked(kind):
    assert "asking" not in remembered({"asking": {"kind": kind}})


def test_a_wish_of_another_make_is_none():
    assert asked_about({"kind": "reminder", "wish": {"at": "25:00"}}) == {"kind": "reminder"}
    assert asked_about([["kind", "reminder"]]) == {}


INTENTS = ("AMAZON.YesIntent", "AMAZON.NoIntent", "AMAZON.RepeatIntent", "HurtIntent", "Else")


@given(sessions, st.sampled_from(INTENTS))
def test_whatever_comes_back_nothing_goes_wrong(new_room, tmp_path_factory, kept, intent):
    room = new_room(tmp_path_factory.mktemp("tracks"))
    session = room.envelopes.session()
    session.attributes = kept
    body = room.envelopes.intent(intent, {}, session, PlayerState(), 0)
    answer = room.skill.answer(json.loads(json.dumps(body)), "http://127.0.0.1/")
    assert "something went wrong" not in json.dumps(answer)
