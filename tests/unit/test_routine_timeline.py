"""A step written out as cues, for any step in any voice."""

from dataclasses import replace
from itertools import pairwise
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.content import load
from skill.routine.exercise import Dose, Exercise, Hold, Position, Reps, Side
from skill.routine.lengths import Lengths, estimated
from skill.routine.preferences import Pace
from skill.routine.routine import Step
from skill.routine.score import (
    BREATH_MS,
    CHANGE_OVER_MS,
    GUIDED_REPS,
    LEAD_IN_MS,
    LEAST_LEAD_MS,
    MOVE_MS,
    REST_MS,
    ready_timeline,
)
from skill.routine.score import timeline as segment_timeline
from skill.routine.score import whole_timeline as timeline
from skill.routine.segment import SegmentKind
from skill.routine.timeline import SOUND_MS, CueKind, Part

CONTENT = load()
LENGTHS = estimated(CONTENT.narration)
SECOND_MS = 1_000


class AnyVoice(dict):
    """Speaks every phrase, each in a time of its own up to a longest."""

    def __init__(self, seed, longest_ms):
        self._seed, self._longest_ms = seed, longest_ms

    def __missing__(self, phrase):
        return crc32(f"{self._seed}{phrase}".encode()) % self._longest_ms + 1


VOICES = st.builds(
    lambda seed, longest_ms: Lengths("any", AnyVoice(seed, longest_ms)),
    st.integers(0, 99),
    st.integers(1, 15_000),
)
MOVES_MS = st.integers(1_000, 10_000)
REPS = st.builds(
    lambda out_ms, hold_s, back_ms: Reps(1, 20, out_ms, hold_s * SECOND_MS, back_ms),
    *(MOVES_MS, st.integers(0, 10), MOVES_MS),
)
DOSED = st.one_of(
    st.tuples(REPS, st.integers(1, 20)),
    st.tuples(st.just(Hold(10, 60, 1)), st.integers(10, 60)),
)


@st.composite
def steps(draw, dosed=DOSED):
    """Any step that a catalog may give rise to, of this catalog or of another."""
    dose, amount = draw(dosed)
    exercise = Exercise("any", "an", Position.STANDING, dose, draw(st.booleans()), 1)
    return Step(
        exercise=exercise,
        dose=Dose(amount, draw(st.integers(1, 3))),
        explained=draw(st.booleans()),
        pace=draw(st.sampled_from(Pace)),
        side_first=draw(st.sampled_from(Side)),
        moves=draw(st.booleans()),
        next_id=draw(st.sampled_from([None, "squat"])),
    )


HOLDS = steps(st.tuples(st.just(Hold(10, 60, 1)), st.integers(10, 60)))
REPETITIONS = steps(st.tuples(REPS, st.integers(1, 20)))
many = settings(max_examples=100, deadline=None)


def step_of(exercise_id, **changes):
    exercise = CONTENT.catalog[exercise_id]
    step = Step(exercise, Dose(exercise.dose.least), True, Pace.NORMAL, Side.LEFT, True, "squat")  # noqa: FBT003 - a step in the order of its fields
    return replace(step, **changes)


def said(line, part=None):
    spans = [span for span in line.spans if part is None or span.part is part]
    return [cue.phrase for span in spans for cue in inside(line, span) if cue.phrase]


def inside(line, span):
    return [cue for cue in line.cues if span.at_ms <= cue.at_ms < span.end_ms]


def kinds(line, span):
    return [cue.kind for cue in inside(line, span)]


def moments(cues, kind, start_ms):
    return [cue.at_ms - start_ms for cue in cues if cue.kind is kind]


def segments(step, voice, kind=None):
    """The timelines of a step's segments, or of those of one kind."""
    return [
        segment_timeline(step, index, voice)
        for index, segment in enumerate(step.segments)
        if kind in {None, segment.kind}
    ]


def work(line):
    return [span for span in line.spans if span.part is Part.WORK]


def parts(line):
    return [span.part for span in line.spans]


# Any step, any voice -------------------------------------------------------------------------


@many
@given(steps(), VOICES)
def test_cues_stand_in_order_and_never_overlap(step, voice):
    line = timeline(step, voice)
    assert all(one.end_ms <= other.at_ms for one, other in pairwise(line.cues))
    assert line.cues[0].at_ms > 0
    assert line.cues[-1].end_ms <= line.length_ms


