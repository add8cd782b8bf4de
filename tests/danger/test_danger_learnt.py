"""Danger that no pattern has is asked about by what was learnt from examples."""

import json
from pathlib import Path

import pytest

from interaction_model.examples import Example, danger_examples_of, labelled
from interaction_model.learning_danger import danger_made_from, fitted_danger
from skill.understanding import FALLBACK, Hearing, Moment
from skill.understanding.compiled import danger_learnt_file
from skill.understanding.danger.classifier import DangerClassifier
from skill.understanding.danger.traits import traits
from skill.understanding.kinds import DANGERS

HERE = Path(__file__).parent
MOMENTS = [Moment(), Moment(playing=True), Moment(question_open=True, in_session=True)]
LARGEST = 1_000_000
"""Bytes of the weights."""
WITHOUT_PATTERN = (
    "trousers are falling off me and I eat like a horse",
    "came off my bike on saturday",
    "nerve pain's in me shin like toothache",
)


@pytest.fixture(scope="module")
def hearing():
    return Hearing.load("en-US")


@pytest.mark.parametrize("moment", MOMENTS)
def test_most_danger_of_unknown_writers_is_heard(hearing, moment):
    said = [*labelled(HERE / "unseen.txt")]
    missed = [each.text for each in said if hearing.hear(each.text, moment).intent not in DANGERS]

    assert len(said) >= 390
    assert len(missed) <= 0.08 * len(said), missed


@pytest.mark.parametrize("moment", MOMENTS)
def test_little_that_only_sounds_like_danger_is_asked_about(hearing, moment):
    said = [*labelled(HERE / "unseen_alike.txt")]
    alarms = [each.text for each in said if hearing.hear(each.text, moment).intent in DANGERS]

    assert len(said) >= 250
    assert len(alarms) <= 0.08 * len(said), alarms


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("text", WITHOUT_PATTERN)
def test_danger_without_a_pattern_is_asked_about_in_every_moment(hearing, text, moment):
    assert hearing.hear(text, moment).ask == "danger"


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("request_", ["start my back routine", "skip it", "set a timer"])
def test_a_request_beside_danger_is_not_carried_out(hearing, request_, moment):
    heard = hearing.hear(f"{request_} {WITHOUT_PATTERN[0]}", moment)

    assert heard.intent in DANGERS


@pytest.mark.parametrize("text", ["cat cow", "how much longer", "skip it", "the left leg first"])
def test_a_sentence_of_a_template_is_kept(hearing, text):
    assert not hearing.hear(text, Moment(playing=True)).ask


def test_it_was_learnt_from_the_examples_as_they_stand():
    written = json.loads(danger_learnt_file("en").read_text(encoding="utf-8"))

    assert written["made_from"] == danger_made_from("en"), "run back-routine model learn"
    assert danger_learnt_file("en").stat().st_size < LARGEST


def test_nothing_that_hearing_is_measured_by_was_learnt_from():
    learnt = {each.text.casefold() for each in danger_examples_of("en")}
    files = [*HERE.glob("*.txt"), *(HERE.parent / "utterances").glob("unseen_[ot]*.txt")]
    measured = {each.text.casefold() for file in files for each in labelled(file)}

    assert len(learnt) >= 5_000
    assert not learnt & measured


def test_what_is_like_the_examples_leads():
    examples = [
        *(Example(f"the {word} has a wobble", "FaintIntent", {}, "") for word in ("attic", "den")),
        *(Example(f"the {word} has a carpet", FALLBACK, {}, "") for word in ("attic", "den")),
    ]
    classifier = DangerClassifier(**fitted_danger("en", examples))
    wobble, carpet = (
        classifier.lead(traits(["the", "shed", "has", "a", word], ()))
        for word in ("wobble", "carpet")
    )

    assert wobble > carpet


def test_a_trait_of_a_kind_counts_the_less_the_more_there_are():
    short, long = traits(["dizzy"], ()), traits(["dizzy", "and", "so", "sick"], ())

    assert short["dizzy"] > long["dizzy"]
