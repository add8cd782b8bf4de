"""On AWS nothing renders: what cannot be fetched is passed over, and never played as silence."""

import pytest

from skill.bootstrap import skill_of
from skill.content import load
from skill.routine.draft import Doings
from skill.routine.planner import plan
from skill.routine.preferences import Preferences
from skill.sound.library import FolderLibrary
from skill.sound.repertoire import Repertoire, needed_tracks
from skill.sound.shelves import PublishedShelf
from skill.sound.shipped import estimated_lengths

CONTENT = load()
LENGTHS = estimated_lengths(CONTENT)
REPERTOIRE = Repertoire(CONTENT, LENGTHS)
TRACKS = {track.key: track for track in needed_tracks(CONTENT, LENGTHS)}
ALL_EIGHT = plan(CONTENT.catalog, Preferences(), LENGTHS, Doings()).routine


def tracks_of(step):
    """The keys of the lead and the work of a step of the default routine."""
    of_routine = ALL_EIGHT.steps[step]
    indices = range(of_routine.last_work + 1)
    return {REPERTOIRE.track(of_routine, n, opens=opens).key for n in indices for opens in (0, 1)}


@pytest.fixture
def publish(make_room, tmp_path):
    """A room whose device can fetch all tracks but these."""
    library = FolderLibrary(tmp_path)

    def publish(missing=frozenset()):
        for key in TRACKS.keys() - missing:
            library.order(TRACKS[key])
        room = make_room()
        shelf = PublishedShelf("http://127.0.0.1/tracks/")
        room.skill = skill_of(room.store, room.clock, shelf, estimated_lengths)
        return room

    return publish


def test_where_all_is_published_a_routine_is_heard_to_its_end(publish):
    room = publish()
    room.say("start my back routine")
    room.until_idle()
    assert {ended for *_, ended in room.played} == {"finished"}
    assert len(room.done()) == 8


def test_what_the_device_cannot_fetch_is_passed_over_at_the_next_word(publish):
    room = publish(missing=tracks_of(0))
    room.say("start my back routine")
    room.until_idle()
    assert room.events.count("PlaybackFailed") == 2
    assert "couldn't get the sound of the pelvic tilt" in room.say("start my back routine")
    room.until_idle()
    assert len(room.done()) == 7
    assert room.faults == []


def test_next_leads_past_what_the_device_cannot_fetch(publish):
    room = publish(missing=tracks_of(0))
    room.say("start my back routine")
    room.until_idle()
    room.say("next")
    room.until_idle()
    assert len(room.done()) == 7


def test_one_that_fails_in_the_middle_is_passed_over_too(publish):
    room = publish(missing=tracks_of(2))
    room.say("start my back routine")
    room.until_idle()
    assert len(room.done()) == 2
    assert "couldn't get the sound of the figure four" in room.say("resume")
    room.until_idle()
    assert len(room.done()) == 7
