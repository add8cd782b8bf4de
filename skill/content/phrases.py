"""What the skill itself says: phrases by meaning, in several wordings, with fields to fill."""

import re
from collections.abc import Iterator, Mapping

from skill.content.entry import Entry
from skill.content.errors import PhraseError

FILE = "phrases.yaml"
"""Below the folder of the locale."""
FIELD = re.compile(r"\{([a-z_]+)\}")
"""A place to be filled: `{exercise}`."""


NAMED = "_named"
"""How the key ends of a phrase's other wording, whose hints name the skill: `help.all_named`."""


class Phrases(Mapping[str, tuple[str, ...]]):
    """Wordings by key, such as `welcome.first`."""

    def __init__(self, wordings: Mapping[str, tuple[str, ...]]) -> None:
        """Take at least one wording for each key."""
        self._wordings = dict(wordings)
        self._named: Phrases | None = None

    @property
    def named(self) -> "Phrases":
        """The same for a device that hears us by name only: `<key>_named` stands for `<key>`."""
        if self._named is None:
            named = {key: self._wordings.get(key + NAMED, said) for key, said in self.items()}
            self._named = Phrases(named)
        return self._named

    def __getitem__(self, key: str) -> tuple[str, ...]:
        return self._wordings[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._wordings)

    def __len__(self) -> int:
        return len(self._wordings)

    def say(self, key: str, /, variant: int = 0, **values: str | int) -> str:
        """One wording of a phrase with its fields filled, as plain text.

        Args:
            key: what is to be said, such as `resume.where`.
            variant: any whole number; it picks a wording in turn.
            values: what to fill in, by name of the field.

        Raises:
            PhraseError: there is no such phrase, a field has no value, or a value no field.
        """
        if key not in self._wordings:
            raise PhraseError(key, f"is not there: add it to {FILE}")
        wordings = self._wordings[key]
        wording = wordings[variant % len(wordings)]
        fields = fields_of(wording)
        if missing := fields - values.keys():
            raise PhraseError(key, f"needs a value for {_names(missing)}")
        if surplus := values.keys() - fields:
            raise PhraseError(key, f"has no field for {_names(surplus)}")
        return FIELD.sub(lambda field: str(values[field[1]]), wording)


def fields_of(wording: str) -> set[str]:
    """The names of the fields in a wording."""
    return set(FIELD.findall(wording))


def phrases(file: Entry) -> Phrases:
    """The phrases that a file holds; nested keys are joined by dots."""
    return Phrases(dict(_flattened(file)))


def _flattened(entry: Entry) -> Iterator[tuple[str, tuple[str, ...]]]:
    if isinstance(entry.value, dict):
        for child in entry.children():
            yield from _flattened(child)
    elif isinstance(entry.value, list):
        yield ".".join(entry.path), tuple(wording.text() for wording in entry.listed())
    else:
        yield ".".join(entry.path), (entry.text(),)


def _names(fields: set[str]) -> str:
    return ", ".join(sorted(fields))
