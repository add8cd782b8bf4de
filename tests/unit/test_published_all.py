"""Whatever anybody asks for was published: nothing renders on AWS, and missing means silent."""

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from skill.content import load
from skill.repertoire import Repertoire, needed_tracks, usual_tracks
from skill.routine.exercise import Side
from skill.routine.planner import plan, plan_one
from skill.routine.preferences import Detail, Level, Pace, Preferences
from skill.schedule.jobs import TRACKS_MOST_BYTES
from skill.voiced import keys_to_publish, shipped_lengths

CONTENT = load()
LENGTHS = shipped_lengths(CONTENT, "hibari")
REPERTOIRE = Repertoire(CONTENT, LENGTHS)
IDS = sorted(CONTENT.catalog)
MOST_TRACKS = 2_600
MOST_BYTES = 3_800_000_000
BYTES_A_MS = 6
"""48 kbps."""
LEFT_OUT = st.sets(st.sampled_from(IDS), max_size=len(IDS) - 1).map(frozenset)
WISHES = st.builds(
    Preferences,
    minutes=st.none() | st.integers(1, 40),
    level=st.sampled_from(Level),
    pace=st.sampled_from(Pace),
    detail=st.sampled_from(Detail),
    side_first=st.sampled_from(Side),
    left_out=LEFT_OUT,
)
TIMES = st.dictionaries(st.sampled_from(IDS), st.integers(0, 3))
many = settings(max_examples=300, deadline=None)


@cache
def published():
    return frozenset(keys_to_publish())


@many
@given(WISHES, TIMES)
def test_every_track_of_every_routine_that_can_be_asked_for_is_published(wanted, times):
    routine = plan(CONTENT.catalog, wanted, LENGTHS, times).routine
    assert {REPERTOIRE.track(step).key for step in routine.steps} <= published()


@many
@given(WISHES, TIMES)
def test_so_is_every_clip_of_a_routine_in_turns_also_when_it_began_as_tracks(wanted, times):
    for most_sets in (1, 3):
        routine = plan(CONTENT.catalog, wanted, LENGTHS, times, most_sets).routine
        clips = {clip.key for step in routine.steps for clip in REPERTOIRE.clips(step)}
        assert clips <= published()


@many
@given(WISHES, TIMES, st.sampled_from(IDS))
def test_so_is_every_clip_of_every_stretch(wanted, times, id_):
    (step,) = plan_one(CONTENT.catalog[id_], wanted, LENGTHS, times).steps
    assert {clip.key for clip in REPERTOIRE.clips(step)} <= published()


def test_all_of_it_is_few_enough_to_render_and_to_keep():
    tracks = list(needed_tracks(CONTENT, LENGTHS))
    assert len(published()) == len(tracks) <= MOST_TRACKS
    assert sum(track.length_ms for track in tracks) * BYTES_A_MS <= MOST_BYTES


def test_keeping_house_takes_none_of_it_away_before_it_is_published():
    assert MOST_BYTES < TRACKS_MOST_BYTES


def test_what_is_usual_is_rendered_first_and_begins_with_somebodys_first_routine():
    usual = [track.key for track in usual_tracks(CONTENT, LENGTHS)]
    assert list(keys_to_publish()[: len(usual)]) == usual
    first = plan(CONTENT.catalog, Preferences(), LENGTHS, {}).routine.steps
    assert usual[: len(first)] == [REPERTOIRE.track(step).key for step in first]
