"""The Flask door: the skill's endpoint, the tracks, and whether we are well."""

import json
import logging
from pathlib import Path
from typing import Any, Protocol

from flask import Flask, Response, jsonify, request, send_file
from werkzeug.exceptions import HTTPException, NotFound, RequestEntityTooLarge

from skill import limits
from skill.alexa.reading import MalformedRequestError
from skill.alexa.skill import Skill

_log = logging.getLogger(__name__)
A_YEAR_S = 365 * 24 * 3_600
"""A track's name is the hash of its sound: it never changes, so it may be kept for ever."""


class Tracks(Protocol):
    """Where the door finds tracks; see `audio.library` and `audio.workshop`."""

    def sheet(self, key: str) -> object:
        """The sheet of a track as JSON; None if there is none."""
        ...

    def file(self, key: str) -> Path | None:
        """The MP3 of a track, rendered now if need be; None if there is none."""
        ...


def create_app(skill: Skill, tracks: Tracks) -> Flask:
    """The door to a skill and its tracks."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = limits.REQUEST_BYTES
    app.json.sort_keys = False  # type: ignore[attr-defined]

    @app.post("/alexa")
    def alexa() -> Response:
        return jsonify(skill.answer(_body(), request.host_url))

    @app.get("/tracks/<key>.mp3")
    def track(key: str) -> Response:
        path = tracks.file(key)
        if path is None:
            raise NotFound("no such track: it was never ordered, or no voice is installed")
        return send_file(path, mimetype="audio/mpeg", conditional=True, max_age=A_YEAR_S)

    @app.get("/tracks/<key>.json")
    def sheet(key: str) -> Response:
        found = tracks.sheet(key)
        if found is None:
            raise NotFound("no such track: it was never ordered")
        return jsonify(found)

    @app.get("/healthz")
    def health() -> Response:
        return jsonify(status="ok")

    @app.errorhandler(MalformedRequestError)
    def malformed(error: MalformedRequestError) -> tuple[str, int]:
        _log.warning("refused: %s", error)
        return "not a request of Alexa's", 400

    @app.errorhandler(RequestEntityTooLarge)
    def too_large(_: HTTPException) -> tuple[str, int]:
        _log.warning("refused: a body of more than %d bytes", limits.REQUEST_BYTES)
        return "not a request of Alexa's", 400

    return app


def _body() -> dict[str, Any]:
    """The request's JSON object.

    Raises:
        MalformedRequestError: the body is no JSON object.
    """
    try:
        body = json.loads(request.get_data())
    except (ValueError, RecursionError) as error:
        raise MalformedRequestError("the body is no JSON") from error
    if not isinstance(body, dict):
        raise MalformedRequestError("the body is no JSON object")
    return body
