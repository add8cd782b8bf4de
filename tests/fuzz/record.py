"""Records `requests.jsonl` anew: what the local device sends in our conversations, one of a kind.

python -m tests.fuzz.record
"""

import json
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from skill.bootstrap_here import local_service
from skill.speaker.cloud.faults import read_faults
from skill.speaker.device.profile import PROFILES
from skill.speaker.setting import Setting
from skill.speaker.talk.script import read_script
from skill.speaker.talk.script_runner import ScriptRunner
from skill.speaker.text_ears import HearingEars
from skill.understanding import Hearing
from tests.conversations.conversation import conversations, read
from tests.fuzz.requests_seen import FILE, NOWHERE, kind_of


class Recorded:
    """The skill, whose requests are noted as they come in."""

    def __init__(self, store_url, seen):
        self._store_url = store_url
        self._seen = seen

    def app(self, clock):
        app = local_service(self._store_url, clock, None)

        def noting(environ, start_response):
            if environ["PATH_INFO"] == "/alexa":
                environ["wsgi.input"] = noted = Noted(environ, self._seen)
                environ["CONTENT_LENGTH"] = str(noted.length)
            return app(environ, start_response)

        return noting

    def stored(self, _now):
        return {}


class Noted:
    """A body that was read, kept and can be read again."""

    def __init__(self, environ, seen):
        self._body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        self.length = len(self._body)
        body = json.loads(self._body)
        # Where Alexa's services were differs from one recording to the next.
        body["context"]["System"] |= {"apiEndpoint": NOWHERE, "apiAccessToken": "token"}
        seen(body)

    def read(self, size=-1):
        taken, self._body = (
            (self._body, b"") if size < 0 else (self._body[:size], self._body[size:])
        )
        return taken

    def readline(self, size=-1):
        return self.read(size)


def talk(conversation, hearing, seen):
    zone = ZoneInfo(conversation.tz)
    setting = Setting(zone, profile=PROFILES[conversation.device])
    with TemporaryDirectory() as folder:
        ScriptRunner(
            start=conversation.start.replace(tzinfo=zone),
            setting=setting,
            skill=Recorded(f"sqlite:///{folder}/store.db", seen),
            make_ears=lambda clock: HearingEars(hearing, clock, zone),
            faults=read_faults(tuple(conversation.faults)),
        ).perform(read_script(conversation.script), lambda _at_ms, _line: None)


def main():
    found = {}
    hearing = Hearing.load("en-US")
    for path, device in conversations():
        talk(read(path, device), hearing, lambda body: found.setdefault(kind_of(body), body))
    lines = [json.dumps(found[kind], separators=(",", ":")) for kind in sorted(found)]
    FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