@many
@given(steps(), VOICES)
def test_each_segment_begins_in_silence_and_lasts_until_a_device_has_the_next(step, voice):
    for index, line in enumerate(segments(step, voice)):
        assert line.cues[0].at_ms >= LEAD_IN_MS
        is_followed_without_work = step.segments[index].kind is SegmentKind.LEAD
        assert line.length_ms >= LEAST_LEAD_MS or not is_followed_without_work


def test_no_track_of_our_own_exercises_that_another_follows_is_short():
    for exercise in CONTENT.catalog:
        for line in segments(step_of(exercise, pace=Pace.FASTER), LENGTHS):
            assert line.length_ms >= LEAST_LEAD_MS


@many
@given(steps(), VOICES)
def test_a_lead_that_opens_is_the_same_without_the_rest(step, voice):
    opening = segment_timeline(step, 0, voice, opens=True)
    following = segment_timeline(step, 0, voice)
    assert said(opening, Part.REST) == []
    assert said(following, Part.EXPLAIN) == said(opening, Part.EXPLAIN)
    assert said(following, Part.SETTLE) == said(opening, Part.SETTLE)


@many
@given(steps(), VOICES, st.sampled_from(Pace))
def test_a_lead_depends_on_neither_dose_nor_pace(step, voice, pace):
    other = replace(step, pace=pace, dose=Dose(step.dose.amount, 3))
    assert segment_timeline(step, 0, voice) == segment_timeline(other, 0, voice)


@many
@given(steps(), VOICES)
def test_how_much_it_will_be_is_said_once_right_before_the_work(step, voice):
    unit = "seconds" if isinstance(step.exercise.dose, Hold) else "times"
    doses = [p for p in said(timeline(step, voice)) if p.startswith(("times.", "seconds."))]
    assert doses == [f"{unit}.{step.dose.amount}"]
    assert said(segment_timeline(step, 1, voice))[0] == doses[0]


@many
@given(steps(), VOICES)
def test_spans_follow_each_other_from_zero_to_the_end_without_a_gap(step, voice):
    line = timeline(step, voice)
    assert line.spans[0].at_ms == 0
    assert all(one.end_ms == other.at_ms for one, other in pairwise(line.spans))
    assert all(span.length_ms > 0 for span in line.spans)
    assert line.spans[-1].end_ms == line.length_ms


@many
@given(steps(), VOICES)
def test_every_cue_lies_in_one_span(step, voice):
    line = timeline(step, voice)
    held = [cue for span in line.spans for cue in inside(line, span) if cue.end_ms <= span.end_ms]
    assert held == list(line.cues)


@many
@given(steps(), VOICES)
def test_times_are_whole_milliseconds(step, voice):
    line = timeline(step, voice)
    times = [t for thing in (*line.cues, *line.spans) for t in (thing.at_ms, thing.length_ms)]
    assert all(type(t) is int for t in (*times, line.length_ms, line.done_ms))


@many
@given(steps(), VOICES)
def test_the_same_step_in_the_same_voice_is_the_same_timeline(step, voice):
    assert timeline(step, voice) == timeline(replace(step), voice)


@many
@given(steps(), VOICES)
def test_only_speech_and_counts_carry_a_phrase_and_each_sound_has_its_own_length(step, voice):
    for cue in timeline(step, voice).cues:
        assert (cue.phrase is not None) == (cue.kind in {CueKind.SAY, CueKind.COUNT})
        assert cue.length_ms == (voice.of(cue.phrase) if cue.phrase else SOUND_MS[cue.kind])


@many
@given(steps(), VOICES)
def test_each_set_works_every_side_for_the_same_full_time(step, voice):
    line = timeline(step, voice)
    for number in range(1, step.dose.sets + 1):
        times = {
            side: [s.length_ms for s in work(line) if (s.set, s.side) == (number, side)]
            for side in step.sides
        }
        assert all(time == times[step.sides[0]] and time for time in times.values())


@many
@given(steps(), VOICES)
def test_a_segment_of_work_is_of_one_set_and_one_side(step, voice):
    for segment, line in zip(step.segments, segments(step, voice), strict=True):
        places = {(span.set, span.side) for span in work(line)}
        assert places == ({(segment.set, segment.side)} if segment.is_work else set())


