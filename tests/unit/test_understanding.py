"""What the local speaker takes a sentence for."""

from datetime import UTC, datetime

import pytest

from skill.understanding import Hearing, Moment, plainly

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
AT_REST = Moment(now=NOW)


@pytest.fixture(scope="module")
def hearing():
    return Hearing.load("en-US")


@pytest.mark.parametrize(
    ("text", "intent", "slots"),
    [
        ("yes", "AMAZON.YesIntent", {}),
        ("yeah go ahead", "AMAZON.YesIntent", {}),
        ("pause", "AMAZON.PauseIntent", {}),
        ("alexa pause", "AMAZON.PauseIntent", {}),
        ("wait wait", "AMAZON.PauseIntent", {}),
        ("resume", "AMAZON.ResumeIntent", {}),
        ("continue", "AMAZON.ResumeIntent", {}),
        ("next", "AMAZON.NextIntent", {}),
        ("skip this one", "AMAZON.NextIntent", {}),
        ("can't do that one", "AMAZON.NextIntent", {}),
        ("go back", "AMAZON.PreviousIntent", {}),
        ("repeat that", "AMAZON.RepeatIntent", {}),
        ("again", "AMAZON.RepeatIntent", {}),
        ("start over", "AMAZON.StartOverIntent", {}),
        ("stop", "AMAZON.StopIntent", {}),
        ("help", "AMAZON.HelpIntent", {}),
        ("that hurts", "HurtIntent", {}),
        ("ow that hurts", "HurtIntent", {}),
        ("my back hurts", "HurtIntent", {}),
        ("the squat hurts", "HurtIntent", {"exercise": "squat"}),
        ("how much longer", "TimeLeftIntent", {}),
        ("how long is left", "TimeLeftIntent", {}),
        ("what exercise is this", "WhereAmIIntent", {}),
        ("what comes next", "WhatsNextIntent", {}),
        ("do the figure four stretch", "DoExerciseIntent", {"exercise": "figure-four-stretch"}),
        ("do figure 4", "DoExerciseIntent", {"exercise": "figure-four-stretch"}),
        ("figure four please", "DoExerciseIntent", {"exercise": "figure-four-stretch"}),
        ("how do I do a pelvic tilt", "ExplainExerciseIntent", {"exercise": "pelvic-tilt"}),
        ("which exercises are there", "ListExercisesIntent", {}),
        ("how did I do this week", "WeeklySummaryIntent", {"week": "this"}),
        ("how did I do last week", "WeeklySummaryIntent", {"week": "last"}),
        ("what's my streak", "StreakIntent", {}),
        ("do a ten minute routine", "StartRoutineIntent", {"minutes": 10}),
        ("do a routine for half an hour", "StartRoutineIntent", {"minutes": 30}),
        ("start a gentle routine", "StartRoutineIntent", {"level": "gentle"}),
        ("make it gentler", "ChangeLevelIntent", {"level": "gentle"}),
        ("make it fifteen minutes long", "ChangeLengthIntent", {"minutes": 15}),
        ("go slower", "ChangePaceIntent", {"pace": "slower"}),
        ("this is too fast", "ChangePaceIntent", {"pace": "slower"}),
        ("explain less", "ChangeDetailIntent", {"detail": "less"}),
        ("left side first", "SideFirstIntent", {"side": "left"}),
        ("other side", "OtherSideIntent", {"side": "other"}),
        ("skip that side", "SkipSideIntent", {}),
        ("change legs", "OtherSideIntent", {}),
        ("turn it down please", "VolumeIntent", {"volume": "down"}),
        ("make it stronger", "ChangeLevelIntent", {"level": "strong"}),
        ("freeze my timer", "PauseTimerIntent", {}),
        ("start my timer again", "ChangeTimerIntent", {}),
        ("have I already done my exercises", "DoneTodayIntent", {}),
        ("other side first", "SideFirstIntent", {"side": "other"}),
        ("leave out the squat", "LeaveOutIntent", {"exercise": "squat"}),
        ("bring back the squat", "BringBackIntent", {"exercise": "squat"}),
        ("that was too easy", "EffortIntent", {"effort": "easy"}),
        ("delete my data", "DeleteMyDataIntent", {}),
        ("how often should I do this", "FaqIntent", {"topic": "how-often"}),
        ("when will I see results", "FaqIntent", {"topic": "results"}),
        ("cancel my reminders", "CancelReminderIntent", {}),
        ("what reminders do I have", "ListRemindersIntent", {}),
        ("give me a five minute break", "BreakTimerIntent", {"duration": "PT5M"}),
    ],
)
def test_a_sentence_means_its_intent(hearing, text, intent, slots):
    heard = hearing.hear(text, AT_REST)

    assert (heard.intent, plainly(heard.slots)) == (intent, slots)


@pytest.mark.parametrize(
    "text", ["purple monkey dishwasher", "do the dishes", "", "   ", "?!", "alexa", "é ü ☕"]
)
def test_words_that_mean_nothing_to_us_fall_back(hearing, text):
    assert hearing.hear(text, AT_REST).intent == "AMAZON.FallbackIntent"


@pytest.mark.parametrize("minutes", ["ninety", "90", "one", "two hundred"])
def test_a_number_out_of_range_comes_through_as_it_was_said(hearing, minutes):
    heard = hearing.hear(f"do a {minutes} minute routine", AT_REST)

    said = {"ninety": 90, "90": 90, "one": 1, "two hundred": 200}[minutes]
    assert plainly(heard.slots) == {"minutes": said}


@pytest.mark.parametrize(
    "text",
    [
        "DO THE CAT COW!",
        "um, could you please just do the cat-cow for me",
        "do the cat/cow",
        "do teh cat cow",
        "do the catt cow",
        "cat cow, do it",
    ],
)
def test_fillers_slips_case_and_order_do_not_matter(hearing, text):
    heard = hearing.hear(text, AT_REST)

    assert (heard.intent, plainly(heard.slots)) == ("DoExerciseIntent", {"exercise": "cat-cow"})


def test_a_sentence_of_a_template_is_surer_than_one_that_is_like_it(hearing):
    exact = hearing.hear("how much longer", AT_REST).score
    polite = hearing.hear("um how much longer please", AT_REST).score
    slipped = hearing.hear("how mcuh longer", AT_REST).score

    assert exact == 1.0
    assert exact > polite > slipped


def test_what_is_denied_is_not_taken_for_what_is_said(hearing):
    assert hearing.hear("that does not hurt", AT_REST).intent != "HurtIntent"


def test_a_move_that_the_catalog_has_not_is_heard_as_an_exercise_that_is_unknown(hearing):
    heard = hearing.hear("do the plank", AT_REST)

    status = heard.slots["exercise"]["resolutions"]["resolutionsPerAuthority"][0]["status"]
    assert heard.intent == "DoExerciseIntent"
    assert status == {"code": "ER_SUCCESS_NO_MATCH"}


def test_runners_up_are_told_in_order(hearing):
    ranks = [each.rank for each in hearing.candidates("repeat the squat", AT_REST)]

    assert ranks == sorted(ranks, reverse=True)


def test_every_locale_of_the_model_is_heard():
    for locale in ("en-GB", "en-CA", "en-AU", "en-IN"):
        assert Hearing.load(locale).hear("next", AT_REST).intent == "AMAZON.NextIntent"
