"""`back-routine model ...` at the prompt."""

import json

from click.testing import CliRunner

from interaction_model.commands import model


def run(*arguments, typed=""):
    return CliRunner().invoke(model, arguments, input=typed)


def test_try_tells_the_intent_its_slots_and_the_runners_up():
    first, *rest = run("try", "could you do the cat cow for me again").output.splitlines()

    assert first.endswith("DoExerciseIntent  exercise=cat-cow")
    assert all(line[0].isdigit() for line in rest)


def test_try_reads_lines_and_writes_lines_of_json():
    typed = "alexa, open my back routine\ndo a ninety minute routine\npurple monkey\n"
    lines = [json.loads(line) for line in run("try", "--json", typed=typed).output.splitlines()]

    assert [(line["intent"], line["slots"]) for line in lines] == [
        ("LaunchRequest", {}),
        ("StartRoutineIntent", {"minutes": 90}),
        ("AMAZON.FallbackIntent", {}),
    ]
    assert lines[0]["text"] == "alexa, open my back routine"


def test_try_can_take_a_question_as_open():
    assert "AMAZON.YesIntent" in run("try", "--question", "go on").output.splitlines()[0]
    assert "AMAZON.ResumeIntent" in run("try", "--playing", "go on").output.splitlines()[0]


def test_try_without_a_sentence_says_what_to_type():
    result = run("try")

    assert result.exit_code == 2
    assert 'back-routine model try "how much longer"' in result.output
