"""Amazon's rules for the invocation name.

DOC/custom-skills/choose-the-invocation-name-for-a-custom-skill.html.
"""

import re
from collections.abc import Iterator

_WAKE_WORDS = frozenset({"alexa", "amazon", "echo", "computer", "ziggy", "skill", "app"})
_LAUNCH_WORDS = frozenset(
    {"run", "start", "play", "resume", "use", "launch", "ask", "open", "tell", "load", "begin",
     "enable"}
)  # fmt: skip
_CONNECTING_WORDS = frozenset({"to", "from", "in", "using", "with", "about", "for", "that", "by",
                               "if", "and", "whether"})  # fmt: skip
_ARTICLES = frozenset({"the", "a", "an", "of"})
_LEAST_LETTERS, _MOST_LETTERS = 2, 50
_TWO = 2


def faults(name: str) -> Iterator[str]:
    """What is wrong with an invocation name."""
    words = name.split()
    if not re.fullmatch(r"[a-z][a-z'. ]*", name) or "  " in name:
        yield "it may hold small letters, spaces, apostrophes and full stops only"
    if not _LEAST_LETTERS <= len(name) <= _MOST_LETTERS:
        yield f"it must have {_LEAST_LETTERS} to {_MOST_LETTERS} characters"
    if len(words) < _TWO:
        yield "it must have two words or more, unless it is a brand of your own"
    for reserved, what in (
        (_WAKE_WORDS, "a wake word"),
        (_LAUNCH_WORDS, "a launch phrase"),
        (_CONNECTING_WORDS, "a connecting word"),
    ):
        for word in reserved.intersection(words):
            yield f"{word!r} is {what} of Alexa's"
    if len(words) == _TWO:
        for word in _ARTICLES.intersection(words):
            yield f"a name of two words must not hold {word!r}"
