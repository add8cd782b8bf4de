"""Whatever anybody asks for was published: nothing renders on AWS, and missing means silent."""

from dataclasses import replace
from functools import cache
from itertools import islice

from hypothesis import given, settings
from hypothesis import strategies as st

from skill.content import load
from skill.jobs.jobs import TRACKS_MOST_BYTES
from skill.routine.draft import Doings
from skill.routine.exercise import Dose, Side
from skill.routine.planner import plan, plan_one
from skill.routine.preferences import Detail, Level, Pace, Preferences
from skill.routine.segment import SegmentKind
from skill.sound.repertoire import Repertoire, every_step, needed_tracks
from skill.sound.shipped import keys_to_publish, shipped_lengths

CONTENT = load()
LENGTHS = shipped_lengths(CONTENT, "hibari")
REPERTOIRE = Repertoire(CONTENT, LENGTHS)
IDS = sorted(CONTENT.catalog)
MOST_TRACKS = 1_400
MOST_BYTES = 320_000_000
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


def keys_of(step):
    """All tracks that may be heard of a step, wherever it is begun or taken up."""
    for index, segment in enumerate(step.segments):
        yield REPERTOIRE.track(step, index).key
        if segment.kind is SegmentKind.LEAD:
            yield REPERTOIRE.track(step, index, opens=True).key
        if segment.is_work:
            yield REPERTOIRE.ready_track(step, index).key


@many
@given(WISHES, TIMES)
def test_every_track_of_every_routine_that_can_be_asked_for_is_published(wanted, times):
    routine = plan(CONTENT.catalog, wanted, LENGTHS, Doings(times)).routine
    assert {key for step in routine.steps for key in keys_of(step)} <= published()


@many
@given(WISHES, TIMES)
def test_so_is_every_clip_of_a_routine_in_turns_also_when_it_began_as_tracks(wanted, times):
    for most_sets in (1, 3):
        routine = plan(CONTENT.catalog, wanted, LENGTHS, Doings(times), most_sets).routine
        clips = {clip.key for step in routine.steps for clip in REPERTOIRE.clips(step)}
        assert clips <= published()


@many
@given(WISHES, TIMES, st.sampled_from(IDS), st.sampled_from([None, *Side]))
def test_so_is_every_clip_of_every_stretch_on_one_side_too(wanted, times, id_, side):
    exercise = CONTENT.catalog[id_]
    alone = side if exercise.each_side else None
    (step,) = plan_one(exercise, wanted, LENGTHS, Doings(times), alone).steps
    assert {clip.key for clip in REPERTOIRE.clips(step)} <= published()


def test_all_of_it_is_few_enough_to_render_and_to_keep():
    tracks = list(needed_tracks(CONTENT, LENGTHS))
    assert len(published()) == len(tracks) <= MOST_TRACKS
    assert sum(track.length_ms for track in tracks) * BYTES_A_MS <= MOST_BYTES


def test_keeping_house_takes_none_of_it_away_before_it_is_published():
    assert MOST_BYTES < TRACKS_MOST_BYTES


@many
@given(WISHES, TIMES, st.sampled_from(IDS), st.data())
def test_so_is_every_dose_that_the_catalog_allows(wanted, times, id_, data):
    exercise = CONTENT.catalog[id_]
    (step,) = plan_one(exercise, wanted, LENGTHS, Doings(times)).steps
    amount = data.draw(st.sampled_from(list(exercise.dose.amounts)))
    assert set(keys_of(replace(step, dose=Dose(amount)))) <= published()


def test_leads_are_rendered_first():
    leads = {key for step in every_step(CONTENT.catalog) for key in islice(keys_of(step), 2)}
    assert set(keys_to_publish()[: len(leads)]) == leads
