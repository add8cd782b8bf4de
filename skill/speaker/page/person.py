"""What is kept of the person: what they did, what they like, and the wish to be forgotten."""

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request

from skill.routine.preferences import LEAST_MINUTES, MOST_MINUTES
from skill.speaker.page.page_context import PageContext
from skill.speaker.page.page_loop import Changed, Forgotten
from skill.speaker.page.records import records_of
from skill.speaker.page.wishes import WishError, wished

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


def person_routes(site: PageContext) -> Blueprint:
    """Pieces of the page that are fetched anew when what is kept has changed."""
    routes = Blueprint("person", __name__, url_prefix="/speaker")

    @routes.get("/records")
    def records() -> str:
        now = site.clock.now().astimezone(site.zone)
        found = records_of(site.store, site.user, now, site.zone)
        phrases = site.content.phrases
        return render_template(
            "records.html",
            records=found,
            words=site.content.words,
            weekday=lambda day: phrases.say(f"weekday.{day.isoweekday()}"),
            month=lambda day: phrases.say(f"month.{day.month}"),
        )

    @routes.get("/wishes")
    def wishes() -> str:
        return _wishes_form(site)

    @routes.post("/wishes")
    def wish() -> "ResponseReturnValue":
        form, catalog = request.form, list(site.content.catalog)
        before = site.store.profile(site.user).preferences
        try:
            after = wished(before, form, form.getlist("exercise"), catalog, site.text)
        except WishError as error:
            return _wishes_form(site, str(error)), 422
        site.store.change_profile(site.user, lambda kept: replace(kept, preferences=after))
        site.put(Changed())
        return _wishes_form(site, site.text["wishes.kept"])

    @routes.post("/forget")
    def forget() -> "ResponseReturnValue":
        site.store.forget(site.user, site.clock.now())
        site.put(Forgotten())
        return "", 204

    return routes


def _wishes_form(site: PageContext, message: str = "") -> str:
    return render_template(
        "wishes.html",
        wanted=site.store.profile(site.user).preferences,
        exercises=[(id_, site.content.name(id_)) for id_ in site.content.catalog],
        least=LEAST_MINUTES,
        most=MOST_MINUTES,
        message=message,
    )
