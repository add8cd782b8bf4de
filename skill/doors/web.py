"""The Flask app: the skill, its tracks, and whether we are well."""

from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from flask import Flask, Response, jsonify, request, send_file
from werkzeug.exceptions import NotFound

from skill.alexa.recorded import RecordedSkill
from skill.doors.endpoint import endpoint

if TYPE_CHECKING:
    from skill.doors.metrics import Figures
    from skill.doors.verify.verifier import Verifier

THIS_MACHINE = ("127.0.0.1", "::1")
"""Whoever comes from there, or goes there, is on this machine."""

A_YEAR_S = 365 * 24 * 3_600
"""A track's name is the hash of its sound: it never changes, so it may be kept for ever."""


class Tracks(Protocol):
    """Where the door finds tracks; see `skill.sound.library` and `audio.render_queue`."""

    def sheet(self, key: str) -> object:
        """The sheet of a track as JSON; None if there is none."""
        ...

    def file(self, key: str) -> Path | None:
        """The MP3 of a track, rendered now if need be; None if there is none."""
        ...


def create_app(
    skill: RecordedSkill,
    tracks: Tracks,
    verifier: "Verifier | None",
    figures: "Figures | None" = None,
    is_ready: Callable[[], bool] | None = None,
) -> Flask:
    """The door to a skill and its tracks.

    Args:
        skill: what answers.
        tracks: what is played.
        verifier: lets only Alexa's requests in; None lets anybody in, and is for a door that
            nobody but this machine can reach.
        figures: what `/metrics` shows, to this machine only; None for no such page.
        is_ready: tells whether the store can be read and written; None where nobody is to ask.
    """
    app = Flask(__name__)
    app.register_blueprint(endpoint(skill, verifier))

    @app.get("/tracks/<key>.mp3")
    def track(key: str) -> Response:
        path = tracks.file(key)
        if path is None:
            raise NotFound("no such track: it was never ordered, or no voice is installed")
        _keep_answerable_range(path.stat().st_size)
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

    _add_readiness(app, is_ready)
    _add_metrics(app, figures)
    return app


def _keep_answerable_range(length: int) -> None:
    """Rewrite the request's `Range` such that werkzeug answers it as RFC 9110 has it.

    Werkzeug answers 416 to all that it cannot do. Another unit, several ranges, or what is no range
    are ignored (14.2), and the last bytes of a track that has fewer are all of it (14.1.2).
    """
    asked = request.range
    if asked is None or asked.units != "bytes" or len(asked.ranges) > 1:
        request.environ.pop("HTTP_RANGE", None)
    elif asked.ranges[0][0] < -length:
        request.environ["HTTP_RANGE"] = "bytes=0-"


def _add_readiness(app: Flask, is_ready: Callable[[], bool] | None) -> None:
    @app.get("/readyz")
    def ready() -> Response:
        if is_ready is None:
            raise NotFound
        if is_ready():
            return jsonify(status="ok")
        # Why not is in the log: whoever asks may be a stranger.
        response = jsonify(status="the store does not answer")
        response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
        return response


def _add_metrics(app: Flask, figures: "Figures | None") -> None:
    @app.get("/metrics")
    def metrics() -> Response:
        if figures is None or not _is_asked_here():
            raise NotFound
        return Response(figures.page(), content_type=figures.mimetype)


def _is_asked_here() -> bool:
    """Whether a program of this machine asks, by the machine's own name.

    A web server on this machine asks for others, but by the name that they know; and a page in a
    browser here could ask by a name of its own that leads here.
    """
    return request.remote_addr in THIS_MACHINE and urlsplit(request.host_url).hostname in (
        "localhost",
        *THIS_MACHINE,
    )
