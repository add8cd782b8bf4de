"""Each check of the model finds the fault that it is there for."""

import pytest

from interaction_model.checks import Finding, drift, names, sentences, shape, values
from skill.understanding.spelling import Spelling

PLAIN = Spelling({})


def model(*intents, types=()):
    return {"invocationName": "my back routine", "intents": list(intents), "types": list(types)}


def intent(name, *samples, **slots):
    described = [{"name": slot, "type": type_} for slot, type_ in slots.items()]
    return {"name": name, "slots": described, "samples": list(samples)}


def values_of(name, **ids):
    return {
        "name": name,
        "values": [
            {"id": id_.replace("_", "-"), "name": {"value": said[0], "synonyms": said[1:]}}
            for id_, said in ids.items()
        ],
    }


def test_a_finding_names_file_place_fault_and_remedy():
    finding = Finding("en.yaml:7", "HurtIntent", "is odd", "Mend it")

    assert str(finding) == "en.yaml:7: HurtIntent: is odd. Mend it."


@pytest.mark.parametrize("name", ["my back routine", "back coach"])
def test_both_names_that_the_guide_offers_are_allowed(name):
    assert not list(names.faults(name))


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("routine", "two words or more"),
        ("my alexa routine", "wake word"),
        ("start my routine", "launch phrase"),
        ("the coach", "must not hold 'the'"),
        ("My Routine", "small letters"),
        ("routine 7", "small letters"),
        ("coach for backs", "connecting word"),
        ("x" * 30 + " " + "y" * 30, "2 to 50"),
    ],
)
def test_a_name_that_amazon_refuses_is_found(name, fault):
    assert any(fault in found for found in names.faults(name))


def test_a_sample_of_two_intents_is_found():
    shared = model(intent("One", "do it"), intent("Two", "do it"))

    assert list(sentences.faults(shared, PLAIN)) == [
        ("Two", "'do it' can say 'do it', which is One's")
    ]


@pytest.mark.parametrize("word", ["next", "pause", "repeat", "stop", "resume", "yes"])
def test_a_sample_that_swallows_a_word_of_alexas_is_found(word):
    assert list(sentences.faults(model(intent("One", word)), PLAIN))


def test_a_slot_whose_value_swallows_a_word_of_alexas_is_found():
    swallowing = model(intent("One", "{way}", way="Way"), types=[values_of("Way", on=["next"])])

    assert list(sentences.faults(swallowing, PLAIN))


def test_samples_that_differ_by_the_type_of_their_slot_are_told_apart():
    apart = model(
        intent("One", "at {time}", time="AMAZON.TIME"), intent("Two", "at {day}", day="AMAZON.DATE")
    )

    assert not list(sentences.faults(apart, PLAIN))


@pytest.mark.parametrize(
    ("types", "fault"),
    [
        ([values_of("Side", left=["left", "port"], right=["right", "port"])], "stands for"),
        ([values_of("Side", Left=["left"])], "small letters and hyphens"),
        ([], "not declared"),
        ([values_of("Side", left=["left"]), values_of("Way", on=["on"])], "no slot uses it"),
    ],
)
def test_a_type_that_is_not_as_it_should_be_is_found(types, fault):
    broken = model(intent("One", "{side}", side="Side"), types=types)

    found = list(values.faults(broken, frozenset(), PLAIN))
    assert any(fault in reason for _, reason in found)


def test_an_exercise_that_only_one_side_knows_is_found():
    exercises = model(
        intent("One", "{exercise}", exercise="Exercise"),
        types=[values_of("Exercise", squat=["squat"])],
    )

    found = list(values.faults(exercises, frozenset({"squat", "cat-cow"}), PLAIN))
    assert found == [("Exercise", "'cat-cow' is in the catalog or in the model, and not in both")]


def test_drift_is_found_both_ways():
    found = list(drift.faults(model(intent("One")), frozenset({"Two"})))

    assert found == [
        ("One", "is in the model, and no conversation answers it"),
        ("Two", "is answered, and not in the model"),
    ]


@pytest.mark.parametrize(
    ("document", "place"),
    [
        ({"interactionModel": {"languageModel": {"invocationNam": "x"}}}, "invocationNam"),
        ({"interactionModel": {"languageModel": {"invocationName": 7}}}, "invocationName"),
        ({"interactionModel": {"languageModel": {"intents": {}}}}, "intents"),
        ({"interactionModel": {"languageModel": {"intents": [{"samples": [1]}]}}}, "samples[0]"),
        ({"interactionModel": []}, "interactionModel"),
    ],
)
def test_a_model_of_another_shape_is_found(document, place):
    ((found, _),) = shape.faults(document, shape.INTERACTION_MODEL)

    assert found.endswith(place)


def test_a_permission_that_amazon_does_not_know_is_found():
    manifest = {"manifest": {"permissions": [{"name": "alexa::read:minds"}]}}

    ((place, _),) = shape.faults(manifest, shape.SKILL_MANIFEST)
    assert place == "manifest.permissions[0].name"
