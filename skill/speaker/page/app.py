"""The page's own app: its files, and the ways to all that it asks for."""

from flask import Flask, Response, render_template, send_from_directory
from markupsafe import escape

from skill.content.files import ROOT
from skill.speaker.page.hearing import hearing_routes
from skill.speaker.page.page_context import PageContext
from skill.speaker.page.person import person_routes
from skill.speaker.page.telling import device_routes

MOST_BYTES = 8 * 1024 * 1024
"""A minute of sound at 48 kHz, and more than anything else the page sends."""
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


def page_app(site: PageContext) -> Flask:
    """The app behind the page."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    # As markup, a text takes pieces of markup into its fields, and escapes all others.
    app.jinja_env.globals["text"] = {key: escape(text) for key, text in site.text.items()}
    app.register_blueprint(device_routes(site))
    app.register_blueprint(person_routes(site))
    app.register_blueprint(hearing_routes(site))

    @app.get("/")
    def page() -> str:
        hears = site.recognizer is not None
        return render_template(
            "page.html",
            locale=site.content.locale,
            texts=dict(site.text),
            about=site.about,
            hears=hears,
            hears_all=site.hears_all,
        )

    @app.get("/pictures/<name>.svg")
    def picture(name: str) -> Response:
        return send_from_directory(ROOT / "pictures", f"{name}.svg", max_age=_PICTURE_S)

    @app.after_request
    def protect(response: Response) -> Response:
        response.headers.update(_HEADERS)
        return response

    return app
