"""A refusal never does what it refuses, and a word that turns the meaning round is not lost."""

from datetime import UTC, datetime

import pytest

from skill.understanding import FALLBACK, Hearing, Moment, plainly

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
AT_REST = Moment(now=NOW)
PLAYING = Moment(now=NOW, playing=True)
ASKED = Moment(now=NOW, question_open=True, in_session=True)


@pytest.fixture(scope="module")
def hearing():
    return Hearing.load("en-US")


@pytest.mark.parametrize(
    "text",
    [
        "please don't skip it",
        "don't you ever skip this exercise",
        "I did not ask you to skip",
        "never go to the next one",
        "don't go back to the last one",
        "I didn't say start over",
        "no need to repeat it",
        "nobody told you to stop",
        "I never said pause",
        "delete my data, no, don't",
        "on no account delete my history",
        "I would never delete my data",
        "don't remind me at eight",
        "please don't cancel the reminders",
        "don't turn the reminders off",
        "don't make it any stronger",
        "don't slow down now",
        "anything but strong",
        "I don't want it stronger",
        "leave the level alone",
        "leave out nothing",
        "the lot except the cobra",
        "everything but the squat please",
        "all of them apart from the side bend",
        "unless it's the cobra skip it",
    ],
)
@pytest.mark.parametrize("moment", [AT_REST, PLAYING])
def test_what_is_refused_is_not_done_but_asked_about(hearing, text, moment):
    assert hearing.hear(text, moment).intent in {FALLBACK, "AMAZON.LoopOffIntent"}


@pytest.mark.parametrize(
    "text",
    ["don't stop", "please do not stop now", "I don't want to stop", "keep going, don't pause"],
)
@pytest.mark.parametrize("moment", [AT_REST, PLAYING, ASKED])
def test_not_to_stop_is_to_go_on(hearing, text, moment):
    assert hearing.hear(text, moment).intent == "AMAZON.ResumeIntent"


@pytest.mark.parametrize("text", ["not yet", "don't go on yet", "please don't continue just yet"])
def test_not_to_go_on_is_to_wait_and_to_a_question_no(hearing, text):
    assert hearing.hear(text, PLAYING).intent == "AMAZON.PauseIntent"
    assert hearing.hear(text, ASKED).intent in {"AMAZON.NoIntent", "NotNowIntent"}


@pytest.mark.parametrize(
    "text", ["not now", "no, maybe later", "another day", "I'd rather not today", "not right now"]
)
def test_a_no_that_puts_off_is_told_from_a_plain_one(hearing, text):
    assert hearing.hear(text, ASKED).intent == "NotNowIntent"


@pytest.mark.parametrize(
    "text",
    [
        "no, don't delete it",
        "please don't erase anything",
        "don't delete my data",
        "I never wanted it deleted",
        "leave my data alone",
        "God no",
    ],
)
def test_a_deletion_is_refused_while_it_is_asked_about(hearing, text):
    assert hearing.hear(text, ASKED).intent == "AMAZON.NoIntent"
    assert hearing.hear(text, AT_REST).intent in {FALLBACK, "AMAZON.NoIntent"}


@pytest.mark.parametrize(
    "text", ["export my data", "send me my data", "mail me all my data", "who can see my data"]
)
def test_data_that_is_wanted_is_not_deleted(hearing, text):
    assert hearing.hear(text, AT_REST).intent == FALLBACK


@pytest.mark.parametrize(
    ("text", "intent", "slots"),
    [
        ("I don't want to be reminded any more", "CancelReminderIntent", {}),
        ("don't explain so much", "ChangeDetailIntent", {"detail": "less"}),
        ("not so fast please", "ChangePaceIntent", {"pace": "slower"}),
        ("that was not hard at all", "EffortIntent", {"effort": "easy"}),
        ("I can't do the squat", "LeaveOutIntent", {"exercise": "squat"}),
        ("do the squat instead of the cobra", "DoExerciseIntent", {"exercise": "squat"}),
        ("don't leave out the squat any more", "BringBackIntent", {"exercise": "squat"}),
        ("don't let me forget my stretches", "SetReminderIntent", {}),
        ("I didn't hear you", "AMAZON.RepeatIntent", {}),
    ],
)
def test_a_denial_that_belongs_to_the_meaning_is_understood(hearing, text, intent, slots):
    heard = hearing.hear(text, AT_REST)

    assert (heard.intent, plainly(heard.slots)) == (intent, slots)


def test_what_is_wished_for_in_place_of_what_is_refused_is_heard(hearing):
    heard = hearing.hear("not harder, easier", AT_REST)

    assert heard.intent == "ChangeLevelIntent"
    assert plainly(heard.slots).get("level") in {None, "gentle"}


@pytest.mark.parametrize(
    "text", ["that doesn't hurt", "nothing hurts", "it's not hurting any more", "no pain at all"]
)
def test_pain_that_is_denied_is_none(hearing, text):
    assert hearing.hear(text, PLAYING).intent != "HurtIntent"


def test_pain_beside_another_denial_is_heard(hearing):
    said = "I don't like to complain but my hip is aching"

    assert hearing.hear(said, PLAYING).intent == "HurtIntent"


def test_to_stop_is_done_and_what_is_refused_beside_it_is_not(hearing):
    assert hearing.hear("stop, and don't delete anything", PLAYING).intent == "AMAZON.StopIntent"


@pytest.mark.parametrize(
    "text",
    [
        "not the squat, the side bend",
        "the squat, no, the cobra, leave it out",
        "bring back the squat and leave out the cobra",
        "cat cow or squat but not both",
    ],
)
def test_of_two_exercises_none_is_left_out_or_brought_back_by_a_guess(hearing, text):
    assert hearing.hear(text, AT_REST).intent not in {"LeaveOutIntent", "BringBackIntent"}
