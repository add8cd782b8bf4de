"""A speaker in real time whose skill sets a reminder; to be killed.

Usage: python house_with_reminders.py LEDGER, with sentences on standard input: "remind" or "timer".
"""

import sys
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import requests

from skill.speaker.device.fakes import FakeEars
from skill.speaker.fakes import FakeSkill
from skill.speaker.setting import Setting
from skill.speaker.terminal.terminal_speaker import TerminalSpeaker, imagined

IN_S = 3
"""When they ring."""


class RemindingSkill(FakeSkill):
    """Uses Alexa's services as any skill does."""

    def _obey(self, intent, context):
        body = _timer() if intent == "timer" else _reminder()
        system, path = context["System"], "timers" if intent == "timer" else "reminders"
        headers = {"Authorization": f"Bearer {system['apiAccessToken']}"}
        url = f"{system['apiEndpoint']}/v1/alerts/{path}"
        answer = requests.post(url, json=body, headers=headers, timeout=2)
        speech = {"type": "PlainText", "text": f"It answers {answer.status_code}."}
        return {"outputSpeech": speech, "shouldEndSession": True}


def _reminder():
    return {
        "requestTime": datetime.now(UTC).isoformat(),
        "trigger": {"type": "SCHEDULED_RELATIVE", "offsetInSeconds": IN_S},
        "alertInfo": {"spokenInfo": {"content": [{"locale": "en-US", "text": "Stretch."}]}},
    }


def _timer():
    texts = [{"locale": "en-US", "text": "Stand up."}]
    return {
        "duration": f"PT{IN_S}S",
        "timerLabel": "break",
        "creationBehavior": {"displayExperience": {"visibility": "VISIBLE"}},
        "triggeringBehavior": {
            "operation": {"type": "ANNOUNCE", "textToAnnounce": texts},
            "notificationConfig": {"playAudible": True},
        },
    }


if __name__ == "__main__":
    TerminalSpeaker(
        setting=Setting(ZoneInfo("Europe/Berlin")),
        skill=RemindingSkill(),
        make_ears=lambda _: FakeEars(),
        make_loudspeaker=imagined,
        show=lambda line: print(line, flush=True),  # noqa: T201 - it is read by the test
        ledger=Path(sys.argv[1]),
    ).live(sys.stdin)
