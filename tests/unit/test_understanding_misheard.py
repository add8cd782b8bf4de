"""Words that were misheard, and words around a request."""

import pytest

from skill.understanding import FALLBACK, Hearing, Moment, plainly
from skill.understanding.lasting import LASTING
from skill.understanding.syllables import syllables

PLAYING = Moment(playing=True)
AT_REST = Moment()
ASKED = Moment(question_open=True, in_session=True)


@pytest.fixture(scope="module")
def hearing():
    return Hearing.load("en-US")


@pytest.mark.parametrize(
    "text",
    [
        "top",
        "now",
        "know",
        "stuff",
        "paused",
        "necks",
        "start",
        "hop",
        "paws",
        "nest",
        "star",
        "stir",
        "peat",
        "squad",
        "four",
        "ten",
        "fast",
        "hard",
        "left",
        "more",
        "less",
        "um",
        "hm",
        "tap",
        "stock",
    ],
)
def test_one_short_word_that_is_none_of_ours_changes_nothing_while_it_plays(hearing, text):
    assert hearing.hear(text, PLAYING).intent == FALLBACK


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("pause", "AMAZON.PauseIntent"),
        ("wait", "AMAZON.PauseIntent"),
        ("stop", "AMAZON.StopIntent"),
        ("next", "AMAZON.NextIntent"),
        ("skip", "AMAZON.NextIntent"),
        ("back", "AMAZON.PreviousIntent"),
        ("again", "AMAZON.RepeatIntent"),
        ("go", "AMAZON.ResumeIntent"),
        ("ow", "HurtIntent"),
        ("help", "AMAZON.HelpIntent"),
        ("slower", "ChangePaceIntent"),
        ("next next next", "AMAZON.NextIntent"),
        ("um next please", "AMAZON.NextIntent"),
    ],
)
def test_one_short_word_of_ours_is_heard_while_it_plays(hearing, text, intent):
    assert hearing.hear(text, PLAYING).intent == intent


@pytest.mark.parametrize("text", ["hard", "slow", "right", "left", "light"])
def test_one_short_word_changes_nothing_lasting_unasked(hearing, text):
    assert hearing.hear(text, AT_REST).intent not in LASTING


@pytest.mark.parametrize(
    ("word", "count"), [("now", 1), ("paused", 1), ("pause", 1), ("started", 2), ("gentle", 2)]
)
def test_syllables_are_counted(word, count):
    assert syllables(word) == count


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("oh for heaven's sake, would you please just stop", "AMAZON.StopIntent"),
        ("bloody hell, stop", "AMAZON.StopIntent"),
        ("my daughter is on the phone so could you please stop", "AMAZON.StopIntent"),
        ("excuse me my dear, a moment's rest if I may", "AMAZON.PauseIntent"),
        ("the cat has just walked in and now hang on", "AMAZON.PauseIntent"),
        ("sorry love could you possibly go back one", "AMAZON.PreviousIntent"),
        ("would you be a darling and repeat that", "AMAZON.RepeatIntent"),
        ("good heavens, next one please", "AMAZON.NextIntent"),
    ],
)
def test_words_around_a_request_do_not_hide_it(hearing, text, intent):
    assert hearing.hear(text, PLAYING).intent == intent


@pytest.mark.parametrize("text", ["when does the bus stop", "I waited at the bus stop"])
def test_a_word_that_ends_a_sentence_by_chance_stops_nothing(hearing, text):
    assert hearing.hear(text, PLAYING).intent == FALLBACK


@pytest.mark.parametrize(
    "text",
    [
        "something for my lower back",
        "my lower back is a bit tight",
        "my left hip is stiff",
        "I feel it in my upper back",
        "skip the right side",
        "a purple pace please",
        "set the level to banana",
        "change the speed to tuesday",
        "fast forward ten seconds",
        "stop the volume please it is loud in my left ear",
    ],
)
@pytest.mark.parametrize("moment", [AT_REST, PLAYING])
def test_a_part_of_the_body_or_a_strange_value_sets_nothing(hearing, text, moment):
    heard = hearing.hear(text, moment)

    assert heard.intent not in LASTING or not plainly(heard.slots)


@pytest.mark.parametrize(
    "text", ["should I have an operation", "can I get an injection too", "which mattress is best"]
)
def test_a_question_on_another_topic_gets_none_of_ours(hearing, text):
    heard = hearing.hear(text, AT_REST)

    assert heard.intent in {FALLBACK, "FaqIntent"}
    assert plainly(heard.slots) == {}


@pytest.mark.parametrize(
    "text",
    [
        "restart this exercise",
        "replay that exercise",
        "start this stretch over",
        "go to the beginning of this exercise",
        "go back to the start of this one",
    ],
)
@pytest.mark.parametrize("moment", [AT_REST, PLAYING])
def test_an_exercise_from_its_start_is_a_repetition(hearing, text, moment):
    assert hearing.hear(text, moment).intent == "AMAZON.RepeatIntent"


@pytest.mark.parametrize("text", ["restart", "start over", "start the routine again"])
def test_the_whole_from_its_start_is_none(hearing, text):
    assert hearing.hear(text, PLAYING).intent == "AMAZON.StartOverIntent"


@pytest.mark.parametrize("text", ["restart the timer", "repeat the reminder", "hold the timer"])
def test_what_is_meant_for_a_timer_moves_no_exercise(hearing, text):
    intent = hearing.hear(text, PLAYING).intent

    assert not intent.startswith("AMAZON.") or intent == FALLBACK


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("skip the squat and the side bend", {"exercise": ["squat", "side-bend"]}),
        ("leave out cat cow, side bend and squat", {"exercise": ["cat-cow", "side-bend", "squat"]}),
        ("skip the cat cow today", {"exercise": "cat-cow", "scope": "once"}),
        ("just this once leave out the squat", {"exercise": "squat", "scope": "once"}),
        ("leave out the squat from now on", {"exercise": "squat", "scope": "always"}),
    ],
)
def test_all_that_is_left_out_is_told_and_for_how_long(hearing, text, slots):
    heard = hearing.hear(text, PLAYING)

    assert (heard.intent, plainly(heard.slots)) == ("LeaveOutIntent", slots)


def test_a_rambling_sentence_sets_no_reminder_or_notification(hearing):
    said = "well let me see, I believe, yes, I would like you to halt for a little"

    for moment in (AT_REST, PLAYING, ASKED):
        assert hearing.hear(said, moment).intent not in LASTING
