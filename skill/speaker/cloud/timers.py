"""The Timers API: DOC/smapi/alexa-timers-api-reference.html."""

from typing import TYPE_CHECKING

from flask import Blueprint, jsonify, request

from skill.speaker.cloud.admission import admit_allowed
from skill.speaker.cloud.alexa import Alexa
from skill.speaker.cloud.scopes import TIMERS
from skill.speaker.cloud.shapes import body_as

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


def timer_routes(alexa: Alexa) -> Blueprint:
    """Create, get, list, pause, resume, cancel one, cancel all."""
    routes = Blueprint("timers", __name__, url_prefix="/v1/alerts/timers")
    book = alexa.book

    @routes.before_request
    def admit() -> None:
        # Create, pause and resume are the POSTs, and in a session only.
        admit_allowed(alexa, "timers", TIMERS, makes_new=request.method == "POST")

    @routes.post("")
    def create() -> "ResponseReturnValue":
        return jsonify(book.add_timer(body_as("timer")).answer())

    @routes.get("")
    def get_all() -> "ResponseReturnValue":
        found = [timer.answer() for timer in book.timers()]
        return jsonify(totalCount=len(found), timers=found, nextToken=None)

    @routes.delete("")
    def delete_all() -> "ResponseReturnValue":
        book.drop_timers()
        return "", 200

    @routes.get("/<id_>")
    def get(id_: str) -> "ResponseReturnValue":
        return jsonify(book.timer(id_).answer())

    @routes.delete("/<id_>")
    def delete(id_: str) -> "ResponseReturnValue":
        book.drop_timer(id_)
        return "", 200

    @routes.post("/<id_>/pause")
    def pause(id_: str) -> "ResponseReturnValue":
        book.pause_timer(id_)
        return "", 200

    @routes.post("/<id_>/resume")
    def resume(id_: str) -> "ResponseReturnValue":
        book.resume_timer(id_)
        return "", 200

    return routes
