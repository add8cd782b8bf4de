"""How many syllables an English word has, well enough to tell "now" from "resume"."""

import re

_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_END = re.compile(r"(?<=[^aeiouytd])ed$|(?<=[^aeiouyl])e$|(?<=[aeiouy]l)e$")


def syllables(word: str) -> int:
    """The syllables of a word, at least one."""
    return max(1, len(_VOWELS.findall(_SILENT_END.sub("", word))))
