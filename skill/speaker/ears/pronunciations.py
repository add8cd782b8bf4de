"""How words are pronounced, in the phones of pocketsphinx's English model.

The model's own dictionary knows most; `en.dict` adds the names of muscles and cries of pain.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

OURS = Path(__file__).with_name("en.dict")


def read_dictionary(file: Path) -> dict[str, list[str]]:
    """Word -> its pronunciations, each as phones parted by a space."""
    found: dict[str, list[str]] = {}
    for line in file.read_text("utf-8").splitlines():
        word, _, phones = line.partition(" ")
        # "read(2)" is the second way to say "read".
        found.setdefault(word.partition("(")[0], []).append(phones.strip())
    return found


class Pronunciations:
    """The pronunciations of all words that are known."""

    def __init__(self, dictionary: Path) -> None:
        """Take the dictionary of the acoustic model; ours goes before it."""
        self._known = read_dictionary(dictionary) | read_dictionary(OURS)

    def of(self, word: str) -> list[str]:
        """The pronunciations of a word; none for one that nobody has written down.

        A possessive is said as its owner is, with an s: "hip's".
        """
        owner, apostrophe, ending = word.partition("'")
        if word not in self._known and apostrophe and ending == "s":
            return [f"{phones} {_s_after(phones)}" for phones in self._known.get(owner, [])]
        return self._known.get(word, [])

    def lines(self, words: Iterable[str]) -> Iterator[str]:
        """The lines of a dictionary for these words, as pocketsphinx reads it."""
        for word in sorted(set(words)):
            for number, phones in enumerate(self.of(word), start=1):
                yield f"{word}({number}) {phones}" if number > 1 else f"{word} {phones}"


def _s_after(phones: str) -> str:
    last = phones.rsplit(maxsplit=1)[-1]
    if last in {"S", "Z", "SH", "ZH", "CH", "JH"}:
        return "IH Z"
    return "S" if last in {"P", "T", "K", "F", "TH"} else "Z"
