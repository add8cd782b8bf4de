"""Every conversation in this folder, talked through with our skill in virtual time.

`conversation.py` tells how they are written down.
"""

from functools import cache
from zoneinfo import ZoneInfo

import pytest

from skill.bootstrap_here import local_service
from skill.speaker.cloud.faults import read_faults
from skill.speaker.device.profile import PROFILES
from skill.speaker.local_skill import StoredSkill
from skill.speaker.setting import Setting
from skill.speaker.talk.script import ExpectElsewhere, read_script
from skill.speaker.talk.script_runner import ScriptRunner
from skill.speaker.talk.transcript import as_json
from skill.speaker.text_ears import HearingEars
from skill.understanding import Hearing
from tests.conversations.conversation import conversations, read

hearing = cache(Hearing.load)
RARE = {
    "IntentRequest NudgesOnIntent": "what the clock looks for has a row of its own",
    "IntentRequest NudgesOffIntent": "likewise",
    "IntentRequest CancelReminderIntent": "likewise",
    "Connections.Response": "likewise: a reminder was allowed, and is set",
    "IntentRequest AMAZON.YesIntent": "likewise",
    "IntentRequest AMAZON.NoIntent": "a second voice of the house has consented",
    "IntentRequest other": "it hurt too often, so the day's rest is kept beside the run",
}
"""Turns that may read and write twice, each with the reason."""


class CountedSkill(StoredSkill):
    """Our skill, with a record of each turn."""

    def __init__(self, store_url, setting):
        super().__init__(store_url, setting, voice=None)
        self.store_url, self.records = store_url, []

    def app(self, clock):
        return local_service(self.store_url, clock, None, [self.records.append])

    @property
    def dear(self):
        """Turns that read or wrote more than once, but for those that may."""
        return [
            told
            for record in self.records
            if max(record.store.reads, record.store.writes) > 1
            and (told := f"{record.request} {record.intent}".strip()) not in RARE
        ]


def talked_through(conversation, folder):
    zone = ZoneInfo(conversation.tz)
    setting = Setting(zone, conversation.locale, PROFILES[conversation.device])
    skill = CountedSkill(f"sqlite:///{folder / 'store.db'}", setting)
    stage = ScriptRunner(
        start=conversation.start.replace(tzinfo=zone),
        setting=setting,
        skill=skill,
        make_ears=lambda clock: HearingEars(hearing(conversation.locale), clock, zone),
        faults=read_faults(tuple(conversation.faults)),
    )
    lines = []
    stage.perform(
        read_script(conversation.script), lambda at_ms, line: lines.append(as_json(at_ms, line))
    )
    return lines, skill


def unexpected_elsewhere(conversation, lines):
    """What Alexa answered herself although the script does not say so with @elsewhere."""
    steps = read_script(conversation.script)
    expected = sum(isinstance(step.act, ExpectElsewhere) for step in steps)
    found = [line["text"] for line in lines if line["kind"] == "elsewhere"]
    return found if len(found) != expected else []


def missing(wanted, found, where=""):
    """Says where something found is not as wanted."""
    if isinstance(wanted, dict) and isinstance(found, dict):
        return [
            complaint
            for key, value in wanted.items()
            for complaint in missing(value, found.get(key), f"{where}.{key}")
        ]
    if isinstance(wanted, list) and isinstance(found, list) and len(wanted) == len(found):
        return [
            complaint
            for index, pair in enumerate(zip(wanted, found, strict=True))
            for complaint in missing(*pair, f"{where}[{index}]")
        ]
    return [] if wanted == found else [f"{where}: wanted {wanted}, found {found}"]


@pytest.mark.parametrize(
    ("path", "device"),
    [pytest.param(*each, id=f"{each[0].stem} on {each[1]}") for each in conversations()],
)
def test_conversation(path, device, tmp_path):
    conversation = read(path, device)
    lines, skill = talked_through(conversation, tmp_path)
    assert [line["reason"] for line in lines if line["kind"] == "error"] == []
    assert skill.dear == []
    assert unexpected_elsewhere(conversation, lines) == []
    found = {
        "heard": [line["intent"] for line in lines if line["kind"] == "heard"],
        "played": [line for line in lines if line["kind"] == "played"],
        "completed": [line for line in lines if line["kind"] == "completed"],
        "stored": lines[-1],
    }
    wanted = {
        "heard": conversation.heard,
        "played": conversation.played,
        "completed": conversation.completed,
        "stored": conversation.stored,
    }
    assert missing({k: v for k, v in wanted.items() if v is not None}, found) == []
