"""From this checkout to AWS: the bundle for Lambda, and what is checked before anything is sent."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
"""The checkout; one deploys from there."""
INFRA = ROOT / "infra"
"""The template, and what belongs to it."""
BUNDLE = ROOT / "build" / "bundle.zip"
"""Where the template looks for the bundle."""
