"""Fuzzes one reader, guided by its coverage, until the time is up or a fault is found.

`python -m tests.fuzz` runs this for each.
"""

import hashlib
import json
import re
import sys
from random import Random

import atheris

from tests.fuzz.places import corpus_of, found_of, words_of

LONGEST_BYTES = 8_192
SLOW_SECONDS = 5
"""For one input; a thousand times what any takes."""
MOST_MB = 1_024
OF_TREES = 0.05
"""How many changes are of JSON and not of bytes: they reach further, and take far longer."""
_WORD = re.compile(rb"[\w.]{2,40}")


def main(name, seconds):
    """Never returns: the fuzzer ends the process, with a code other than 0 for a fault."""
    with atheris.instrument_imports(include=["skill", "ask_sdk_model", "json"]):
        from tests.fuzz.targets import TARGETS  # noqa: PLC0415 - what is to be guided by
    target, seeds = TARGETS[name]
    corpus, found, words = corpus_of(name), found_of(name), words_of(name)
    for folder in (corpus, found):
        folder.mkdir(parents=True, exist_ok=True)
    begin_from = seeds()
    for seed in begin_from:
        (corpus / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)
    words.write_text("".join(f'"{word}"\n' for word in _words(begin_from)), encoding="utf-8")
    options = {
        "max_total_time": seconds,
        "max_len": LONGEST_BYTES,
        "timeout": SLOW_SECONDS,
        "rss_limit_mb": MOST_MB,
        "dict": words,
        "artifact_prefix": f"{found}/",
    }
    flags = [f"-{option}={value}" for option, value in options.items()]
    how = {"custom_mutator": _tree_or_bytes} if name == "reader" else {}
    atheris.Setup([sys.argv[0], *flags, str(corpus)], target, **how)
    atheris.Fuzz()


def _words(texts):
    """What the texts are made of: a fuzzer would not guess them letter by letter."""
    return sorted({word.decode() for text in texts for word in _WORD.findall(text)})


def _tree_or_bytes(data, most, seed):
    """Changes a request as JSON now and then, and as bytes else."""
    from tests.fuzz.mutating import changed, sent  # noqa: PLC0415 - not to be guided by

    draw = Random(seed)
    try:
        body = json.loads(data)
        if isinstance(body, dict) and draw.random() < OF_TREES:
            return sent(draw, changed(draw, body))[:most]
    except (ValueError, IndexError, RecursionError):
        pass  # no JSON, nothing in it, or too deep for a copy
    return atheris.Mutate(data, most)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
