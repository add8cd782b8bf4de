"""Which words follow which: compiled from the interaction model, kept in a folder of caches."""

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

from skill.speaker.ears import fillings, pronunciations
from skill.speaker.ears import sentences as sentences_module
from skill.speaker.ears.pronunciations import OURS, Pronunciations
from skill.speaker.ears.sentences import sentences
from skill.understanding.compiled import Compiled, as_json, load_compiled

_MADE_BY = (fillings, pronunciations, sentences_module)
"""What else the compiled form depends on."""
_DISCOUNT = 0.5
"""Share of each count that is kept for sequences not seen; pocketsphinx's own default."""


@dataclass(frozen=True, slots=True)
class SphinxFiles:
    """What pocketsphinx reads."""

    model: Path
    """Word sequences with their probabilities, in ARPA's text form."""
    dictionary: Path
    """Words with their pronunciations."""


def sphinx_files(
    folder: Path, dictionary: Path, locale: str, wake_words: tuple[str, ...]
) -> SphinxFiles:
    """The compiled form, from the folder, or made now in some seconds and kept there.

    It is made anew when the templates or the catalog change, so it cannot drift from them.

    Args:
        folder: where compiled forms are kept.
        dictionary: the acoustic model's pronunciations.
        locale: the locale whose catalog names the exercises.
        wake_words: the words that wake the speaker.
    """
    compiled = load_compiled(locale)
    key = _key(compiled, locale, wake_words)
    files = SphinxFiles(folder / f"{key}.arpa", folder / f"{key}.dict")
    if not files.dictionary.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _make(files, list(sentences(compiled, locale, wake_words)), Pronunciations(dictionary))
    return files


def _make(files: SphinxFiles, said: list[str], pronunciations: Pronunciations) -> None:
    # Published without types.
    from pocketsphinx.lm import ArpaBoLM  # type: ignore[import-untyped] # noqa: PLC0415

    known = {word for line in said for word in line.split() if pronunciations.of(word)}
    usable = [line for line in said if known.issuperset(line.split())]
    text = "".join(f"<s> {line} </s>\n" for line in usable)
    model = ArpaBoLM(text=text, discount_mass=_DISCOUNT)
    model.compute()
    model.write_file(str(_part(files.model)))
    _part(files.model).replace(files.model)
    # The dictionary comes last: where it is, the model is whole.
    words = {word for line in usable for word in line.split()}
    _part(files.dictionary).write_text("\n".join(pronunciations.lines(words)) + "\n", "utf-8")
    _part(files.dictionary).replace(files.dictionary)


def _part(file: Path) -> Path:
    # Of this process: another may be compiling the same.
    return file.with_name(f"{file.name}.{os.getpid()}.part")


def _key(compiled: Compiled, locale: str, wake_words: tuple[str, ...]) -> str:
    made_by = [Path(str(module.__file__)) for module in _MADE_BY]
    made_of = hashlib.sha256(as_json(compiled).encode() + json.dumps([locale, wake_words]).encode())
    for file in (*made_by, OURS):
        made_of.update(file.read_bytes())
    return f"speech-{made_of.hexdigest()[:20]}"
