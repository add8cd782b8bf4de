"""One spelling for what is said: small letters, no punctuation, contractions written out."""

import re
import unicodedata
from collections.abc import Mapping

from skill.understanding.tree import Tree, in_order

# A word may hold an apostrophe ("o'clock"), a clock time its colon ("7:30"), a fraction its stroke
# ("1/2"), a letter its full stop ("a.m."); a number parts from the letters behind it ("7pm").
_WORD = re.compile(r"\{\w+\}|\d+(?:[:./]\d+)?|[^\W\d_]+(?:['.][^\W\d_]+)*")

_PLAIN = str.maketrans({"\N{RIGHT SINGLE QUOTATION MARK}": "'", "\N{FRACTION SLASH}": "/"})


class Spelling:
    """How a language's words are written before they are compared."""

    def __init__(self, respell: Mapping[str, str]) -> None:
        """Take the ways to write a word, each with the one that stands for it."""
        self._respell = {word: tuple(written.split()) for word, written in respell.items()}

    def words(self, text: str) -> list[str]:
        """The words of a text, `{slots}` among them kept."""
        plain = unicodedata.normalize("NFKC", text).translate(_PLAIN)
        return [
            word
            for found in _WORD.findall(plain.casefold())
            for word in self._respell.get(found, (found,))
        ]

    def of_tree(self, tree: Tree) -> Tree:
        """The tree with every word in this spelling."""
        if isinstance(tree, str):
            return in_order([*self.words(tree)])
        if tree[0] == "all":
            return in_order([self.of_tree(part) for part in tree[1:]])
        return ["one", *(self.of_tree(part) for part in tree[1:])]
