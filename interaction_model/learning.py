"""Fitting the weights by which sentences are understood that no template says.

A linear support vector machine is fitted to the examples with scikit-learn, which only whoever adds
examples needs; its weights are rounded and kept beside the compiled source.
"""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from interaction_model.examples import Example, digests, examples_of, files_of
from interaction_model.source import Source, read_source
from skill.understanding import Hearing
from skill.understanding.compiled import learnt_file
from skill.understanding.features import features
from skill.understanding.filling import is_learnt

_SHARPNESS = 1.0
"""The machine's C: what a misread example costs against large weights."""
_SCALE = 3.0
"""What features are multiplied by for the machine, which keeps its weights small."""
_LEAST_SEEN = 2
"""A feature of a single example says more about that example than about its meaning."""
_STEP = 0.02
"""What weights are rounded to; smaller ones are left out."""
_ANY_DAY = date(2026, 11, 22)
"""A day that "tomorrow" is counted from; which one makes no difference."""


def learn(language: str) -> Path:
    """Fit the weights of a language and write them.

    Raises:
        FileNotFoundError: there are no examples for the language.
        ExampleError: an example is broken; the text names the line.
        ModuleNotFoundError: scikit-learn is not installed.
    """
    weights = fitted(language, [*examples_of(language)])
    learnt = {"made_from": made_from(language)} | weights
    text = json.dumps(learnt, ensure_ascii=False, separators=(",", ":")) + "\n"
    file = learnt_file(language)
    file.write_text(text, encoding="utf-8")
    return file


def made_from(language: str) -> dict[str, str]:
    """The examples that a language's weights were learnt from, with the hash of each file."""
    return digests(files_of(language))


def fitted(language: str, examples: Sequence[Example]) -> dict[str, Any]:
    """Weights for examples: what `Judge` is made of, by the names of its arguments."""
    # The fitting is heavy, and the committed weights do for everybody else.
    from sklearn.feature_extraction import DictVectorizer  # noqa: PLC0415
    from sklearn.svm import LinearSVC  # noqa: PLC0415

    source, hearing = read_source(language), Hearing.load(language)
    counted = [features(*hearing.parts(example.text, _ANY_DAY)) for example in examples]
    seen = Counter(name for counts in counted for name in counts)
    vectorizer = DictVectorizer(sparse=True)
    matrix = vectorizer.fit_transform(
        {name: _SCALE * count for name, count in counts.items() if seen[name] >= _LEAST_SEEN}
        for counts in counted
    )
    # liblinear reads indices of 32 bits, and the vectorizer makes larger ones.
    matrix.indices, matrix.indptr = matrix.indices.astype("i4"), matrix.indptr.astype("i4")
    machine = LinearSVC(C=_SHARPNESS, random_state=0)
    machine.fit(matrix, [_meaning(example, source) for example in examples])
    steps = (machine.coef_ * _SCALE / _STEP).round().astype(int)
    rows = {
        name: [number for row, step in enumerate(column) if step for number in (row, int(step))]
        for name, column in zip(vectorizer.feature_names_, steps.T, strict=True)
    }
    return {
        "meanings": [str(meaning) for meaning in machine.classes_],
        "leanings": [round(float(leaning), 4) for leaning in machine.intercept_],
        "weights": {name: row for name, row in rows.items() if row},
        "step": _STEP,
    }


def _meaning(example: Example, source: Source) -> str:
    """The intent, and the values of those slots whose type is a list of ours."""
    values = [
        f"{slot}={value}"
        for slot, value in sorted(example.slots.items())
        if source.slots.get(slot) in source.types and is_learnt(source.slots[slot])
    ]
    return " ".join([example.intent, *values])
