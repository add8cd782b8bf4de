"""What the local speaker learns from examples, and how it fills slots then."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interaction_model.examples import Example, ExampleError, labelled
from interaction_model.learning import fitted
from skill.understanding.features import features
from skill.understanding.filling import fill
from skill.understanding.heard import FALLBACK
from skill.understanding.judge import Judge
from skill.understanding.slips import Slips
from skill.understanding.spans import Span, Value


def number(words, value, *said, type_="AMAZON.TIME"):
    start = next(n for n in range(len(words)) if words[n : n + len(said)] == list(said))
    return Span(type_, start, start + len(said), (Value(value),))


@given(st.lists(st.text("abcde", min_size=1, max_size=8), min_size=1, max_size=20))
def test_a_sentence_weighs_the_same_at_any_length(words):
    assert sum(count**2 for count in features(words, ()).values()) == pytest.approx(1)


def test_a_value_of_an_open_type_counts_as_its_type():
    squat = Span("Exercise", 1, 2, (Value("squat", "squat", "squat"),))
    bend = Span("Exercise", 1, 3, (Value("side bend", "side-bend", "side bend"),))

    assert features(["do", "squat"], [squat]) == features(["do", "side", "bend"], [bend])


def test_a_move_that_the_catalog_has_not_counts_as_another_thing():
    known = Span("Exercise", 1, 2, (Value("squat", "squat", "squat"),))
    stranger = Span("Exercise", 1, 2, (Value("plank"),))

    assert features(["do", "squat"], [known]) != features(["do", "plank"], [stranger])


HARD, EASY = {"effort": "hard"}, {"effort": "easy"}
EXAMPLES = [
    Example("end the drivel", "AMAZON.StopIntent", {}, ""),
    Example("halt the drivel", "AMAZON.StopIntent", {}, ""),
    Example("no puff left", "EffortIntent", HARD, ""),
    Example("no go left", "EffortIntent", HARD, ""),
    Example("no puff needed", "EffortIntent", EASY, ""),
    Example("no go needed", "EffortIntent", EASY, ""),
    *(Example(f"the {word} of france", FALLBACK, {}, "") for word in ("king", "queen", "weather")),
]


@pytest.fixture(scope="module")
def judge():
    return Judge(**fitted("en", EXAMPLES))


@pytest.mark.parametrize(
    ("sentence", "intent", "values"),
    [
        ("stop the drivel", "AMAZON.StopIntent", {}),
        ("no puff left", "EffortIntent", {"effort": "hard"}),
        ("no go needed", "EffortIntent", {"effort": "easy"}),
    ],
)
def test_the_meaning_of_examples_and_their_likes_is_learnt(judge, sentence, intent, values):
    first = judge.verdicts(sentence.split(), ())[0]

    assert (first.intent, first.values) == (intent, values)
    assert first.score > 0.5


def test_what_is_like_the_nonsense_means_more_likely_nothing(judge):
    assert judge.verdicts(["the", "parliament", "of", "france"], ())[0].score < 0.5


def test_the_same_examples_give_the_same_weights():
    assert fitted("en", EXAMPLES) == fitted("en", EXAMPLES)


def test_a_sentence_before_the_first_heading_names_its_line(tmp_path):
    file = tmp_path / "en.txt"
    file.write_text("# why\ndo it\n== AMAZON.YesIntent\nyes\n", encoding="utf-8")

    with pytest.raises(ExampleError, match=r"en.txt:2"):
        [*labelled(file)]


def filled(words, spans, slots):
    return {
        name: span.values[0].id or span.values[0].said
        for name, span in fill(slots, {}, words, spans)
    }


def test_what_is_taken_back_does_not_count():
    words = ["remind", "me", "at", "five", "no", "wait", "at", "six"]
    spans = [number(words, "05:00", "five"), number(words, "06:00", "six")]

    assert filled(words, spans, {"time": "AMAZON.TIME"}) == {"time": "06:00"}


def test_of_two_exercises_the_one_in_whose_stead_is_passed_over():
    words = ["do", "the", "squat", "instead", "of", "the", "cobra"]
    spans = [
        Span("Exercise", 2, 3, (Value("squat", "squat", "squat"),)),
        Span("Exercise", 6, 7, (Value("cobra", "prone-press-up", "prone press up"),)),
    ]

    assert filled(words, spans, {"exercise": "Exercise"}) == {"exercise": "squat"}


def test_the_side_that_is_named_first_comes_first():
    words = ["the", "left", "leg", "first", "and", "the", "right", "leg", "after"]
    spans = [
        Span("Side", 1, 2, (Value("left", "left", "left"),)),
        Span("Side", 6, 7, (Value("right", "right", "right"),)),
    ]

    assert filled(words, spans, {"side": "Side"}) == {"side": "left"}


def test_minutes_are_told_once_as_a_duration_or_as_a_number():
    words = ["ten", "minutes", "a", "day"]
    spans = [
        number(words, "10", "ten", type_="AMAZON.NUMBER"),
        number(words, "PT10M", "ten", "minutes", type_="AMAZON.DURATION"),
        number(words, "P1D", "a", "day", type_="AMAZON.DURATION"),
    ]
    slots = {"minutes": "AMAZON.NUMBER", "duration": "AMAZON.DURATION"}

    assert filled(words, spans, slots) == {"duration": "PT10M"}


def test_one_is_no_number_of_minutes():
    words = ["make", "that", "one", "gentle"]
    spans = [number(words, "1", "one", type_="AMAZON.NUMBER")]

    assert filled(words, spans, {"minutes": "AMAZON.NUMBER"}) == {}


@pytest.mark.parametrize(
    ("said", "meant"), [("strech", "stretch"), ("cow", "cow"), ("zebra", "zebra"), ("mext", "mext")]
)
def test_a_slip_is_mended_to_the_word_that_it_is_like(said, meant):
    assert Slips({"stretch", "next", "cow", "{slot}"}).mended(said) == meant
