"""What is the Alexa app elsewhere, as one small page: consents, alerts and notifications."""

from typing import TYPE_CHECKING

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.exceptions import Forbidden

from skill.speaker.services.alerts.reminder import Reminder
from skill.speaker.services.alerts.times import spoken_time
from skill.speaker.services.alexa import Alexa
from skill.speaker.services.ledger import Kind
from skill.speaker.services.refusal import RefusalError
from skill.speaker.services.scopes import ASKED_OF_PEOPLE

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

_HOSTS = ("127.0.0.1", "localhost")
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


def companion_routes(alexa: Alexa) -> Blueprint:
    """The page at `/app`, and what its buttons do."""
    routes = Blueprint("companion", __name__, url_prefix="/app", template_folder="templates")

    @routes.before_request
    def only_this_page() -> None:
        """A page elsewhere must not make a browser grant anything, nor read what is here."""
        is_here = request.host.partition(":")[0] in _HOSTS
        origin = request.headers.get("Origin")
        site = request.headers.get("Sec-Fetch-Site", "none")
        asks_itself = origin in (None, f"http://{request.host}") and site in ("same-origin", "none")
        if not is_here or not (asks_itself or request.method == "GET"):
            raise Forbidden("only this machine's own page may ask")

    @routes.get("")
    def page() -> str:
        return render_template(
            "companion.html",
            consents=[
                (scope, words, alexa.are_granted([scope]))
                for scope, words in ASKED_OF_PEOPLE.items()
            ],
            reminders=[_reminder(each) for each in alexa.book.reminders() if each.due_at],
            timers=[(timer.label, timer.answer()) for timer in alexa.book.timers()],
            notifications=[
                row.body["text"]
                for row in alexa.ledger.rows(Kind.NOTIFICATION)
                if not row.body["is_heard"]
            ],
        )

    def _reminder(each: Reminder) -> tuple[str, str]:
        content = each.asked["alertInfo"]["spokenInfo"]["content"][0]
        at = each.due_at or alexa.clock.now()
        when = f"{at.astimezone(each.zone):%A, %d %B} at {spoken_time(at, each.zone)}"
        return when, content.get("text") or content["ssml"]

    @routes.post("/consents")
    def consent() -> "ResponseReturnValue":
        scope = request.form.get("scope", "")
        if scope not in ASKED_OF_PEOPLE:
            raise RefusalError(400, "INVALID_SCOPE", "there is no such consent")
        alexa.decide([scope], granted=request.form.get("granted") == "yes")
        return redirect("/app", 303)

    @routes.after_request
    def protect(response: Response) -> Response:
        response.headers.update(_HEADERS)
        return response

    return routes
