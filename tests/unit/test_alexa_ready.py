"""A skill that is ready before its first request."""

import json
import subprocess
import sys

import pytest

from skill.alexa.deserializer import PlannedSerializer
from skill.alexa.reading import read
from skill.alexa.warmup_requests import USUAL
from skill.speaker.device.playback import PlayerState

FIRST = """
import json, sys
from skill.sound.shelves import PublishedShelf
from skill.bootstrap import open_store, skill_of
from skill.sound.shipped import estimated_lengths
from skill.clock import SystemClock
shelf = PublishedShelf("https://x/")
skill = skill_of(open_store("memory:"), SystemClock(), shelf, estimated_lengths)
skill.get_ready()
before = set(sys.modules)
skill.answer(json.loads(sys.argv[1]), "https://x/")
print(json.dumps(sorted(set(sys.modules) - before)))
"""


@pytest.mark.parametrize("body", USUAL, ids=lambda body: body["request"]["type"])
def test_what_is_read_ahead_is_well_made(body):
    assert read(body, PlannedSerializer()).request.object_type == body["request"]["type"]


def test_a_first_launch_finds_amazons_classes_imported(room):
    envelope = room.envelopes.launch(room.envelopes.session(), PlayerState(), 0)
    words = [sys.executable, "-W", "ignore", "-c", FIRST, json.dumps(envelope)]
    told = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    imported = [name for name in json.loads(told) if name.startswith("ask_sdk_model")]
    assert imported == []