@many
@given(steps(), VOICES)
def test_sides_come_in_the_order_asked_for_in_every_set(step, voice):
    order = list(dict.fromkeys((span.set, span.side) for span in work(timeline(step, voice))))
    assert order == [(n, side) for n in range(1, step.dose.sets + 1) for side in step.sides]


@many
@given(steps(), VOICES)
def test_a_change_over_and_a_pause_stand_between_sides_and_sets(step, voice):
    between = [part for part in parts(timeline(step, voice)) if part in {Part.SWITCH, Part.PAUSE}]
    switches = [Part.SWITCH] * (len(step.sides) - 1)
    assert between == switches + [Part.PAUSE, *switches] * (step.dose.sets - 1)


@many
@given(steps(), VOICES)
def test_what_comes_next_is_named_in_the_rest_and_nowhere_else(step, voice):
    line = timeline(step, voice)
    named = [phrase for phrase in said(line) if phrase.startswith("next.")]
    assert named == ["next.any"]
    assert [p for p in said(line, Part.REST) if p.startswith("next.")] == named


@many
@given(steps(), VOICES)
def test_a_lead_is_rest_then_explanation_then_time_to_settle(step, voice):
    (lead,) = segments(step, voice, SegmentKind.LEAD)
    assert parts(lead) == [Part.REST, Part.EXPLAIN, Part.SETTLE]
    assert parts(segment_timeline(step, 0, voice, opens=True)) == parts(lead)[1:]


@many
@given(steps(), VOICES)
def test_the_work_ends_its_segment(step, voice):
    for line in segments(step, voice, SegmentKind.WORK):
        assert parts(line)[-1] is Part.WORK
        assert Part.WORK not in parts(line)[:1]


@many
@given(steps(), VOICES)
def test_work_is_done_with_its_last_release(step, voice):
    for segment, line in zip(step.segments, segments(step, voice), strict=True):
        releases = [cue.end_ms for cue in line.cues if cue.kind is CueKind.RELEASE]
        assert line.done_ms == (releases[-1] if segment.is_work else 0)
        assert line.done_ms <= line.length_ms


def test_time_to_get_ready_tells_position_and_side_and_leaves_eight_seconds():
    line = ready_timeline(step_of("figure-four-stretch"), 2, LENGTHS)
    assert said(line) == ["figure-four-stretch.position", "figure-four-stretch.right"]
    assert line.length_ms - line.cues[-1].end_ms >= 8_000


# Holds ---------------------------------------------------------------------------------------


def held_spans(step, voice):
    """Each hold's cues, and the moment of its first tick."""
    line = timeline(step, voice)
    for span in work(line):
        cues = inside(line, span)
        yield cues, next(cue.at_ms for cue in cues if cue.kind is CueKind.TICK)


@many
@given(HOLDS, VOICES)
def test_a_hold_lasts_exactly_its_dose_from_the_first_tick_to_the_release(step, voice):
    length_ms = step.dose.amount * SECOND_MS
    for cues, start_ms in held_spans(step, voice):
        assert moments(cues, CueKind.RELEASE, start_ms) == [length_ms]
        assert moments(cues, CueKind.COUNTDOWN, start_ms) == [length_ms - 3 * SECOND_MS]


