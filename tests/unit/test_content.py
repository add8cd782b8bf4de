"""What is said: reading it, and putting it into words."""

import pytest

from skill.content import Content, PhraseError, load
from skill.content.files import nearest
from skill.content.phrases import Phrases
from skill.routine.draft import Doings
from skill.routine.exercise import Position, Reps, Side
from skill.routine.lengths import estimated
from skill.routine.planner import plan
from skill.routine.preferences import Detail, Preferences


@pytest.fixture
def content():
    return load("en-US")


PHRASES = Phrases(
    {
        "welcome": ("Hello.", "Welcome.", "Good to hear you."),
        "left": ("{exercise}, {seconds} to go.",),
    }
)


def test_the_catalog_holds_the_eight_exercises_from_the_floor_up(content):
    assert list(content.catalog) == [
        "pelvic-tilt",
        "nerve-glide",
        "figure-four-stretch",
        "cat-cow",
        "prone-press-up",
        "hip-flexor-stretch",
        "side-bend",
        "squat",
    ]


def test_an_exercise_carries_its_dose(content):
    tilt = content.catalog["pelvic-tilt"]
    assert isinstance(tilt.dose, Reps)
    assert (tilt.dose.least, tilt.dose.most, tilt.dose.hold_ms) == (10, 15, 3000)
    assert (tilt.code, tilt.position, tilt.each_side) == ("pt", Position.ON_BACK, False)


def test_content_is_read_once_in_a_process():
    assert load("en-US") is load("en-GB")


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("en-US", "en-US"),
        ("en-GB", "en-US"),
        ("es-MX", "es-ES"),
        ("es", "es-ES"),
        ("fr-FR", "en-US"),
        ("", "en-US"),
        ("../../etc", "en-US"),
    ],
)
def test_the_nearest_locale_is_taken(tmp_path, wanted, found):
    for locale in ("en-US", "es-ES"):
        (tmp_path / locale).mkdir()
        (tmp_path / locale / "exercises.yaml").touch()
    assert nearest(wanted, tmp_path) == found


def test_every_phrase_that_a_timeline_calls_for_is_there(content):
    lengths = estimated(content.narration)
    for detail in (Detail.MORE, Detail.LESS):
        planned = plan(content.catalog, Preferences(detail=detail, minutes=25), lengths, Doings())
        assert len(planned.routine) == len(content.catalog)


def test_what_comes_next_is_named(content):
    assert content.narration["next.squat"] == "Next comes the squat."


def test_each_side_of_a_two_sided_exercise_has_its_line(content):
    sides = content.exercises["figure-four-stretch"].sides
    assert sides[Side.LEFT] == "Left ankle over your right knee."
    assert content.narration["figure-four-stretch.right"] == sides[Side.RIGHT]


def test_only_what_is_held_has_a_cue_to_breathe(content):
    assert content.exercises["hip-flexor-stretch"].breathe
    assert "squat.breathe" not in content.narration


def test_how_to_do_an_exercise_ends_with_its_dose(content):
    assert content.how_to("squat").startswith("The squat strengthens your legs")
    assert content.how_to("squat").endswith("Do it 10 to 15 times.")
    assert content.how_to("figure-four-stretch").endswith("20 to 30 seconds on each side.")


def test_the_name_comes_without_an_article(content):
    assert content.name("figure-four-stretch") == "figure four stretch"


@pytest.mark.parametrize(
    ("unit", "n", "said"),
    [
        ("day", 0, "no days"),
        ("day", 1, "one day"),
        ("minute", 12, "twelve minutes"),
        ("second", 13, "13 seconds"),
        ("stretch", 2, "two stretches"),
    ],
)
def test_things_are_counted_in_words_up_to_twelve(content, unit, n, said):
    assert content.count(unit, n) == said


@pytest.mark.parametrize(
    ("items", "said"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_a_list_is_spoken_as_people_do(content, items, said):
    assert content.listing(items) == said


def test_wordings_take_turns():
    said = [PHRASES.say("welcome", turn) for turn in range(4)]
    assert said == ["Hello.", "Welcome.", "Good to hear you.", "Hello."]


def test_fields_are_filled():
    assert PHRASES.say("left", exercise="Squat", seconds=12) == "Squat, 12 to go."


def test_what_is_filled_in_is_not_filled_again():
    said = PHRASES.say("left", exercise="{seconds}", seconds="ten seconds")
    assert said == "{seconds}, ten seconds to go."


@pytest.mark.parametrize(
    ("key", "values", "reason"),
    [
        ("goodbye", {}, "is not there"),
        ("left", {"exercise": "squat"}, "needs a value for seconds"),
        ("welcome", {"name": "Ann"}, "has no field for name"),
    ],
)
def test_a_phrase_asked_for_wrongly_is_named_by_its_key(key, values, reason):
    with pytest.raises(PhraseError, match=reason) as caught:
        PHRASES.say(key, **values)
    assert caught.value.key == key


def test_a_phrase_error_does_not_repeat_what_was_to_be_said():
    with pytest.raises(PhraseError) as caught:
        PHRASES.say("welcome", name="Ann")
    assert "Ann" not in str(caught.value)


def test_content_cannot_be_changed_by_accident(content):
    assert isinstance(content, Content)
    with pytest.raises(TypeError):
        content.narration["settle"] = "Hurry."
