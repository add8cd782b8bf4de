"""The page's own app: its files, and the ways to all that it asks for."""

from threading import Lock
from typing import TYPE_CHECKING

from flask import Flask, Response, render_template, request, send_from_directory
from werkzeug.exceptions import BadRequest

from skill.content.files import ROOT
from skill.speaker.page.microphone import listened
from skill.speaker.page.person import person_routes
from skill.speaker.page.site import Site
from skill.speaker.page.telling import device_routes

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

_MOST_BYTES = 8 * 1024 * 1024
"""A minute of sound at 48 kHz, and more than anything else the page sends."""
_RATES_HZ = range(8_000, 192_001)
"""What microphones have."""
_PICTURE_S = 3_600
_HEADERS = {
    # The pictures have style attributes of their own, so that they follow light and dark.
    "Content-Security-Policy": (
        "default-src 'self'; style-src-attr 'unsafe-inline'; object-src 'none'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def page_app(site: Site) -> Flask:
    """The app behind the page."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = _MOST_BYTES
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.register_blueprint(device_routes(site))
    app.register_blueprint(person_routes(site))

    @app.get("/")
    def page() -> str:
        hears = site.recognizer is not None
        return render_template("page.html", about=site.about, hears=hears)

    @app.get("/pictures/<name>.svg")
    def picture(name: str) -> Response:
        return send_from_directory(ROOT / "pictures", f"{name}.svg", max_age=_PICTURE_S)

    one_at_a_time = Lock()

    @app.post("/speaker/heard")
    def heard() -> "ResponseReturnValue":
        if site.recognizer is None:
            return {"text": "", "meant": False}, 501
        rate_hz = request.args.get("rate", 0, int)
        if rate_hz not in _RATES_HZ:
            raise BadRequest("rate is 8000 to 192000 samples a second")
        hands_free = request.args.get("hands_free") == "1"
        with one_at_a_time:
            found = listened(
                site.recognizer, request.get_data(), rate_hz, site.moment(), hands_free=hands_free
            )
        return {"text": found.text, "meant": found.is_meant}

    @app.after_request
    def protect(response: Response) -> Response:
        response.headers.update(_HEADERS)
        return response

    return app