@many
@given(HOLDS, VOICES)
def test_halfway_is_marked_once_at_half_of_the_hold(step, voice):
    for cues, start_ms in held_spans(step, voice):
        assert moments(cues, CueKind.HALFWAY, start_ms) == [step.dose.amount // 2 * SECOND_MS]


@many
@given(HOLDS, VOICES)
def test_every_full_second_of_a_hold_ticks_where_nothing_else_is_heard(step, voice):
    for cues, start_ms in held_spans(step, voice):
        ticks = moments(cues, CueKind.TICK, start_ms)
        others = [c for c in cues if c.kind is not CueKind.TICK and c.at_ms >= start_ms]
        for second_ms in range(0, (step.dose.amount - 3) * SECOND_MS, SECOND_MS):
            at_ms = start_ms + second_ms
            busy = any(c.at_ms <= at_ms < c.end_ms for c in others)
            assert (second_ms in ticks) != busy


@many
@given(HOLDS, VOICES)
def test_ticks_stand_on_full_seconds_only(step, voice):
    for cues, start_ms in held_spans(step, voice):
        assert all(at_ms % SECOND_MS == 0 for at_ms in moments(cues, CueKind.TICK, start_ms))


@many
@given(HOLDS, VOICES)
def test_the_breath_is_cued_in_the_first_half_where_there_is_room(step, voice):
    room_ms = step.dose.amount // 2 * SECOND_MS - 2 * SECOND_MS - BREATH_MS
    expected = [2 * SECOND_MS] if voice.of("any.breathe") <= room_ms else []
    for cues, start_ms in held_spans(step, voice):
        assert [c.at_ms - start_ms for c in cues if c.phrase == "any.breathe"] == expected


@many
@given(HOLDS, VOICES)
def test_pace_leaves_holds_alone(step, voice):
    lengths = {
        tuple(span.length_ms for span in work(timeline(replace(step, pace=pace), voice)))
        for pace in Pace
    }
    assert len(lengths) == 1


def test_a_long_breath_is_left_out_rather_than_heard_over_the_halfway():
    slow = Lengths("slow", dict(LENGTHS.ms) | {"figure-four-stretch.breathe": 9_000})
    assert "figure-four-stretch.breathe" not in said(timeline(step_of("figure-four-stretch"), slow))


def test_halfway_is_said_in_words_only_while_the_stretch_is_new():
    new, known = (
        timeline(step_of("figure-four-stretch", explained=explained), LENGTHS)
        for explained in (True, False)
    )
    assert (said(new).count("halfway"), said(known).count("halfway")) == (2, 0)


def test_the_breath_of_each_stretch_in_the_content_has_room():
    for exercise in CONTENT.catalog.values():
        if isinstance(exercise.dose, Hold):
            line = timeline(step_of(exercise.id), LENGTHS)
            assert said(line).count(f"{exercise.id}.breathe") == 2


# Repetitions ---------------------------------------------------------------------------------


@many
@given(REPETITIONS, VOICES)
def test_repetitions_are_counted_from_one_on_each_side_of_each_set(step, voice):
    line = timeline(step, voice)
    counted = [(s.rep, c.phrase) for s in work(line) for c in inside(line, s) if c.kind == "count"]
    once = [(n, f"count.{n}") for n in range(1, step.dose.amount + 1)]
    assert counted == once * len(step.sides) * step.dose.sets


@many
@given(REPETITIONS, VOICES)
def test_the_count_is_heard_as_the_repetition_begins(step, voice):
    line = timeline(step, voice)
    assert all(inside(line, span)[0].at_ms == span.at_ms for span in work(line))
    assert all(inside(line, span)[0].kind is CueKind.COUNT for span in work(line))


@many
@given(REPETITIONS, VOICES)
def test_a_short_hold_lasts_its_seconds_each_with_a_tick(step, voice):
    line = timeline(step, voice)
    hold_ms = step.exercise.dose.hold_ms
    for span in work(line):
        cues = inside(line, span)
        release_ms = next(cue.at_ms for cue in cues if cue.kind is CueKind.RELEASE)
        start_ms = release_ms - hold_ms
        assert moments(cues, CueKind.TICK, start_ms) == list(range(0, hold_ms, SECOND_MS))


@many
@given(REPETITIONS, VOICES)
def test_a_repetition_leaves_at_least_the_time_to_move_at_its_pace(step, voice):
    dose, percent = step.exercise.dose, {"slower": 130, "normal": 100, "faster": 80}[step.pace]
    least_ms = dose.out_ms * percent // 100 + dose.hold_ms + dose.back_ms * percent // 100
    line = timeline(step, voice)
    counted = [span for span in work(line) if CueKind.SAY not in kinds(line, span)]
    assert all(span.length_ms >= least_ms for span in counted)


@many
@given(REPETITIONS, VOICES)
def test_a_guided_hold_begins_a_second_to_a_second_and_a_half_after_the_sentence(step, voice):
    line = timeline(step, voice)
    for span in work(line):
        cues = inside(line, span)
        go = [cue for cue in cues if cue.phrase == "any.go"]
        ticks = [cue for cue in cues if cue.kind is CueKind.TICK]
        if go and ticks:
            assert 1_000 <= ticks[0].at_ms - go[0].end_ms <= 1_500


@many
@given(REPETITIONS, VOICES)
def test_after_a_guided_release_half_a_second_is_silent_before_the_next_count(step, voice):
    line = timeline(step, voice)
    for span in work(line):
        back = [cue for cue in inside(line, span) if cue.phrase == "any.back"]
        assert all(span.end_ms - cue.end_ms >= 500 for cue in back)


@many
@given(steps(), VOICES)
def test_a_slower_pace_is_never_quicker(step, voice):
    slower, normal, faster = (timeline(replace(step, pace=p), voice).length_ms for p in Pace)
    assert slower >= normal >= faster


@pytest.mark.parametrize(("explained", "guided"), [(True, GUIDED_REPS), (False, 1)])
def test_only_the_first_repetitions_are_talked_through(explained, guided):
    line = timeline(step_of("nerve-glide", explained=explained), LENGTHS)
    assert said(line).count("nerve-glide.go") == said(line).count("nerve-glide.back") == 2 * guided


def test_most_of_a_repetition_is_left_to_the_counting():
    line = timeline(step_of("squat"), LENGTHS)
    assert kinds(line, work(line)[-1]) == [CueKind.COUNT, CueKind.RELEASE]


# Around the work -----------------------------------------------------------------------------


def test_a_new_exercise_is_explained_in_full_and_a_known_one_in_one_line():
    full, brief = (
        said(timeline(step_of("cat-cow", explained=explained), LENGTHS), Part.EXPLAIN)
        for explained in (True, False)
    )
    assert full == ["cat-cow.purpose", "cat-cow.position", "cat-cow.movement"]
    assert brief == ["cat-cow.brief"]


def test_whoever_changes_position_gets_the_time_for_it():
    settle = timeline(step_of("cat-cow"), LENGTHS).spans[2]
    assert settle.part is Part.SETTLE
    assert settle.length_ms >= MOVE_MS >= 10_000


def test_nobody_is_asked_to_get_into_a_position_they_are_in():
    line = timeline(step_of("cat-cow", moves=False), LENGTHS)
    assert "settle" not in said(line)
    assert line.spans[2].length_ms < MOVE_MS


def test_the_first_side_is_named_before_the_work():
    line = timeline(step_of("nerve-glide", side_first=Side.RIGHT), LENGTHS)
    assert said(line, Part.SETTLE)[0] == "nerve-glide.right"


@pytest.mark.parametrize("moves", [True, False])
def test_taking_up_the_first_side_gets_as_long_as_the_change_to_the_other(moves):
    lead = segment_timeline(step_of("figure-four-stretch", moves=moves), 0, LENGTHS)
    assert lead.length_ms - lead.cues[-1].end_ms >= CHANGE_OVER_MS


def test_changing_sides_has_a_sound_the_other_side_and_time():
    line = timeline(step_of("figure-four-stretch"), LENGTHS)
    (switch,) = [span for span in line.spans if span.part is Part.SWITCH]
    assert kinds(line, switch)[0] is CueKind.SWITCH
    assert said(line, Part.SWITCH) == ["switch", "figure-four-stretch.right"]
    assert (switch.side, switch.end_ms - inside(line, switch)[-1].end_ms >= CHANGE_OVER_MS) == (
        Side.RIGHT,
        True,
    )


def test_a_second_set_is_announced_and_begins_with_the_first_side_again():
    line = timeline(step_of("figure-four-stretch", dose=Dose(20, 2)), LENGTHS)
    assert said(line, Part.PAUSE) == ["set.2", "figure-four-stretch.left"]


def test_the_rest_lasts_even_where_little_is_said():
    rest = timeline(step_of("squat"), Lengths("quick", AnyVoice(0, 1))).spans[0]
    assert rest.length_ms == REST_MS


def test_the_last_step_closes_the_routine():
    line = timeline(step_of("squat", next_id=None), LENGTHS)
    assert said(line, Part.REST) == ["rest", "next.squat", "close"]
    assert line.cues[-1].phrase == "close"
    assert line.length_ms > line.cues[-1].end_ms


def test_a_phrase_that_no_voice_has_spoken_is_refused_by_its_name():
    with pytest.raises(KeyError, match=r"squat\.purpose"):
        segment_timeline(step_of("squat"), 0, Lengths("mute", {}), opens=True)
