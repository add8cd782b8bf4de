"""`back-routine schedule`, and APScheduler in real time."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest
import yaml
from apscheduler.schedulers.background import BackgroundScheduler
from click.testing import CliRunner

from interaction_model.source import ROOT
from skill.cli import main
from skill.clock import SystemClock
from skill.content import load
from skill.jobs.jobs import JOBS
from skill.jobs.parts import Parts
from skill.jobs.proactive import LOCALES
from skill.jobs.scheduler.clockwork import wind_up
from skill.jobs.settings import CLIENT_ID, CLIENT_SECRET, STAGE, Account, SettingsError, account
from skill.store.url import open_store


@pytest.fixture
def url(tmp_path, monkeypatch):
    monkeypatch.setenv("BACK_ROUTINE_HOME", str(tmp_path))
    return f"sqlite:///{tmp_path / 'store.sqlite3'}"


def mark(url, job):
    return open_store(url, load().catalog).change_job_mark(job.name, lambda kept: kept)


def test_once_does_what_is_due_and_ends(url):
    result = CliRunner().invoke(main, ["schedule", "--store", url, "--once"])
    assert result.exit_code == 0, result.output
    for job in JOBS:
        assert mark(url, job).done_until is not None


def test_each_job_that_was_done_is_told_in_one_line(url):
    told = CliRunner().invoke(main, ["schedule", "--store", url, "--once"]).stderr
    lines = [json.loads(line) for line in told.splitlines()]
    done = [(line["job"], line["outcome"]) for line in lines if line.get("event") == "job"]
    assert done == [(job.name, "done") for job in JOBS]


def test_half_an_account_is_an_error_that_says_what_to_do(url, monkeypatch):
    monkeypatch.setenv(CLIENT_ID, "only this")
    result = CliRunner().invoke(main, ["schedule", "--store", url, "--once"])
    assert result.exit_code == 2
    assert CLIENT_SECRET in result.output


def test_it_looks_until_it_is_stopped(url):
    program = "from skill.cli import main; main()"
    words = [sys.executable, "-c", program, "schedule", "--store", url, "--every", "0.2"]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=os.environ)
    try:
        assert process.stdout.readline().startswith("Looking every 0.2 s")
        ends = time.monotonic() + 20
        while mark(url, JOBS[-1]).done_until is None and time.monotonic() < ends:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        assert "Stopped" in process.communicate(timeout=20)[0]
        assert process.returncode == 0
    finally:
        process.kill()
        process.wait()
    assert all(mark(url, job).done_until is not None for job in JOBS)


def test_many_schedulers_do_what_is_due_and_then_no_more(url):
    store = open_store(url, load().catalog)

    class Tracks:
        pruned = 0

        def prune(self, **_):
            Tracks.pruned += 1
            time.sleep(0.2)
            return 0

    names = iter(range(10_000))
    parts = Parts(store, SystemClock(), lambda: f"worker {next(names)}", None, Tracks())
    schedulers = [BackgroundScheduler() for _ in range(3)]
    for scheduler in schedulers:
        wind_up(scheduler, parts, looks_every_s=0.1)
        scheduler.start()
    time.sleep(1.5)
    for scheduler in schedulers:
        scheduler.shutdown()
    # Two that look at the same moment do it twice, which does no harm; a nudge has its own claim.
    assert 1 <= Tracks.pruned <= len(schedulers)


# Settings ------------------------------------------------------------------------------------


def test_without_settings_there_is_no_account():
    assert account({}) is None


def test_with_both_there_is_one_and_its_secret_is_never_shown():
    found = account({CLIENT_ID: "id", CLIENT_SECRET: "s3cret", STAGE: "development"})
    assert found == Account("id", "s3cret", is_live=False)
    assert "s3cret" not in repr(found)


def test_a_stage_that_there_is_not_is_an_error():
    with pytest.raises(SettingsError, match=STAGE):
        account({CLIENT_ID: "id", CLIENT_SECRET: "s", STAGE: "beta"})


def test_the_sender_has_a_name_wherever_the_skill_is_published():
    source = yaml.safe_load(
        (ROOT / "interaction_model" / "source" / "en.yaml").read_text(encoding="utf-8")
    )
    assert set(source["locales"]) == set(LOCALES)
