"""Calling the skill by its name, as on a device."""

import pytest

from skill.understanding import Hearing, Moment, plainly


@pytest.fixture(scope="module")
def hearing():
    return Hearing.load("en-US")


@pytest.mark.parametrize(
    "text",
    [
        "start my back routine",
        "alexa, open my back routine",
        "Alexa open my back routine please",
        "could you launch my back routine for me",
        "my back routine",
        "ask my back routine",
        "open my back rutine",
        "open back coach",
        "alexa, start back coach please",
    ],
)
def test_the_name_alone_opens_the_skill(hearing, text):
    heard = hearing.hear(text, Moment())

    assert (heard.request, heard.intent, heard.named) == ("LaunchRequest", None, True)


def test_the_name_opens_the_skill_in_a_session_as_well(hearing):
    heard = hearing.hear("start my back routine", Moment(in_session=True, question_open=True))

    assert heard.request == "LaunchRequest"


@pytest.mark.parametrize(
    ("text", "intent", "slots"),
    [
        ("ask my back routine for the cat cow", "DoExerciseIntent", {"exercise": "cat-cow"}),
        ("ask my back routine how I did last week", "WeeklySummaryIntent", {"week": "last"}),
        ("ask my back routine to skip the squat", "LeaveOutIntent", {"exercise": "squat"}),
        ("tell my back routine that hurts", "HurtIntent", {}),
        ("tell my back routine that it hurts", "HurtIntent", {}),
        ("start my back routine for ten minutes", "StartRoutineIntent", {"minutes": 10}),
        ("open my back routine and do the cat cow", "DoExerciseIntent", {"exercise": "cat-cow"}),
        ("use my back routine to do the squat", "DoExerciseIntent", {"exercise": "squat"}),
        ("do the cat cow with my back routine", "DoExerciseIntent", {"exercise": "cat-cow"}),
        ("resume my back routine", "AMAZON.ResumeIntent", {}),
        ("pause my back routine", "AMAZON.PauseIntent", {}),
        ("stop my back routine", "AMAZON.StopIntent", {}),
        ("do my back routine", "StartRoutineIntent", {}),
        ("ask back coach for the cat cow", "DoExerciseIntent", {"exercise": "cat-cow"}),
        ("ask back coach how I did last week", "WeeklySummaryIntent", {"week": "last"}),
    ],
)
def test_a_request_may_come_with_the_name(hearing, text, intent, slots):
    heard = hearing.hear(text, Moment())

    assert (heard.intent, plainly(heard.slots), heard.named) == (intent, slots, True)


def test_nonsense_behind_the_name_is_still_for_the_skill(hearing):
    heard = hearing.hear("ask my back routine to order a pizza", Moment())

    assert (heard.intent, heard.named) == ("AMAZON.FallbackIntent", True)


def test_without_the_name_nothing_is_named(hearing):
    assert not hearing.hear("do the cat cow", Moment()).named
