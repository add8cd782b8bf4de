"""A small skill over HTTP, for tests of the speaker that want none of ours."""

import json
from datetime import datetime
from typing import TYPE_CHECKING

import requests
from flask import Flask, Response, abort, jsonify, request

from skill.clock import Clock
from skill.speaker.device.profile import Json

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

TRACK_MS = 90_000
"""A track's length, unless told otherwise."""


class FakeSkill:
    """Plays tracks `0` to `count - 1`, obeys a few intents, and stores what it was told."""

    def __init__(self, count: int = 3, track_ms: int = TRACK_MS, sound: bytes = b"") -> None:
        """Every track lasts as long, and is the same MP3 where one is given."""
        self._count = count
        self._track_ms = track_ms
        self._sound = sound
        self.store: list[Json] = []
        self.starts = 0

    def app(self, clock: Clock) -> Flask:
        """A new service on the same store."""
        self.starts += 1
        app = Flask("fake_skill")

        @app.post("/alexa")
        def alexa() -> "ResponseReturnValue":
            envelope = request.get_json()
            self.store.append(envelope)
            return jsonify(version="1.0", response=self._answer(envelope, clock))

        @app.get("/tracks/<key>.json")
        def sheet(key: str) -> "ResponseReturnValue":
            if not key.isdecimal():
                abort(404)
            cues = [{"at_ms": 100, "length_ms": 100, "kind": "say", "text": f"Do {key}."}]
            length_ms = self._track_ms
            return jsonify(key=key, exercise=f"exercise-{key}", length_ms=length_ms, cues=cues)

        @app.get("/tracks/<key>.mp3")
        def track(key: str) -> "ResponseReturnValue":
            if not self._sound or not key.isdecimal():
                abort(404)
            return Response(self._sound, mimetype="audio/mpeg")

        return app

    def stored(self, now: datetime) -> Json:
        """Which tracks were heard to their end."""
        done = [
            each["request"]["token"]
            for each in self.store
            if each["request"]["type"] == "AudioPlayer.PlaybackFinished"
        ]
        run = {"run": "1", "started": None, "status": "done", "steps_done": done, "place": None}
        return {"runs": [run], "week": {"now": now.isoformat()}}

    def _answer(self, envelope: Json, clock: Clock) -> Json:
        asked = envelope["request"]
        match asked["type"]:
            case "LaunchRequest":
                return _said(f"It is {clock.now():%H:%M}.", self._play(0, "REPLACE_ALL"))
            case "AudioPlayer.PlaybackNearlyFinished":
                following = int(asked["token"]) + 1
                play = self._play(following, "ENQUEUE") if following < self._count else []
                return {"directives": play}
            case "IntentRequest":
                return self._obey(asked["intent"]["name"], envelope["context"])
        return {}

    def _obey(self, intent: str, context: Json) -> Json:
        match intent:
            case "stop":
                return _said("Stopped.", [{"type": "AudioPlayer.Stop"}])
            case "ask":
                return _said("Shall we?", []) | {"shouldEndSession": False}
            case "zone":
                return _said(_time_zone(context["System"]), [])
            case "break":
                return _said("Ready?", [])
        return _said("What was that?", []) | {"shouldEndSession": False}

    def _play(self, track: int, behavior: str) -> list[Json]:
        stream = {"token": str(track), "url": f"{request.url_root}tracks/{track}.mp3"}
        if behavior == "ENQUEUE":
            stream["expectedPreviousToken"] = str(track - 1)
        item = {"stream": stream}
        return [{"type": "AudioPlayer.Play", "playBehavior": behavior, "audioItem": item}]


def _said(text: str, directives: list[Json]) -> Json:
    speech = {"type": "PlainText", "text": text}
    return {"outputSpeech": speech, "directives": directives, "shouldEndSession": True}


def _time_zone(system: Json) -> str:
    """Asks Alexa, as a skill does."""
    device = system["device"]["deviceId"]
    url = f"{system['apiEndpoint']}/v2/devices/{device}/settings/System.timeZone"
    headers = {"Authorization": f"Bearer {system['apiAccessToken']}"}
    return str(json.loads(requests.get(url, headers=headers, timeout=2).text))
