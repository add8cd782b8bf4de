"""The interaction model: what its one source stands for, what Alexa is given, what it costs."""

import json
import time
from collections import Counter

from interaction_model.checks import findings
from interaction_model.examples import examples_of
from interaction_model.package import SKILL_PACKAGE, built_files
from interaction_model.source import read_source
from skill.understanding import FALLBACK
from skill.understanding.tree import numbered


def figures():
    """Lines on the source, each locale's model and the examples; and each step's seconds."""
    source, reading_s = timed(lambda: read_source("en"))
    templates = [template for block in source.blocks for template in block.templates]
    stands_for = sum(len(numbered(template.tree)) for template in templates)
    yield (
        f"source           {len(source.intents)} intents, {len(templates)} templates that stand "
        f"for {stands_for:.1e} sentences; read in {reading_s:.2f} s"
    )
    for file in sorted((SKILL_PACKAGE / "interactionModels" / "custom").glob("*.json")):
        yield model_line(file)
    meanings = Counter(example.intent for example in examples_of("en"))
    nonsense = meanings.pop(FALLBACK)
    yield (
        f"learnt from      {meanings.total()} sentences, {min(meanings.values())} to "
        f"{max(meanings.values())} for an intent, and {nonsense} that mean nothing"
    )
    _, building_s = timed(built_files)
    found, checking_s = timed(findings)
    yield f"model build      {building_s:.1f} s"
    yield f"model check      {checking_s:.1f} s, {len(found)} findings"


def model_line(file):
    """Size and samples of a locale's model."""
    intents = json.loads(file.read_bytes())["interactionModel"]["languageModel"]["intents"]
    samples = [len(intent["samples"]) for intent in intents if intent.get("samples")]
    return (
        f"{file.stem:<16} {sum(samples)} samples, at most {max(samples)} for an intent; "
        f"{file.stat().st_size / 1e3:.0f} kB"
    )


def timed(step):
    """What a step gives, and its seconds."""
    began = time.perf_counter()
    result = step()
    return result, time.perf_counter() - began
