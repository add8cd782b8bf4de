"""The state machine: each event alone, and any history of an honest device with a bad line."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from functools import reduce
from itertools import count, cycle, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.content import load
from skill.routine import shorthand
from skill.routine.advance import advance
from skill.routine.effects import EndForToday, Enqueue, NothingLeft, OfferToLeaveOut, Play, Silence
from skill.routine.events import (
    HurtSaid,
    NextAsked,
    OnlySideAsked,
    PauseAsked,
    PreviousAsked,
    RepeatAsked,
    ResumeAsked,
    Spot,
    StartAsked,
    StartOverAsked,
    StopAsked,
    TrackFailed,
    TrackFinished,
    TrackNearlyFinished,
    TrackSeen,
    TrackStarted,
    TrackStopped,
    TurnHeard,
)
from skill.routine.exercise import Side
from skill.routine.run import Head, Run, Status, work_numbers, work_of
from skill.speaker.device.player import Activity, Behavior, HappeningKind, Player, Stream

ROUTINE = shorthand.read(
    "n~l~pt10.1b.1exc~ff30.3b.1exc~cc15.3b.1exc~ng15.3b.1exc~sq15.3b.1exc", load().catalog
)
"""Five steps in 25 tracks: all but the first have three sets."""
LENGTH_MS, DONE_MS = 66_000, 54_000
"""Of each track, and of the work in it."""
TRACKS = [(step, n) for step, each in enumerate(ROUTINE.steps) for n in range(len(each.segments))]
WORK = [(step, n) for step, n in TRACKS if ROUTINE.steps[step].segments[n].is_work]
LAST_WORK = [step.last_work for step in ROUTINE.steps]
STEPS = len(ROUTINE)
LAST = STEPS - 1
NEW = Run("20261118T073000Z#9f2c41", datetime(2026, 11, 18, 7, 30, tzinfo=UTC), ROUTINE)
WORDS = [
    *(StartAsked(), PauseAsked(), ResumeAsked(0), ResumeAsked(31_250), NextAsked()),
    *(OnlySideAsked(Side.LEFT, 100_000, 0), OnlySideAsked(Side.RIGHT, 100_000, 9_000)),
    *(PreviousAsked(), RepeatAsked(), StartOverAsked(), StopAsked(), HurtSaid()),
]
many = settings(max_examples=250, deadline=None)


def after(*events, run=NEW):
    """The run that these events lead to."""
    return reduce(lambda known, event: advance(known, event)[0], events, run)


def effects_of(*events, run=NEW):
    """What is to be done about the last of these events."""
    return advance(after(*events[:-1], run=run), events[-1])[1]


def track(step, segment=None, play=1, first=0, first_segment=0, **about):
    """A track of the routine: of the last work of a step, unless its segment is named."""
    segment = LAST_WORK[step] if segment is None else segment
    done_ms = DONE_MS if (step, segment) in WORK else 0
    tries = about.pop("tries", 0)
    return Spot(play, first, step, tries, segment, first_segment, done_ms=done_ms, **about)


def heard(step, offset_ms=20_000, segment=None, **about):
    return TrackSeen(track(step, segment, **about), offset_ms, ended=False)


def finished(step, segment=None, **about):
    return TrackFinished(track(step, segment, **about))


def nearly(step, segment=None, **about):
    return TrackNearlyFinished(track(step, segment, **about), 5_000)


def at(run):
    return (run.head.step, run.head.segment, run.head.offset_ms)


def heard_work(run):
    """Step and segment of all work that was heard."""
    return [work_of(number) for number in sorted(run.heard)]


def played(effects):
    """The step, segment and offset that an answer plays."""
    return [
        (effect.spot.step, effect.spot.segment, effect.from_ms)
        for effect in effects
        if isinstance(effect, Play)
    ]


# What the device reports ---------------------------------------------------------------------


def test_a_start_plays_the_first_step_from_its_beginning():
    assert effects_of(StartAsked()) == (Play(Spot(play=1, first=0, step=0), 0),)


def test_when_a_track_is_nearly_finished_the_next_is_queued_behind_it():
    for before, following in pairwise(TRACKS):
        effects = effects_of(StartAsked(), nearly(*before))
        assert effects == (Enqueue(track(*following), after=track(*before)),)


def test_nothing_is_queued_behind_the_last_track():
    assert effects_of(StartAsked(), nearly(*TRACKS[-1])) == ()


def test_a_step_heard_to_its_end_is_done_and_the_next_is_due():
    run = after(StartAsked(), finished(0))
    assert (run.done, at(run), run.head.due) == ({0}, (1, 0, 0), True)


def test_work_heard_past_its_last_release_is_done_and_what_follows_is_due():
    run = after(StartAsked(), heard(0, DONE_MS))
    assert (run.done, at(run)) == ({0}, (1, 0, 0))
    assert after(StartAsked(), heard(0, DONE_MS - 1)).done == frozenset()


def test_each_set_and_side_is_known_by_what_was_heard_of_it():
    run = after(StartAsked(), finished(1, 3))
    assert heard_work(run) == [(0, 1), (1, 1), (1, 2), (1, 3)]
    assert (run.done, at(run)) == ({0}, (1, 4, 0))


def test_a_step_is_done_with_its_last_work_only():
    assert after(StartAsked(), finished(1, 5)).done == {0}
    assert after(StartAsked(), finished(1, 6)).done == {0, 1}


def test_a_lead_heard_to_its_end_does_nothing():
    run = after(StartAsked(), finished(0, 0))
    assert (run.heard, run.done, at(run)) == (frozenset(), frozenset(), (0, 1, 0))


def test_work_before_the_first_of_a_play_is_not_taken_for_heard():
    skipped = after(StartAsked(), finished(0), ResumeAsked(0, segment=4))
    run = after(finished(1, 5, play=2, first=1, first_segment=4), run=skipped)
    assert heard_work(run) == [(0, 1), (1, 4), (1, 5)]


# A track of the first version held a whole step ------------------------------------------------

OLD = Spot(1, 0, 1, is_whole=True, done_ms=DONE_MS)


@pytest.mark.parametrize(
    "event", [TrackStarted(OLD, 0), TrackStopped(OLD, 30_000), TrackSeen(OLD, 30_000, ended=False)]
)
def test_an_old_track_is_taken_up_at_the_beginning_of_its_exercise(event):
    run = after(StartAsked(), event)
    assert (at(run), run.done) == ((1, 0, 1), {0})


@pytest.mark.parametrize("event", [TrackFinished(OLD), TrackStopped(OLD, DONE_MS)])
def test_an_old_track_heard_past_its_mark_is_a_step_done(event):
    run = after(StartAsked(), event)
    assert (run.done, at(run)) == ({0, 1}, (2, 0, 0))


def test_behind_an_old_track_the_lead_of_the_next_step_is_queued():
    effects = effects_of(StartAsked(), TrackNearlyFinished(OLD, 5_000))
    assert effects == (Enqueue(track(2, 0), after=OLD),)


# A track that gives time to get ready ----------------------------------------------------------

READY = track(1, 2, play=2, first=1, first_segment=2, then_ms=18_000)


def test_by_button_a_track_that_gives_time_goes_before_the_work():
    paused = after(StartAsked(), heard(1, 20_000, 2), PauseAsked())
    run, effects = advance(paused, ResumeAsked(18_000, gets_ready=True))
    assert effects == (Play(READY, 0),)
    queued = advance(run, TrackNearlyFinished(READY, 5_000))[1]
    assert queued == (Enqueue(replace(READY, then_ms=None), after=READY, from_ms=18_000),)


@pytest.mark.parametrize(
    "event", [TrackStarted(READY, 0), TrackStopped(READY, 9_000), TrackFinished(READY)]
)
def test_what_gives_time_is_no_work_and_moves_no_place(event):
    begun = after(StartAsked(), heard(1, 20_000, 2), ResumeAsked(18_000, gets_ready=True))
    run = after(event, run=begun)
    assert (at(run), run.heard) == ((1, 2, 18_000), begun.heard)


@pytest.mark.parametrize(
    "later",
    [
        *(TrackStarted(track(2), 0), TrackStopped(track(2), 900), nearly(2)),
        *(heard(2), finished(2), TrackSeen(track(2), LENGTH_MS, ended=True)),
    ],
)
def test_any_later_event_makes_up_for_what_was_lost_before_it(later):
    assert after(StartAsked(), later).done >= {0, 1}


def test_a_track_that_began_is_no_longer_due_even_at_its_first_millisecond():
    assert not after(StartAsked(), TrackStarted(track(0, 0), 0)).head.due


def test_steps_before_the_first_of_a_play_are_not_taken_for_heard():
    assert after(StartAsked(), NextAsked(), heard(3, play=2, first=2)).done == {2}


def test_a_device_that_goes_on_after_a_moment_is_under_way_again():
    spot = track(1)
    silent = after(StartAsked(), TrackStopped(spot, 9_000))
    assert silent.status is Status.PAUSED
    assert after(TrackStarted(spot, 9_000), run=silent).status is Status.UNDER_WAY


@pytest.mark.parametrize("word", [PauseAsked(), StopAsked()])
def test_after_a_word_for_silence_nothing_is_queued(word):
    assert effects_of(StartAsked(), heard(1), word, nearly(1)) == ()
    assert effects_of(StartAsked(), finished(1), word, nearly(1)) == ()


def test_a_track_nearly_finished_twice_or_late_asks_for_nothing_new():
    sounding = after(StartAsked(), nearly(0), TrackStarted(track(1, 0), 0))
    assert effects_of(nearly(0), run=sounding) == ()


def test_nearly_finished_that_comes_after_the_end_still_brings_the_next():
    assert effects_of(StartAsked(), finished(0), nearly(0)) == (
        Enqueue(track(1, 0), after=track(0)),
    )


@pytest.mark.parametrize(
    "late",
    [
        *(TrackStarted(track(1), 0), TrackStopped(track(1), 900), nearly(1)),
        *(heard(1), finished(1), TrackFailed(track(1)), finished(LAST)),
    ],
)
def test_late_events_of_an_old_play_change_nothing_but_what_is_done(late):
    run = after(StartAsked(), heard(0), NextAsked())
    later, effects = advance(run, late)
    assert effects == ()
    assert later.done >= run.done
    assert replace(later, done=run.done, heard=run.heard) == run


# Tracks that fail ----------------------------------------------------------------------------


def test_a_track_that_fails_is_played_once_more_from_where_it_stood():
    again = Play(track(1, tries=1), 20_000)
    assert effects_of(StartAsked(), heard(1, 20_000), TrackFailed(track(1))) == (again,)


def test_a_track_that_fails_while_it_waits_is_queued_once_more():
    sounding = track(0)
    effects = effects_of(StartAsked(), heard(0), TrackFailed(track(1, 0), sounding))
    assert effects == (Enqueue(track(1, 0, tries=1), after=sounding),)


@pytest.mark.parametrize(
    "failed",
    [
        TrackFailed(track(1, tries=1)),  # tried before
        TrackFailed(track(0)),  # behind us
        TrackFailed(track(1, play=0)),  # of an old play
        TrackFailed(Spot(9, 0, 99)),  # of no step at all
    ],
)
def test_a_failure_that_no_longer_matters_is_let_be(failed):
    run = after(StartAsked(), heard(1))
    assert advance(run, failed) == (run, ())


def test_next_leads_past_a_track_that_failed_twice():
    again = TrackFailed(track(1, 0, tries=1))
    run = after(StartAsked(), finished(0), TrackFailed(track(1, 0)), again)
    assert (run.status, run.done) == (Status.PAUSED, {0})
    assert effects_of(NextAsked(), run=run) == (Play(track(2, 0, play=2, first=2), 0),)


def test_a_track_that_failed_twice_while_it_waits_leaves_alone_what_sounds():
    run = after(StartAsked(), heard(0))
    assert advance(run, TrackFailed(track(1, 0, tries=1), track(0))) == (run, ())


def test_a_failure_after_a_word_for_silence_stays_silent():
    assert effects_of(StartAsked(), heard(1), StopAsked(), TrackFailed(track(1))) == ()


def test_a_track_that_failed_is_not_done():
    assert after(StartAsked(), heard(0), TrackFailed(track(0))).done == frozenset()


# What the person asks for --------------------------------------------------------------------


def test_pause_is_silence_and_keeps_the_place():
    run, effects = advance(after(StartAsked(), heard(2, 31_250)), PauseAsked())
    assert effects == (Silence(),)
    assert (at(run), run.status) == ((2, 3, 31_250), Status.PAUSED)


def test_who_stopped_has_not_merely_paused():
    assert after(StartAsked(), heard(1), StopAsked(), PauseAsked()).status is Status.STOPPED


def test_resume_plays_the_same_step_a_little_before():
    effects = effects_of(StartAsked(), heard(2, 31_250), PauseAsked(), ResumeAsked(29_250))
    assert effects == (Play(track(2, play=2, first=2, first_segment=3), 29_250),)


# One side alone: step 3 is the nerve glide, the left first, in three sets ---------------------

LEFT_ALONE, RIGHT_ALONE = (OnlySideAsked(side, 100_000, 17_000) for side in Side)


def test_one_side_alone_goes_on_where_it_is_and_then_leaves_the_other_out():
    run, effects = advance(after(StartAsked(), heard(3, 20_000, 1)), LEFT_ALONE)
    assert played(effects) == [(3, 1, 17_000)]
    assert run.routine.length_ms[3] == 100_000
    (queued,) = effects_of(nearly(3, 1, play=2, first=3, first_segment=1), run=run)
    assert queued.spot.place == (3, 3)
    done = after(finished(3, 5, play=2, first=3, first_segment=1), run=run)
    assert (3 in done.done, at(done)) == (True, (4, 0, 0))
    assert [n for step, n in heard_work(done) if step == 3] == [1, 3, 5]


def test_the_other_side_alone_is_gone_over_to():
    run, effects = advance(after(StartAsked(), heard(3, 20_000, 1)), RIGHT_ALONE)
    assert played(effects) == [(3, 2, 0)]
    assert after(finished(3, 6, play=2, first=3, first_segment=2), run=run).done == {0, 1, 2, 3}


def test_the_lead_leads_to_the_side_that_comes_first():
    begun = after(StartAsked(), heard(3, 20_000, 0))
    assert played(advance(begun, LEFT_ALONE)[1]) == [(3, 0, 17_000)]
    assert played(advance(begun, RIGHT_ALONE)[1]) == [(3, 2, 0)]


def test_a_side_that_is_done_already_leads_to_the_next_exercise():
    run, effects = advance(after(StartAsked(), heard(3, 20_000, 6)), LEFT_ALONE)
    assert (3 in run.done, played(effects)) == (True, [(4, 0, 0)])


def test_an_exercise_without_sides_has_none_alone():
    begun = after(StartAsked(), heard(0))
    assert advance(begun, LEFT_ALONE) == (begun, ())


def test_a_routine_with_one_side_alone_is_written_and_read():
    routine = ROUTINE.with_only(3, Side.RIGHT, 60_000)
    assert shorthand.read(shorthand.write(routine), load().catalog) == routine


@pytest.mark.parametrize("text", ["n~l~pt10.1bl.1exc", "n~l~ng10.1bx.1exc"])
def test_only_an_exercise_with_sides_has_one_alone(text):
    with pytest.raises(shorthand.ShorthandError):
        shorthand.read(text, load().catalog)


def test_next_breaks_this_step_off_and_plays_the_one_after():
    run, effects = advance(after(StartAsked(), heard(1)), NextAsked())
    assert (run.cut_short, played(effects)) == ({1}, [(2, 0, 0)])


def test_next_in_the_rest_breaks_nothing_off():
    assert after(StartAsked(), heard(1, DONE_MS), NextAsked()).cut_short == frozenset()


def test_next_twice_goes_on_by_two():
    lead = track(1, 0, play=2, first=1)
    once = after(StartAsked(), heard(0), NextAsked(), TrackStarted(lead, 0))
    assert played(effects_of(NextAsked(), run=once)) == [(2, 0, 0)]


def test_in_the_rest_after_an_exercise_the_person_still_speaks_of_that_one():
    resting = after(StartAsked(), finished(0), TrackStarted(track(1, 0), 0), heard(1, 3_000, 0))
    assert played(effects_of(NextAsked(), run=resting)) == [(1, 0, 0)]
    assert played(effects_of(RepeatAsked(), run=resting)) == [(0, 0, 0)]
    assert effects_of(HurtSaid(), run=resting)[1] == OfferToLeaveOut("pelvic-tilt")


def test_once_the_next_is_explained_the_person_speaks_of_that_one():
    explained = after(StartAsked(), finished(0), heard(1, 12_000, 0))
    assert played(effects_of(NextAsked(), run=explained)) == [(2, 0, 0)]
    assert played(effects_of(RepeatAsked(), run=explained)) == [(1, 0, 0)]
    assert effects_of(HurtSaid(), run=explained)[1] == OfferToLeaveOut("figure-four-stretch")


@pytest.mark.parametrize("silence", [[], [PauseAsked()], [StopAsked()], [PauseAsked()] * 2])
@pytest.mark.parametrize("word", [NextAsked(), ResumeAsked(0)])
def test_after_the_next_track_was_lost_the_step_that_follows_is_played(word, silence):
    effects = effects_of(StartAsked(), finished(1), *silence, word)
    assert played(effects) == [(2, 0, 0)]


@pytest.mark.parametrize("word", [NextAsked(), ResumeAsked(0)])
def test_the_device_itself_makes_up_for_a_lost_end(word):
    ended = TrackSeen(track(1), LENGTH_MS, ended=True)
    assert played(effects_of(StartAsked(), nearly(1), ended, word)) == [(2, 0, 0)]


def test_next_at_the_last_step_leaves_nothing():
    run, effects = advance(after(StartAsked(), heard(LAST)), NextAsked())
    assert effects == (Silence(), NothingLeft())
    assert (run.over, run.finished, run.status) == (True, False, Status.STOPPED)


@pytest.mark.parametrize(("step", "before"), [(0, 0), (1, 0), (3, 2), (STEPS, LAST)])
def test_previous_plays_the_step_before(step, before):
    run = replace(NEW, head=Head(1, step, 900))
    assert played(effects_of(PreviousAsked(), run=run)) == [(before, 0, 0)]


def test_previous_twice_goes_back_by_two():
    assert played(effects_of(StartAsked(), heard(3), PreviousAsked(), PreviousAsked())) == [
        (1, 0, 0)
    ]


def test_repeat_plays_this_step_from_its_start():
    assert played(effects_of(StartAsked(), heard(2, 40_000), RepeatAsked())) == [(2, 0, 0)]


def test_repeat_after_a_step_was_heard_means_that_step():
    assert played(effects_of(StartAsked(), finished(1), RepeatAsked())) == [(1, 0, 0)]
    assert played(effects_of(StartAsked(), finished(LAST), RepeatAsked())) == [(LAST, 0, 0)]


def test_start_over_plays_the_first_step_and_keeps_what_was_done():
    run, effects = advance(after(StartAsked(), heard(2)), StartOverAsked())
    assert (played(effects), run.done) == ([(0, 0, 0)], {0, 1})


def test_stopping_early_is_never_finished():
    run = after(StartAsked(), heard(LAST, DONE_MS - 1), StopAsked())
    assert (run.finished, run.status) == (False, Status.STOPPED)


def test_a_routine_heard_to_the_last_cue_is_finished_even_when_stopped_in_the_closing_words():
    assert after(StartAsked(), heard(LAST, DONE_MS), StopAsked()).status is Status.FINISHED


def test_every_word_that_plays_opens_a_new_play():
    run = after(StartAsked(), heard(1))
    for word in (ResumeAsked(0), NextAsked(), PreviousAsked(), RepeatAsked(), StartOverAsked()):
        assert after(word, run=run).head.play == run.head.play + 1


# When it hurts -------------------------------------------------------------------------------


def test_when_it_hurts_all_is_silent_and_that_exercise_may_be_left_out():
    run, effects = advance(after(StartAsked(), heard(2)), HurtSaid())
    assert effects == (Silence(), OfferToLeaveOut("cat-cow"))
    assert (run.cut_short, at(run)) == ({2}, (3, 0, 0))


def test_after_it_hurt_going_on_means_the_exercise_after():
    for word in (NextAsked(), ResumeAsked(0), RepeatAsked()):
        assert played(effects_of(StartAsked(), heard(2), HurtSaid(), word)) == [(3, 0, 0)]


def test_what_hurts_just_after_a_step_is_that_step_and_the_next_is_not_skipped():
    run, effects = advance(after(StartAsked(), finished(1)), HurtSaid())
    assert effects == (Silence(), OfferToLeaveOut("figure-four-stretch"))
    assert (at(run), run.cut_short) == ((2, 0, 0), frozenset())


def test_while_the_question_about_it_waits_nothing_is_under_way():
    assert after(StartAsked(), heard(1), HurtSaid()).status is Status.PAUSED


def test_when_it_hurts_for_the_second_time_the_run_ends():
    run, effects = advance(
        after(StartAsked(), heard(0), HurtSaid(), NextAsked(), heard(1, play=3, first=1)),
        HurtSaid(),
    )
    assert effects == (Silence(), EndForToday())
    assert (run.status, run.hurts) == (Status.STOPPED, 2)


def test_when_the_last_exercise_hurts_the_run_is_over_but_not_finished():
    run = after(StartAsked(), heard(LAST), HurtSaid())
    assert (run.over, run.finished) == (True, False)


# Steps as turns in a session -----------------------------------------------------------------


def test_a_turn_heard_whole_is_done_and_the_next_is_due():
    run = after(StartAsked(), TurnHeard(0, whole=True))
    assert (run.done, at(run)) == ({0}, (1, 0, 0))
    assert played(effects_of(NextAsked(), run=run)) == [(1, 0, 0)]


def test_a_turn_answered_too_soon_is_not_done_and_next_goes_past_it():
    run = after(StartAsked(), TurnHeard(0, whole=False))
    assert run.done == frozenset()
    assert played(effects_of(NextAsked(), run=run)) == [(1, 0, 0)]
    assert played(effects_of(RepeatAsked(), run=run)) == [(0, 0, 0)]


def test_a_turn_of_no_step_changes_nothing():
    assert after(TurnHeard(99, whole=True)) == NEW


def test_what_is_no_event_is_refused_with_its_name():
    with pytest.raises(TypeError, match="str is no event"):
        advance(NEW, "next")


# Any events at all ---------------------------------------------------------------------------

SPOTS = st.builds(
    Spot,
    play=st.integers(0, 4),
    first=st.integers(0, 5),
    step=st.integers(0, 6),
    tries=st.integers(0, 2),
    segment=st.integers(0, 8),
    first_segment=st.integers(0, 2),
    then_ms=st.none() | st.sampled_from([0, 20_000]),
    is_whole=st.booleans(),
    done_ms=st.sampled_from([0, DONE_MS]),
)
OFFSETS = st.sampled_from([-5, 0, 1, 20_000, DONE_MS - 1, DONE_MS, LENGTH_MS, LENGTH_MS + 40])
TRACK_EVENTS = st.one_of(
    st.builds(TrackStarted, SPOTS, OFFSETS),
    st.builds(TrackNearlyFinished, SPOTS, OFFSETS),
    st.builds(TrackStopped, SPOTS, OFFSETS),
    st.builds(TrackFinished, SPOTS),
    st.builds(TrackSeen, SPOTS, OFFSETS, st.booleans()),
    st.builds(TrackFailed, SPOTS, st.none() | SPOTS),
)
PERSON_EVENTS = st.sampled_from(WORDS) | st.builds(TurnHeard, st.integers(0, 6), st.booleans())


@many
@given(
    st.lists(PERSON_EVENTS, max_size=6),
    st.lists(TRACK_EVENTS, max_size=8),
    st.randoms(use_true_random=False),
)
def test_the_same_track_events_in_any_order_and_number_lead_to_the_same_run(words, events, random):
    begun = after(*words)
    again = random.sample(events * 3, len(events) * 3)
    assert after(*again, run=begun) == after(*events, run=begun)


@many
@given(st.lists(TRACK_EVENTS | PERSON_EVENTS, max_size=15))
def test_any_words_and_events_leave_a_valid_run_in_which_nothing_done_is_lost(events):
    run = NEW
    for event in events:
        before, (run, effects) = run, advance(run, event)
        assert before.done <= run.done <= set(range(STEPS))
        assert before.cut_short <= run.cut_short <= set(range(STEPS))
        assert before.head <= run.head
        assert 0 <= run.head.step <= STEPS
        assert run.head.first >= 0
        assert run.head.offset_ms >= 0
        assert before.hurts <= run.hurts
        spots = [effect.spot for effect in effects if isinstance(effect, Play | Enqueue)]
        assert all(0 <= spot.step < STEPS for spot in spots)
        assert run.status in Status


@many
@given(st.lists(TRACK_EVENTS | PERSON_EVENTS, max_size=8), st.lists(TRACK_EVENTS, max_size=8))
def test_learning_from_events_apart_and_merging_is_the_same_as_learning_from_all(events, more):
    begun = after(*events)
    half = len(more) // 2
    apart = after(*more[:half], run=begun).merged(after(*more[half:], run=begun))
    assert apart == after(*more, run=begun)


# An honest device with a bad line ------------------------------------------------------------

EVENT_OF = {
    HappeningKind.STARTED: TrackStarted,
    HappeningKind.NEARLY_FINISHED: TrackNearlyFinished,
    HappeningKind.STOPPED: TrackStopped,
    HappeningKind.FINISHED: lambda spot, _: TrackFinished(spot),
    HappeningKind.FAILED: lambda spot, _: TrackFailed(spot),
}


def token(spot):
    """The place and all else that a device tells a track by."""
    then = () if spot.then_ms is None else (spot.then_ms,)
    return ".".join(map(str, (spot.play, *spot.begin, *spot.place, spot.tries, *then)))


def spot_of(text):
    play, first, first_segment, step, segment, tries, *then = map(int, text.split("."))
    about = {"tries": tries, "then_ms": then[0] if then else None}
    return track(step, segment, play, first, first_segment, **about)


class World:
    """A person, a device that plays by Alexa's rules, and a line that loses, doubles and delays.

    `history` is what reached the skill, in the order in which it happened: what the device
    reported, and each word of the person with what the device said of itself in that request.
    """

    def __init__(self, fates, failing):
        """The fates of events in turn, and which of the plays cannot be loaded."""
        self.run = NEW
        self.player = Player()
        self.now_ms = 0
        self.history = []
        self.heard_ms = Counter()
        self._fates = iter(fates)
        self._failing = failing
        self._plays = count()
        self._late = []

    def wait(self, ms):
        end_ms = self.now_ms + ms
        while (due_ms := self.player.due_ms()) is not None and due_ms <= end_ms:
            self.now_ms = due_ms
            self._report(self.player.run(due_ms))
        self.now_ms = end_ms
        self._listen()

    def say(self, word=None):
        """The person speaks: the device holds back, tells where it stands, and goes on."""
        self._report(self.player.hold(self.now_ms))
        seen = self.look()
        self._learn(seen) if seen else None
        if word:
            self._learn(word)
        self._report(self.player.release(self.now_ms))

    def look(self):
        """What the device says of itself in any request."""
        state = self.player.state(self.now_ms)
        if state.token is None:
            return None
        ended = state.activity is Activity.FINISHED
        return TrackSeen(spot_of(state.token), state.offset_ms, ended)

    def hang_up(self):
        """What was late arrives; the device is looked at for the last time."""
        for event in self._late:
            self._learn(event, noted=False)
        self._late = []
        seen = self.look()
        self._learn(seen) if seen else None

    def _listen(self):
        """Keep in mind how far each track was truly heard in one go."""
        state = self.player.state(self.now_ms)
        if state.token is not None:
            place = spot_of(state.token).place
            self.heard_ms[place] = max(self.heard_ms[place], state.offset_ms)

    def _report(self, happenings):
        for happening in happenings:
            place = spot_of(happening.stream.token).place
            self.heard_ms[place] = max(self.heard_ms[place], happening.offset_ms)
            event = EVENT_OF[happening.kind](spot_of(happening.stream.token), happening.offset_ms)
            self._send(event, next(self._fates, "sent"))

    def _send(self, event, fate):
        waiting, self._late = self._late, []
        if fate == "late":
            self.history.append(event)
            self._late = [event]
        else:
            for _ in range({"lost": 0, "sent": 1, "twice": 2}[fate]):
                self._learn(event)
        for late in waiting:
            self._learn(late, noted=False)

    def _learn(self, event, *, noted=True):
        if noted:
            self.history.append(event)
        self.run, effects = advance(self.run, event)
        for effect in effects:
            self._do(effect)

    def _do(self, effect):
        if isinstance(effect, Play):
            self._play(effect.spot, effect.from_ms, Behavior.REPLACE_ALL)
        elif isinstance(effect, Enqueue):
            self._play(effect.spot, effect.from_ms, Behavior.ENQUEUE, token(effect.after))
        elif isinstance(effect, Silence):
            self._report(self.player.stop(self.now_ms))

    def _play(self, spot, from_ms, behavior, previous=None):
        length_ms = None if next(self._plays) in self._failing else LENGTH_MS
        stream = Stream(token(spot), "", from_ms, length_ms, previous)
        self._report(self.player.play(stream, behavior, self.now_ms))


FATES = st.lists(st.sampled_from(["sent", "sent", "sent", "lost", "twice", "late"]), max_size=40)
FAILING = st.sets(st.integers(0, 12), max_size=5)
DOINGS = st.lists(
    st.one_of(
        st.sampled_from([500, 4_000, 21_000, 53_000, 70_000, 150_000]),
        st.sampled_from([None, *WORDS]),
    ),
    max_size=14,
)


def lived(doings, fates, failing):
    """A world after the person started the routine and did all this."""
    world = World(fates, failing)
    world.say(StartAsked())
    for doing in doings:
        if isinstance(doing, int):
            world.wait(doing)
        else:
            world.say(doing)
    world.hang_up()
    return world


def is_heard(run, place):
    """Whether a track is part of a routine of which some sides may be left out."""
    step, segment = run.routine.steps[place[0]], place[1]
    return segment in step.work or not step.segments[segment].is_work


def of_wanted_work(run):
    """The run without what was heard of a side that is not wanted any more: see below."""
    return replace(run, heard=run.heard & work_numbers(run.routine))


def is_word(event):
    return not isinstance(
        event, TrackStarted | TrackNearlyFinished | TrackStopped | TrackFinished | TrackFailed
    )


@many
@given(DOINGS, FATES, FAILING)
def test_late_and_double_events_lead_where_the_true_order_leads(doings, fates, failing):
    world = lived(doings, fates, failing)
    assert world.run == after(*world.history)


@many
@given(DOINGS, FATES, FAILING, st.lists(st.integers(0, 30), min_size=1, max_size=60))
def test_events_delayed_beyond_any_word_lead_to_the_same_run(doings, fates, failing, delays):
    history = lived(doings, fates, failing).history
    arrivals = [
        (moment if is_word(event) else moment + delay, moment)
        for moment, (event, delay) in enumerate(zip(history, cycle(delays), strict=False))
    ]
    delayed = [history[moment] for _, moment in sorted(arrivals)]
    assert of_wanted_work(after(*delayed)) == of_wanted_work(after(*history))


@many
@given(DOINGS, FATES, FAILING, st.lists(st.booleans(), min_size=1, max_size=40))
def test_any_events_may_be_lost_as_long_as_a_later_one_comes(doings, fates, failing, lost):
    history = lived(doings, fates, failing).history
    came = [e for e, gone in zip(history, cycle(lost), strict=False) if is_word(e) or not gone]
    assert after(*came) == after(*history)


@many
@given(DOINGS, FATES, FAILING)
def test_a_step_is_done_exactly_when_its_work_was_heard_to_the_end(doings, fates, failing):
    world = lived(doings, fates, failing)
    heard = {place for place in WORK if world.heard_ms[place] >= DONE_MS}
    steps = world.run.routine.steps
    wanted = {(step, n) for step, n in WORK if n in steps[step].work}
    # A report of a side that was left out since may come too late to count.
    assert heard & wanted <= set(heard_work(world.run)) <= heard
    assert world.run.done == {step for step, n in heard if n == steps[step].last_work}


@many
@given(DOINGS, FATES, FAILING, st.sampled_from([PauseAsked(), StopAsked(), HurtSaid()]))
def test_after_a_word_for_silence_nothing_sounds_until_the_next(doings, fates, failing, word):
    world = lived(doings, fates, failing)
    world.say(word)
    world.wait(500_000)
    world.hang_up()
    assert not world.player.is_playing


@many
@given(DOINGS)
def test_on_a_good_line_a_routine_left_alone_plays_to_its_end(doings):
    world = lived(doings, [], ())
    world.say(StartOverAsked())
    world.wait(len(TRACKS) * LENGTH_MS)
    assert (world.run.done, world.run.status) == (set(range(STEPS)), Status.FINISHED)


@many
@given(DOINGS, FATES, FAILING)
def test_resume_goes_on_where_the_device_stands(doings, fates, failing):
    world = lived(doings, fates, failing)
    seen = world.look()
    newest = seen.spot.play == world.run.head.play
    if newest and not world.run.over:
        is_over = seen.ended or 0 < seen.spot.done_ms <= seen.offset_ms
        wanted = [place for place in TRACKS if is_heard(world.run, place)]
        place = wanted[wanted.index(seen.spot.place) + is_over]
        assert world.run.head.place == place
        assert played(effects_of(ResumeAsked(0), run=world.run)) == [(*place, 0)]


def test_a_lost_request_for_the_next_track_ends_in_silence_and_resume_goes_on_after_it():
    world = World(["sent"] * 4 + ["lost"], failing=())
    world.say(StartAsked())
    world.wait(10 * LENGTH_MS)
    assert (world.player.is_playing, world.run.done) == (False, {0})
    world.say(ResumeAsked(0))
    world.wait(1_000)
    assert spot_of(world.player.state(world.now_ms).token).place == (1, 0)
