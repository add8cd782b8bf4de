"""A run of the first version, of which each track was a whole exercise, goes on in segments."""

import pytest

from skill.alexa import token
from skill.content import load
from skill.routine.advance import advance
from skill.routine.events import TrackStarted
from skill.speaker.device.playback import Happening, HappeningKind, PlayerState, Stream
from skill.store.rows import read_run

CATALOG = load().catalog
RUN_ID = "20261116T072500Z#a1b2c3"
ROUTINE = "n~l~pt10.1f.1o9s.1gc0~ff20.1f.1o9s.1gc0~sq10.1f.1o9s.1gc0"
ROW = {
    "started": "2026-11-16T07:25:00+00:00",
    "routine": ROUTINE,
    "kind": "routine",
    "head": "00000001.001.0.000000001.1.000.1700000000",
    "done": [0],
}


@pytest.fixture
def room(known_room):
    """The second of three exercises plays."""
    known_room.store.merge_run(known_room.setting.user_id, read_run(RUN_ID, ROW, CATALOG))
    return known_room


def reported(room, kind, offset_ms):
    """What is answered to a report of the track of the first version that plays."""
    account = token.short_hash(room.setting.user_id)
    old = f"1!{account}!{RUN_ID}!r1!1.0.1.0!1.0.0!0a1b2c3d!{ROUTINE}"
    stream = Stream(old, "https://example.org/1.mp3", 0, None)
    now_ms = room.device.now_ms
    happening = Happening(kind, stream, 0, offset_ms, now_ms, PlayerState(old, offset_ms))
    answer = room.skill.answer(room.envelopes.playback(happening), "http://127.0.0.1/")
    return old, answer["response"].get("directives", [])


def test_behind_a_track_of_a_whole_exercise_the_lead_of_the_next_is_queued(room):
    old, (play,) = reported(room, HappeningKind.NEARLY_FINISHED, 5_000)
    stream = play["audioItem"]["stream"]
    assert (play["playBehavior"], stream["expectedPreviousToken"]) == ("ENQUEUE", old)
    queued = token.read(stream["token"], room.setting.user_id, CATALOG)
    assert queued.spot.place == (2, 0)
    begun, _ = advance(queued.run, TrackStarted(queued.spot, 0))
    assert begun.done == {0, 1}


def test_its_end_is_the_end_of_the_exercise(room):
    reported(room, HappeningKind.FINISHED, 79_488)
    assert room.run.done == {0, 1}
    assert room.run.head.place == (2, 0)


def test_paused_in_it_the_exercise_begins_anew(room):
    reported(room, HappeningKind.STOPPED, 31_250)
    assert "Figure four stretch, from the beginning." in room.say("resume")
    room.until_idle()
    assert room.run.id == RUN_ID
    assert room.exercises_heard == ["figure-four-stretch", "squat"]
    assert room.run.finished
