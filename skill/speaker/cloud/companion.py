"""What is the Alexa app elsewhere, as one small page: consents, alerts and notifications."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Blueprint, Response, redirect, render_template, request, send_from_directory
from werkzeug.exceptions import Forbidden

from skill.content import load
from skill.content.files import nearest
from skill.content.page import page_texts
from skill.speaker.cloud.alerts.reminder import Reminder
from skill.speaker.cloud.alerts.timer import Timer
from skill.speaker.cloud.alerts.times import spoken_length, spoken_time
from skill.speaker.cloud.alexa import Alexa
from skill.speaker.cloud.ledger import Kind
from skill.speaker.cloud.refusal import RefusalError
from skill.speaker.cloud.scopes import ASKED_OF_PEOPLE
from skill.speaker.setting import Setting

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

_LOOKS = Path(__file__).parents[1] / "page" / "static"
"""This page looks like the speaker's, and stands alone where the speaker is a terminal."""
_HOSTS = ("127.0.0.1", "localhost")
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


def companion_routes(alexa: Alexa) -> Blueprint:
    """The page at `/app`, and what its buttons do."""
    routes = Blueprint("companion", __name__, url_prefix="/app", template_folder="templates")
    locale = alexa.setting.locale

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
            locale=nearest(locale),
            text=page_texts(locale),
            consents=[_consent(alexa, scope, what) for scope, what in ASKED_OF_PEOPLE.items()],
            reminders=[
                _reminder(each, each.due_at, locale)
                for each in alexa.book.reminders()
                if each.due_at
            ],
            timers=[_timer(each, alexa.setting) for each in alexa.book.timers()],
            notifications=[
                row.body["text"]
                for row in alexa.ledger.rows(Kind.NOTIFICATION)
                if not row.body["is_heard"]
            ],
        )

    @routes.get("/<any('page.css', 'icon.svg'):file>")
    def looks(file: str) -> Response:
        return send_from_directory(_LOOKS, file)

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


def _consent(alexa: Alexa, scope: str, what: str) -> tuple[str, str, bool]:
    """The scope, how it stands with it, and whether it is granted."""
    text, granted = page_texts(alexa.setting.locale), alexa.are_granted([scope])
    state = text["services.allowed"] if granted else text["services.not_allowed"]
    return scope, state.format(what=what[:1].upper() + what[1:]), granted


def _reminder(reminder: Reminder, due_at: datetime, locale: str) -> str:
    text, phrases = page_texts(locale), load(locale).phrases
    words = reminder.asked["alertInfo"]["spokenInfo"]["content"][0]
    at = due_at.astimezone(reminder.zone)
    return text["services.reminder"].format(
        weekday=phrases.say(f"weekday.{at.isoweekday()}"),
        day=at.day,
        month=phrases.say(f"month.{at.month}"),
        time=spoken_time(at, reminder.zone),
        words=words.get("text") or words["ssml"],
    )


def _timer(timer: Timer, setting: Setting) -> str:
    text = page_texts(setting.locale)
    name = timer.label or text["services.timer"]
    if timer.due_at is None:
        left = spoken_length(timedelta(seconds=timer.remaining_s))
        return text["services.timer_paused"].format(timer=name, length=left)
    until = spoken_time(timer.due_at, setting.zone)
    return text["services.timer_on"].format(timer=name, time=until)
