"""Judges pairs of WAV files by Distill-MOS, in a venv of its own; see `make quality`.

python tests/quality/judge.py FOLDER
"""

import sys
from pathlib import Path
from statistics import mean

import distillmos
import soundfile
import torch

MOST_LOST = 0.25
"""What a whole track may be rated below the raw voice, on a scale of 1 to 5."""


def main(folder: Path) -> int:
    """Print each pair and the mean; 1 if the tracks lost more than they may."""
    model = distillmos.ConvTransformerSQAModel()
    model.eval()

    def rated(path: Path) -> float:
        samples, _ = soundfile.read(path, dtype="float32")
        with torch.no_grad():
            return float(model(torch.from_numpy(samples)[None]).mean())

    lost = []
    for shipped in sorted(folder.glob("*-shipped.wav")):
        raw = rated(shipped.with_name(shipped.name.replace("-shipped", "-raw")))
        ours = rated(shipped)
        lost.append(raw - ours)
        print(f"{shipped.stem.removesuffix('-shipped'):22} raw {raw:.2f}, shipped {ours:.2f}")
    print(f"lost {mean(lost):.2f} on average, {max(lost):.2f} at most; {MOST_LOST} is allowed")
    return mean(lost) > MOST_LOST


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
