"""The skill package that is built from the one source."""

import json

import pytest
import yaml

from interaction_model.checks import findings
from interaction_model.compiling import compile_language
from interaction_model.model import SAMPLES_PER_INTENT, model_of, samples_by_intent
from interaction_model.package import SKILL_PACKAGE, built_files, stale
from interaction_model.source import ROOT, SourceError, read_source, source_file, source_of
from skill.understanding.compiled import load_compiled

INTENTS = {
    "EmergencyIntent": set(),
    "SeeDoctorIntent": set(),
    "FaintIntent": set(),
    "LegPainIntent": set(),
    "SomethingWrongIntent": set(),
    "StartRoutineIntent": {"minutes", "duration", "level"},
    "DoExerciseIntent": {"exercise", "side"},
    "ExplainExerciseIntent": {"exercise"},
    "ListExercisesIntent": set(),
    "WeeklySummaryIntent": {"week"},
    "PlanTodayIntent": {"stance", "part", "scope"},
    "SameAgainIntent": set(),
    "ComposeIntent": {"exercise", "scope"},
    "LastTimeIntent": set(),
    "ThisMonthIntent": set(),
    "GainsIntent": set(),
    "WhyDoseIntent": {"exercise"},
    "WhatChangedIntent": set(),
    "UndoChangeIntent": {"exercise"},
    "LimitDoseIntent": {"amount", "exercise"},
    "StreakIntent": set(),
    "TimeLeftIntent": set(),
    "WhereAmIIntent": set(),
    "WhatsNextIntent": set(),
    "HurtIntent": {"exercise"},
    "EffortIntent": {"effort"},
    "ChangePaceIntent": {"pace", "scope"},
    "ChangeLevelIntent": {"level", "scope"},
    "ChangeLengthIntent": {"minutes", "duration", "change", "scope"},
    "ChangeDetailIntent": {"detail", "scope"},
    "SideFirstIntent": {"side", "scope"},
    "OnlySideIntent": {"side"},
    "SkipSideIntent": {"side"},
    "OtherSideIntent": {"side"},
    "VolumeIntent": {"volume", "minutes"},
    "DoneTodayIntent": {"date"},
    "LeaveOutIntent": {"exercise", "scope"},
    "BringBackIntent": {"exercise"},
    "SetReminderIntent": {"day", "last_day", "without", "date", "often", "time"},
    "CancelReminderIntent": {"day", "often", "time"},
    "ListRemindersIntent": set(),
    "MoveReminderIntent": {"day", "date", "often", "time", "old_day", "old_time"},
    "BreakTimerIntent": {"duration"},
    "TimerLeftIntent": set(),
    "PauseTimerIntent": {"duration"},
    "ChangeTimerIntent": {"duration", "minutes", "change"},
    "CancelTimerIntent": {"which"},
    "NudgesOnIntent": {"day", "time"},
    "NudgesOffIntent": set(),
    "WeekStartIntent": {"day"},
    "FaqIntent": {"topic"},
    "DeleteMyDataIntent": set(),
    "AgreeIntent": set(),
    "NotNowIntent": set(),
    "DoctorAllowsIntent": set(),
    "RestTodayIntent": set(),
    "WhyAskIntent": set(),
}
BUILT_IN = (
    "Help Stop Cancel Fallback NavigateHome Yes No Pause Resume Next Previous Repeat StartOver "
    "LoopOn LoopOff ShuffleOn ShuffleOff"
)


@pytest.fixture(scope="module")
def built():
    return built_files()


@pytest.fixture(scope="module")
def language_model(built):
    text = built[SKILL_PACKAGE / "interactionModels" / "custom" / "en-US.json"]
    return json.loads(text)["interactionModel"]["languageModel"]


def test_the_committed_files_are_what_the_source_builds(built):
    assert stale(built) == (), "run `back-routine model build` and commit what it writes"


def test_the_checks_find_nothing():
    assert [str(finding) for finding in findings()] == []


def test_there_is_a_model_for_every_english_locale(built):
    models = {file.stem for file in built if file.parent.name == "custom"}

    assert models == {"en-US", "en-GB", "en-CA", "en-AU", "en-IN"}


