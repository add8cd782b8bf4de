"""`/metrics`: what happened, for Prometheus on this machine and for nobody else."""

import subprocess
import sys

import pytest
from prometheus_client.parser import text_string_to_metric_families

from skill.bootstrap import skill_of
from skill.doors.metrics import Figures
from skill.doors.verify.refusal import Reason
from skill.doors.verify.verifier import ADDRESS_HEADER, SIGNATURE_HEADER, Verifier
from skill.doors.web import create_app
from skill.sound.library import FolderLibrary
from skill.sound.shelves import LocalShelf
from skill.sound.shipped import estimated_lengths
from skill.speaker.device.playback import PlayerState

HERE = {"REMOTE_ADDR": "127.0.0.1"}


class Service:
    """The door with figures, as `serve` makes it."""

    def __init__(self, room, folder, *, verified=False):
        self.room = room
        verifier = Verifier("amzn1.ask.skill.ours", None, room.clock) if verified else None
        self.figures = Figures(verifier and verifier.refusals)
        shelf = LocalShelf(FolderLibrary(folder / "service"), None)
        skill = skill_of(room.store, room.clock, shelf, estimated_lengths, (self.figures.note,))
        self.client = create_app(skill, shelf, verifier, self.figures).test_client()

    def ask(self, name=None, **changes):
        envelopes = self.room.envelopes
        session, player = envelopes.session(), PlayerState()
        body = (
            envelopes.intent(name, {}, session, player, 0)
            if name
            else envelopes.launch(session, player, 0)
        )
        body["request"] |= changes
        return self.client.post("/alexa", json=body)

    def page(self):
        return self.client.get("/metrics", base_url="http://localhost:5000/", environ_base=HERE)

    def samples(self):
        """The figures, by name and labels, as Prometheus' own reader reads them."""
        families = text_string_to_metric_families(self.page().text)
        return {
            (sample.name, *sorted(sample.labels.items())): sample.value
            for family in families
            for sample in family.samples
        }

    def count(self, name, **labels):
        return self.samples().get((f"back_routine_{name}", *sorted(labels.items())), 0)


@pytest.fixture
def service(known_room, tmp_path):
    return Service(known_room, tmp_path)


def test_turns_are_counted_by_what_was_asked_and_how_it_ended(service):
    service.ask()
    service.ask("AMAZON.HelpIntent")
    service.ask("AMAZON.HelpIntent")
    service.room.store.down = True
    service.ask("WeeklySummaryIntent")
    about = {"request": "IntentRequest", "outcome": "answered"}
    assert service.count("turns_total", intent="AMAZON.HelpIntent", **about) == 2
    about["outcome"] = "store_down"
    assert service.count("turns_total", intent="WeeklySummaryIntent", **about) == 1
    assert service.count("turn_seconds_count") == 4
    assert service.count("store_failures_total") == 1


def test_the_time_of_a_turn_and_of_its_store_are_histograms(service):
    service.ask()
    assert service.count("turn_seconds_bucket", le="8.0") == 1
    assert service.count("turn_seconds_bucket", le="+Inf") == 1
    assert 0 < service.count("store_seconds_sum") < service.count("turn_seconds_sum")


def test_calls_of_the_store_are_counted_by_their_kind(service):
    service.ask("WeeklySummaryIntent")
    assert service.count("store_calls_total", kind="read") >= 1
    before = service.count("store_calls_total", kind="write")
    service.ask()
    assert service.count("store_calls_total", kind="write") > before


def test_strangers_cannot_make_up_labels(service):
    for number in range(50):
        service.ask(f"Made{number}UpIntent")
        service.ask(type=f"Made.Up{number}")
    turns = {key[1:] for key in service.samples() if key[0] == "back_routine_turns_total"}
    assert turns == {
        (("intent", "other"), ("outcome", "answered"), ("request", "IntentRequest")),
        (("intent", ""), ("outcome", "newer"), ("request", "other")),
    }


def test_refusals_are_counted_by_their_reason_and_every_reason_is_there(known_room, tmp_path):
    service = Service(known_room, tmp_path, verified=True)
    for _ in range(3):
        assert service.ask().status_code == 400
    wrong = {ADDRESS_HEADER: "https://evil.example/a", SIGNATURE_HEADER: "AAAA"}
    assert service.client.post("/alexa", data=b"{}", headers=wrong).status_code == 400
    counts = {each: service.count("refusals_total", reason=each) for each in Reason}
    assert counts == dict.fromkeys(Reason, 0) | {Reason.HEADERS: 3, Reason.ADDRESS: 1}
    assert service.count("turn_seconds_count") == 0


def test_who_is_asked_about_is_not_on_the_page(service):
    service.ask()
    assert "amzn1" not in service.page().text


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("back.example.com", "127.0.0.1"),
        ("localhost.evil.example", "127.0.0.1"),
        ("127.0.0.1", "192.0.2.7"),
        ("localhost", "192.0.2.7"),
    ],
    ids=["through a web server", "by a name that leads here", "from elsewhere", "by a false name"],
)
def test_for_others_than_this_machine_there_is_no_such_page(service, host, address):
    answer = service.client.get(
        "/metrics", base_url=f"https://{host}/", environ_base={"REMOTE_ADDR": address}
    )
    assert answer.status_code == 404
    assert "back_routine" not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1:5000", "localhost:5000", "[::1]:5000"])
def test_this_machine_may_ask_by_any_name_of_its_own(service, host):
    answer = service.client.get("/metrics", base_url=f"http://{host}/", environ_base=HERE)
    assert answer.status_code == 200
    assert answer.content_type.startswith("text/plain; version=")


def test_a_door_without_figures_has_no_page(known_room, tmp_path):
    shelf = LocalShelf(FolderLibrary(tmp_path), None)
    client = create_app(known_room.skill, shelf, None).test_client()
    assert client.get("/metrics", base_url="http://localhost/").status_code == 404


def test_on_lambda_nothing_of_prometheus_is_loaded():
    program = (
        "import sys, skill.doors.lambda_function, skill.telemetry.cloudwatch\n"
        "print([name for name in sys.modules if 'prometheus' in name])"
    )
    found = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert found.stdout.strip() == "[]"
