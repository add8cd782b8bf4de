"""Where manifests of measured lengths lie: those that ship, and this machine's own."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from audio.voices.voice import Voice
from skill.sound.files import write_whole
from skill.sound.lengths import LengthsJson, text_id, unmeasured

Measure = Callable[[Sequence[str]], Mapping[str, int]]
"""Says how many milliseconds each text lasts in a voice."""


@dataclass(frozen=True, slots=True)
class Manifests:
    """Measured lengths by locale and voice, in `<folder>/<locale>/lengths/*.json`."""

    shipped: Path
    """The content folder, whose manifests come with the skill; only read."""
    own: Path
    """Where this machine keeps what it measured itself."""

    def find(self, locale: str, voice_id: str) -> LengthsJson:
        """All lengths that are known of a voice, perhaps none; what ships goes before the rest."""
        known: dict[str, int] = {}
        for folder in (self.own, self.shipped):
            for manifest in _manifests(folder, locale):
                if manifest["voice"] == voice_id:
                    known |= manifest["ms"]
        return LengthsJson(voice=voice_id, ms=known)

    def complete(
        self, locale: str, voice: Voice, phrases: Mapping[str, str], measure: Measure
    ) -> LengthsJson:
        """The lengths of all phrases; those that nobody measured yet are measured and kept.

        Args:
            locale: language and region of the phrases.
            voice: the voice that they are for.
            phrases: text by phrase key.
            measure: asked for the texts that are missing, if any are.

        Raises:
            OSError: the folder of one's own cannot be written.
        """
        known = self.find(locale, voice.id)
        missing = unmeasured(known, phrases)
        if missing:
            ms = known["ms"] | {text_id(text): ms for text, ms in measure(missing).items()}
            spoken = {text_id(text) for text in phrases.values()}
            known = LengthsJson(voice=voice.id, ms={id_: ms[id_] for id_ in spoken})
            write_manifest(manifest_path(self.own, locale, voice.name), known)
        return known


def manifest_path(root: Path, locale: str, voice_name: str) -> Path:
    """Where the manifest of a locale and a voice belongs."""
    return root / locale / "lengths" / f"{voice_name.replace(':', '-').lower()}.json"


def write_manifest(path: Path, manifest: LengthsJson) -> None:
    """Write a manifest in a form that is easy to compare, and the same each time."""
    ordered = {"voice": manifest["voice"], "ms": dict(sorted(manifest["ms"].items()))}
    write_whole(path, (json.dumps(ordered, indent=1) + "\n").encode())


def _manifests(root: Path, locale: str) -> Iterator[LengthsJson]:
    for path in sorted((root / locale / "lengths").glob("*.json")):
        yield json.loads(path.read_bytes())
