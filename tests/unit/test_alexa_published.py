"""On AWS nothing renders: what was not published is never played as silence."""

from dataclasses import replace

import pytest

from audio.library import FolderLibrary
from audio.shelves import PublishedShelf
from skill.bootstrap import skill_of
from skill.content import load
from skill.repertoire import Repertoire, needed_tracks
from skill.routine.exercise import Dose
from skill.routine.planner import plan
from skill.routine.preferences import Pace, Preferences
from skill.routine.routine import Routine
from skill.routine.run import Head, Phase, Run
from skill.voiced import estimated_lengths

CONTENT = load()
LENGTHS = estimated_lengths(CONTENT)
REPERTOIRE = Repertoire(CONTENT, LENGTHS)
TRACKS = {track.key: track for track in needed_tracks(CONTENT, LENGTHS)}
NOTHING = frozenset()
ALL_EIGHT = plan(CONTENT.catalog, Preferences(), LENGTHS, {}).routine


def keys_of(**wanted):
    routine = plan(CONTENT.catalog, Preferences(**wanted), LENGTHS, {}).routine
    return frozenset(REPERTOIRE.track(step).key for step in routine.steps)


@pytest.fixture
def publish(make_room, tmp_path):
    """A room whose skill knows of these tracks, where the device can fetch those of `really`."""
    library = FolderLibrary(tmp_path)

    def publish(keys, really=None, room=None, **about):
        for key in keys if really is None else really:
            library.order(TRACKS[key])
        room = room or make_room(**about)
        shelf = PublishedShelf("http://127.0.0.1/tracks/", keys)
        room.skill = skill_of(room.store, room.clock, shelf, estimated_lengths)
        return room

    return publish


def wish(room, **wanted):
    preferences = Preferences(**wanted)
    room.store.change_profile(
        room.setting.user_id, lambda profile: replace(profile, preferences=preferences)
    )


def test_where_all_is_published_nobody_hears_of_it(publish):
    room = publish(keys_of())
    assert "as close as I can get" not in room.say("start my back routine")
    room.until_idle()
    assert len(room.done()) == 8


def test_a_pace_that_was_not_published_gives_the_ordinary_one_and_says_so(publish):
    room = publish(keys_of())
    wish(room, pace=Pace.SLOWER)
    assert "this is as close as I can get today" in room.say("start my back routine")
    assert {step.pace for step in room.run.routine.steps} == {Pace.NORMAL}
    room.until_idle()
    assert [ended for *_, ended in room.played] == ["finished"] * 8


def test_an_exercise_that_was_not_published_in_any_way_is_left_out_of_the_plan(publish):
    room = publish(keys_of(left_out=frozenset({"squat"})))
    assert "seven exercises" in room.say("start my back routine")
    room.until_idle()
    assert len(room.done()) == 7


@pytest.mark.parametrize("device", ["echo-dot", "no-audio-player"])
def test_with_nothing_published_it_is_said_and_nothing_is_played(publish, device):
    room = publish(NOTHING, device=device)
    assert "the sound of that one isn't there right now" in room.say("start my back routine")
    assert room.played == []
    assert "isn't there right now" in room.say("ask my back routine for the cat cow")


def paused_before_todays_doses(room, step=0):
    """A run of another time, of whose repetitions one step has eleven, paused in the first step."""
    steps, lengths, done = map(list, (ALL_EIGHT.steps, ALL_EIGHT.length_ms, ALL_EIGHT.done_ms))
    steps[step] = replace(steps[step], dose=Dose(11))
    line = REPERTOIRE.timeline(steps[step])
    lengths[step], done[step] = line.length_ms, line.done_ms
    seventh = next(span for span in REPERTOIRE.timeline(steps[0]).spans if span.rep == 7)
    run = Run(
        id="20261116T072500Z#9f2c41",
        started_at=room.clock.now(),
        routine=Routine(tuple(steps), tuple(lengths), tuple(done)),
        head=Head(1, 0, seventh.at_ms + 500, Phase.PAUSED),
    )
    return room.store.merge_run(room.setting.user_id, run)


def test_an_older_run_goes_on_at_its_place_in_the_track_that_is_played(publish):
    room = publish(keys_of())
    old = paused_before_todays_doses(room)
    assert "repetition seven of ten" in room.say("resume")
    room.until_idle()
    assert room.run.id == old.id
    assert room.run.routine == ALL_EIGHT
    assert len(room.done()) == 8


def test_a_run_that_plays_while_a_new_version_comes_goes_on_in_tracks_that_there_are(publish):
    room = publish(None, really=keys_of())
    old = paused_before_todays_doses(room, step=1)
    room.say("resume")
    assert room.run.routine == old.routine
    publish(keys_of(), room=room)
    room.until_idle()
    assert len(room.done()) == 8
    assert (room.run.routine, room.faults) == (ALL_EIGHT, [])
    assert [ended for *_, ended in room.played] == ["finished"] * 8


def test_a_step_of_an_older_run_that_is_not_there_at_all_is_said_and_can_be_had_later(publish):
    room = publish(NOTHING)
    paused_before_todays_doses(room)
    assert "Nothing is lost" in room.say("resume")
    assert room.played == []
    publish(keys_of(), room=room)
    assert "repetition seven of ten" in room.say("resume")


def test_what_the_device_cannot_fetch_is_passed_over_at_the_next_word(publish):
    first = REPERTOIRE.track(ALL_EIGHT.steps[0]).key
    room = publish(keys_of(), really=keys_of() - {first})
    room.say("start my back routine")
    room.until_idle()
    assert room.events.count("PlaybackFailed") == 2
    assert "couldn't get the sound of the pelvic tilt" in room.say("start my back routine")
    room.until_idle()
    assert len(room.done()) == 7
    assert room.faults == []


def test_next_leads_past_what_the_device_cannot_fetch(publish):
    first = REPERTOIRE.track(ALL_EIGHT.steps[0]).key
    room = publish(keys_of(), really=keys_of() - {first})
    room.say("start my back routine")
    room.until_idle()
    room.say("next")
    room.until_idle()
    assert len(room.done()) == 7


def test_one_that_fails_in_the_middle_is_passed_over_too(publish):
    third = REPERTOIRE.track(ALL_EIGHT.steps[2]).key
    room = publish(keys_of(), really=keys_of() - {third})
    room.say("start my back routine")
    room.until_idle()
    assert len(room.done()) == 2
    assert "couldn't get the sound of the figure four" in room.say("resume")
    room.until_idle()
    assert len(room.done()) == 7
