"""The English texts: what somebody on the floor with closed eyes can follow."""

import re

import pytest

from skill.content import load
from skill.routine.exercise import Hold, Reps
from skill.routine.lengths import estimate_ms
from skill.routine.score import BREATH_MS
from skill.routine.timeline import SOUND_MS, CueKind

CONTENT = load("en-US")
EXERCISES = sorted(CONTENT.catalog)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_an_explanation_takes_fifteen_to_twenty_two_seconds_at_a_calm_pace(exercise):
    words = len(CONTENT.exercises[exercise].explanation.split())
    assert 15 <= words / 150 * 60 <= 22


@pytest.mark.parametrize("exercise", EXERCISES)
def test_those_who_know_it_wait_no_longer_than_seven_seconds(exercise):
    assert estimate_ms(CONTENT.exercises[exercise].brief) <= 10_500


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_guided_repetition_runs_over_by_no_more_than_a_second(exercise):
    dose, text = CONTENT.catalog[exercise].dose, CONTENT.exercises[exercise]
    if isinstance(dose, Reps):
        count_ms = estimate_ms(CONTENT.narration["count.1"]) + BREATH_MS
        assert count_ms + estimate_ms(text.go) <= dose.out_ms + 1_000
        assert SOUND_MS[CueKind.RELEASE] + estimate_ms(text.back) <= dose.back_ms + 1_000


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_cue_to_breathe_leaves_quiet_in_the_shortest_hold(exercise):
    dose, text = CONTENT.catalog[exercise].dose, CONTENT.exercises[exercise]
    if isinstance(dose, Hold):
        assert estimate_ms(text.breathe) <= 2_500


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_effort_goes_with_breathing_out(exercise):
    text = CONTENT.exercises[exercise]
    assert re.search("breath(e|ing) out", text.back if exercise == "squat" else text.go)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_line_of_a_side_fits_start_and_change_over_alike(exercise):
    for side, line in CONTENT.exercises[exercise].sides.items():
        assert side.value in line.lower()
        assert not re.search(r"\b(first|second|other|now|again)\b", line)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_both_sides_are_told_alike(exercise):
    left, right = (line.lower() for line in CONTENT.exercises[exercise].sides.values() or ("", ""))
    mirrored = left.replace("left", "?").replace("right", "left").replace("?", "right")
    assert mirrored == right


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_sentence_for_those_who_know_it_names_the_exercise(exercise):
    assert CONTENT.name(exercise) in CONTENT.exercises[exercise].brief.lower()


def test_nothing_is_promised_and_nothing_diagnosed():
    promise = r"\b(cures?|heals?|fix(es)?|guarantees?|will (ease|help|relieve)|diagnos\w*)\b"
    assert [line for line in CONTENT.narration.values() if re.search(promise, line.lower())] == []


@pytest.mark.parametrize(
    ("called", "exercise"),
    [
        ("pelvic rock", "pelvic-tilt"),
        ("back flattener", "pelvic-tilt"),
        ("cat camel", "cat-cow"),
        ("cow stretch", "cat-cow"),
        ("nerve flossing", "nerve-glide"),
        ("sciatic nerve glide", "nerve-glide"),
        ("sciatic stretch", "nerve-glide"),
        ("kneeling lunge", "hip-flexor-stretch"),
        ("hip stretch", "hip-flexor-stretch"),
        ("figure 4", "figure-four-stretch"),
        ("piriformis stretch", "figure-four-stretch"),
        ("glute stretch", "figure-four-stretch"),
        ("side stretch", "side-bend"),
        ("lower body side bends", "side-bend"),
        ("sit to stand", "squat"),
        ("cobra", "prone-press-up"),
        ("McKenzie press up", "prone-press-up"),
    ],
)
def test_an_exercise_answers_to_what_people_call_it(called, exercise):
    assert called in CONTENT.exercises[exercise].synonyms


CAUTIONS = {
    "pelvic-tilt": "stop if it hurts",
    "nerve-glide": "stop if it runs down your leg",
    "figure-four-stretch": "do less if your knee or back hurts",
    "cat-cow": "wrists under your shoulders",
    "prone-press-up": "stop if it runs down your leg",
    "hip-flexor-stretch": "hold on to something",
    "side-bend": "hold on to something",
    "squat": "hold on to something",
}


@pytest.mark.parametrize("exercise", CONTENT.catalog)
def test_one_caution_stays_in_the_brief_form(exercise):
    assert CAUTIONS[exercise] in CONTENT.exercises[exercise].brief.lower()
