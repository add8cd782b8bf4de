"""Fitting the weights by which danger is told from everything else that people say.

A linear support vector machine, as for the intents: fitted to examples of danger, to what only
sounds like it, and to all other examples.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from interaction_model.danger import danger_file
from interaction_model.examples import (
    Example,
    danger_examples_of,
    danger_files_of,
    digests,
    examples_of,
    files_of,
)
from skill.understanding import Hearing
from skill.understanding.compiled import danger_learnt_file
from skill.understanding.kinds import DANGERS

_SHARPNESS = 3.0
"""The machine's C: what a misread example costs against large weights."""
_URGENCY = 1.0
"""How much more a danger costs that is missed than a false alarm."""
_LEAST_SEEN = 2
"""A trait of a single example says more about that example than about danger."""
_STEP = 0.02
"""What weights are rounded to; smaller ones are left out."""


def learn_danger(language: str) -> Path:
    """Fit the weights of a language and write them.

    Raises:
        FileNotFoundError: there are no examples for the language.
        ExampleError: an example is broken; the text names the line.
        ModuleNotFoundError: scikit-learn is not installed.
    """
    examples = [*danger_examples_of(language), *examples_of(language)]
    learnt = {"made_from": danger_made_from(language)} | fitted_danger(language, examples)
    text = json.dumps(learnt, ensure_ascii=False, separators=(",", ":")) + "\n"
    file = danger_learnt_file(language)
    file.write_text(text, encoding="utf-8")
    return file


def danger_made_from(language: str) -> dict[str, str]:
    """What a language's weights were learnt from, with the hash of each file."""
    return digests((danger_file(language), *danger_files_of(language), *files_of(language)))


def fitted_danger(language: str, examples: Sequence[Example]) -> dict[str, Any]:
    """Weights for examples: what `DangerClassifier` is made of, by the names of its arguments."""
    # The fitting is heavy, and the committed weights do for all others.
    from sklearn.feature_extraction import DictVectorizer  # noqa: PLC0415
    from sklearn.svm import LinearSVC  # noqa: PLC0415

    hearing = Hearing.load(language)
    vectorizer = DictVectorizer(sparse=True)
    matrix = vectorizer.fit_transform(
        _often_seen([hearing.danger_traits(example.text) for example in examples])
    )
    # liblinear reads indices of 32 bits, and the vectorizer makes larger ones.
    matrix.indices, matrix.indptr = matrix.indices.astype("i4"), matrix.indptr.astype("i4")
    machine = LinearSVC(C=_SHARPNESS, class_weight={False: 1.0, True: _URGENCY}, random_state=0)
    machine.fit(matrix, [example.intent in DANGERS for example in examples])
    steps = (machine.coef_[0] / _STEP).round().astype(int)
    named = zip(vectorizer.feature_names_, steps, strict=True)
    return {
        "leaning": round(float(machine.intercept_[0]), 4),
        "weights": {name: int(step) for name, step in named if step},
        "step": _STEP,
    }


def _often_seen(counted: Sequence[dict[str, float]]) -> Iterable[dict[str, float]]:
    """The traits of each example without those that hardly any other has."""
    seen = Counter(name for counts in counted for name in counts)
    for counts in counted:
        yield {name: count for name, count in counts.items() if seen[name] >= _LEAST_SEEN}
