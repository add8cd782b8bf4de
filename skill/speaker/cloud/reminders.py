"""The Reminders API: DOC/smapi/alexa-reminders-api-reference.html."""

from typing import TYPE_CHECKING

from flask import Blueprint, jsonify, request

from skill.speaker.cloud.admission import admit_allowed
from skill.speaker.cloud.alexa import Alexa
from skill.speaker.cloud.scopes import REMINDERS
from skill.speaker.cloud.shapes import body_as

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


def reminder_routes(alexa: Alexa) -> Blueprint:
    """Create, get, get all, update, delete."""
    routes = Blueprint("reminders", __name__, url_prefix="/v1/alerts/reminders")
    book = alexa.book

    @routes.before_request
    def admit() -> None:
        admit_allowed(alexa, "reminders", REMINDERS, makes_new=request.method == "POST")

    @routes.post("")
    def create() -> "ResponseReturnValue":
        return jsonify(book.add_reminder(body_as("reminder")).answer())

    @routes.get("")
    def get_all() -> "ResponseReturnValue":
        found = [reminder.whole() for reminder in book.reminders()]
        return jsonify(totalCount=str(len(found)), alerts=found, links=None)

    @routes.get("/<token>")
    def get(token: str) -> "ResponseReturnValue":
        return jsonify(book.reminder(token).whole())

    @routes.put("/<token>")
    def update(token: str) -> "ResponseReturnValue":
        return jsonify(book.change_reminder(token, body_as("reminder")).answer())

    @routes.delete("/<token>")
    def delete(token: str) -> "ResponseReturnValue":
        book.drop_reminder(token)
        return "", 200

    return routes
