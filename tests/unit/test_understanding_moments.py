"""Between two intents that fit, what the person can mean now wins."""

import pytest

from skill.understanding import Hearing, Moment

ASKED = Moment(question_open=True, in_session=True)
PLAYING = Moment(playing=True)
AT_REST = Moment()


@pytest.fixture(scope="module")
def hearing():
    return Hearing.load("en-US")


@pytest.mark.parametrize(
    ("text", "moment", "intent"),
    [
        ("go on", ASKED, "AgreeIntent"),
        ("go on", PLAYING, "AMAZON.ResumeIntent"),
        ("ready", ASKED, "AgreeIntent"),
        ("ready", PLAYING, "AMAZON.ResumeIntent"),
        ("start", ASKED, "AgreeIntent"),
        ("start", AT_REST, "StartRoutineIntent"),
        ("okay", ASKED, "AgreeIntent"),
        ("right", ASKED, "AgreeIntent"),
        ("easy", ASKED, "EffortIntent"),
        ("another one", ASKED, "DoExerciseIntent"),
        ("another one", PLAYING, "AMAZON.NextIntent"),
        ("don't do that", ASKED, "AMAZON.NoIntent"),
        ("ten minutes", ASKED, "ChangeLengthIntent"),
        ("at seven", ASKED, "SetReminderIntent"),
        ("stop", ASKED, "AMAZON.StopIntent"),
        ("stop", PLAYING, "AMAZON.StopIntent"),
        ("again", ASKED, "AMAZON.RepeatIntent"),
        ("next", PLAYING, "AMAZON.NextIntent"),
        ("no", AT_REST, "AMAZON.NoIntent"),
        ("yes", AT_REST, "AMAZON.YesIntent"),
    ],
)
def test_the_moment_decides(hearing, text, moment, intent):
    assert hearing.hear(text, moment).intent == intent


@pytest.mark.parametrize("moment", [AT_REST, ASKED, PLAYING])
def test_a_pain_is_heard_in_every_moment(hearing, moment):
    for said in ("that hurts", "ow", "ouch", "my back hurts", "stop it hurts"):
        assert hearing.hear(said, moment).intent == "HurtIntent"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("ow ow ow ow ow ow", "HurtIntent"),
        ("stop stop stop stop stop", "AMAZON.StopIntent"),
        ("wait wait wait wait wait", "AMAZON.PauseIntent"),
    ],
)
def test_a_word_said_over_and_over_is_heard(hearing, text, intent):
    assert hearing.hear(text, PLAYING).intent == intent


def test_the_same_sentence_means_the_same_every_time(hearing):
    first = hearing.hear("hard", ASKED)

    assert all(hearing.hear("hard", ASKED) == first for _ in range(5))