def test_every_intent_has_its_slots(language_model):
    there = {
        intent["name"]: {slot["name"] for slot in intent.get("slots", ())}
        for intent in language_model["intents"]
    }

    built_in = {f"AMAZON.{name}Intent": set() for name in BUILT_IN.split()}
    assert there == INTENTS | built_in


def test_no_intent_has_more_samples_than_the_limit(language_model):
    counts = [len(intent["samples"]) for intent in language_model["intents"]]

    assert max(counts) <= SAMPLES_PER_INTENT
    assert sum(counts) > 3_000


def test_a_sample_holds_letters_apostrophes_and_slots_only(language_model):
    for intent in language_model["intents"]:
        for sample in intent["samples"]:
            assert set(sample) <= set("abcdefghijklmnopqrstuvwxyz '{}_"), sample


def test_several_days_are_taken_where_alexa_can(built):
    for locale, several in (("en-US", True), ("en-IN", False)):
        text = built[SKILL_PACKAGE / "interactionModels" / "custom" / f"{locale}.json"]
        assert ("multipleValues" in text) is several


def test_the_cli_finds_the_skill_package(built):
    resources = json.loads(built[ROOT / "ask-resources.json"])

    src = resources["profiles"]["default"]["skillMetadata"]["src"]
    assert (ROOT / src).resolve() == SKILL_PACKAGE


def test_the_manifest_asks_for_what_the_skill_uses_and_no_more(built):
    manifest = json.loads(built[SKILL_PACKAGE / "skill.json"])["manifest"]

    assert manifest["apis"]["custom"]["interfaces"] == [{"type": "AUDIO_PLAYER"}]
    assert [permission["name"] for permission in manifest["permissions"]] == [
        "alexa::alerts:reminders:skill:readwrite",
        "alexa::alerts:timers:skill:readwrite",
        "alexa::devices:all:notifications:write",
    ]
    assert manifest["publishingInformation"]["category"] == "HEALTH_AND_FITNESS"
    answers = manifest["privacyAndCompliance"]
    assert {name for name, answer in answers.items() if answer} == {"isExportCompliant"}


def test_the_first_example_in_the_store_opens_the_skill(built):
    manifest = json.loads(built[SKILL_PACKAGE / "skill.json"])["manifest"]
    for shown in manifest["publishingInformation"]["locales"].values():
        assert shown["examplePhrases"][0] == "Alexa, open my back routine"
        assert len(shown["examplePhrases"]) == 3
        assert "no medical advice" in shown["description"]
        assert len(shown["summary"]) <= 160


def read_again(**changes):
    read = yaml.safe_load(source_file("en").read_bytes())
    return source_of({**read, **changes}, "en.yaml")


def test_another_invocation_name_is_one_setting():
    invocation = yaml.safe_load(source_file("en").read_bytes())["invocation"]
    source = read_again(invocation={**invocation, "name": "back coach"})

    model = model_of(source, "en-US", samples_by_intent(source))
    assert model["interactionModel"]["languageModel"]["invocationName"] == "back coach"


def test_the_second_name_is_one_that_alexa_takes_and_the_speaker_hears():
    invocation = read_source("en").invocation

    assert invocation.second_name == "back coach"
    assert load_compiled("en-US").invocation["names"] == ["my back routine", "back coach"]


def test_a_broken_template_is_named_with_its_file_and_intent():
    broken = {"NewIntent": {"data": [{"sentences": ["do <nothing>"]}]}}

    with pytest.raises(SourceError, match=r"en\.yaml, NewIntent: <nothing> is not among"):
        read_again(intents=broken)


def test_a_moment_that_there_is_not_is_refused():
    block = {"sentences": ["do"], "metadata": {"prefer": "asleep"}}

    with pytest.raises(SourceError, match="prefer 'asleep' is none of its moments"):
        read_again(intents={"NewIntent": {"data": [block]}})


def test_a_language_without_a_source_is_not_found():
    with pytest.raises(FileNotFoundError):
        read_source("xx")


def test_what_is_loaded_is_what_would_be_compiled():
    assert load_compiled("en-GB") == compile_language("en")
