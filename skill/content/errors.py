"""What can be wrong with content: a file that was written badly, or a phrase that was asked for."""


class ContentError(Exception):
    """An entry of a content file is broken: correct that entry."""

    def __init__(self, file: str, entry: str, reason: str) -> None:
        """Say where the fault stands and what it is.

        Args:
            file: path below `skill/content`, such as `en-US/exercises.yaml`.
            entry: dotted path of the entry, such as `pelvic-tilt.purpose`; a line where the
                file is no YAML.
            reason: what is wrong with it.
        """
        super().__init__(f"{file}: {entry}: {reason}")
        self.file = file
        self.entry = entry
        self.reason = reason


class PhraseError(LookupError):
    """A phrase was asked for that does not exist, or with values that do not fit it.

    It carries the key and the names of the values, never what was to be said.
    """

    def __init__(self, key: str, reason: str) -> None:
        """Say which phrase, and what does not fit."""
        super().__init__(f"phrase {key}: {reason}")
        self.key = key
        self.reason = reason
