"""A stretch by every name that people give it, from the sentence to the run that is stored."""

import pytest

from skill.content import load

CONTENT = load()
NAMES = {id_: (text.name, *text.synonyms) for id_, text in CONTENT.exercises.items()}


@pytest.mark.parametrize("exercise_id", NAMES)
def test_every_name_of_an_exercise_does_that_exercise(known_room, exercise_id):
    misdone = []
    for name in NAMES[exercise_id]:
        known_room.say(f"do the {name}")
        if known_room.run.routine.steps[0].exercise.id != exercise_id:
            misdone.append(name)
    assert misdone == []
    assert len(known_room.runs) == len(NAMES[exercise_id])
    assert known_room.faults == []


@pytest.mark.parametrize("exercise_id", NAMES)
def test_the_name_may_follow_the_name_of_the_skill(known_room, exercise_id):
    for name in NAMES[exercise_id][:4]:
        known_room.say(f"alexa, ask my back routine for the {name}")
    done = [run.routine.steps[0].exercise.id for run in known_room.runs]
    assert done == [exercise_id] * 4
