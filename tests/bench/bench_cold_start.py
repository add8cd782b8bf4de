"""Cold start: a fresh process from nothing to its first answer, which is stored in DynamoDB.

Ours is what the bundle holds, by Lambda's handler: a known person starts a routine, so that a
profile and runs are read and a run is written. Hello-world's adapter reads and writes one item. The
table is on a server in this process.
"""

import json
import logging
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import boto3
from moto.server import ThreadedMotoServer

from skill.content import load
from skill.deploy.bundle import own_files
from skill.store.dynamodb import DynamoDBStore
from skill.store.dynamodb_wire import wire_of
from tests.bench.requests_to_time import Echo, known

RUNS = 9
PROGRAM = "import json, sys; from {module} import handler; handler(json.load(sys.stdin), None)"
PROGRAMS = {
    "interpreter alone": "import json, sys; json.load(sys.stdin)",
    "hello-world, no store": PROGRAM.format(module="tests.bench.hello_world"),
    "hello-world, its adapter": PROGRAM.format(module="tests.bench.hello_world_stored"),
    "ours": PROGRAM.format(module="skill.doors.lambda_function"),
}
YARDSTICK = "hello-world, its adapter"
OUR_TABLE, HELLOS_TABLE = "back-routine", "hello-world"


def figures():
    """Lines of milliseconds, the processes taking turns; and the ratio."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    try:
        with tempfile.TemporaryDirectory() as folder:
            environment = _environment(f"http://127.0.0.1:{server.get_host_and_port()[1]}")
            yield from _lines(_timed(_bundle(Path(folder)), environment))
    finally:
        server.stop()


def _timed(bundle, environment):
    store = _tables(environment)
    times = {name: [] for name in PROGRAMS}
    for round_ in range(RUNS + 1):
        for name, program in PROGRAMS.items():
            echo = Echo(f"{name}{round_}")
            store.change_profile(echo.user, known)
            request = json.dumps(echo.launch())
            taken_ms = _run_ms(program, request, bundle if name == "ours" else Path(), environment)
            if round_:  # the first compiles
                times[name].append(taken_ms)
    return times


def _lines(times):
    base = median(times[YARDSTICK])
    for name, of_name in times.items():
        yield (
            f"{name:<26} median {median(of_name):6.0f} ms   least {min(of_name):6.0f} ms   "
            f"{median(of_name) / base:5.2f} x {YARDSTICK}"
        )


def _run_ms(program, request, folder, environment):
    began = time.perf_counter()
    words = [sys.executable, "-W", "ignore", "-c", program]
    subprocess.run(words, input=request, text=True, check=True, env=environment, cwd=folder)
    return (time.perf_counter() - began) * 1_000


def _bundle(folder):
    for path, what in own_files():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(what)
    return folder


def _environment(address):
    return {
        **os.environ,
        "AWS_ACCESS_KEY_ID": "bench",
        "AWS_SECRET_ACCESS_KEY": "bench",
        "AWS_REGION": "us-east-1",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": address,
        "BACK_ROUTINE_TABLE": OUR_TABLE,
        "BACK_ROUTINE_TRACKS_URL": "https://tracks.example.org/",
        "BENCH_TABLE": HELLOS_TABLE,
    }


def _tables(environment):
    address, keys = environment["AWS_ENDPOINT_URL"], ("bench", "bench")
    client = boto3.client(
        "dynamodb",
        endpoint_url=address,
        region_name="us-east-1",
        aws_access_key_id=keys[0],
        aws_secret_access_key=keys[1],
    )
    client.create_table(
        TableName=HELLOS_TABLE,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
    )
    store = DynamoDBStore(OUR_TABLE, load().catalog, address, wire_of(environment))
    store.create_table()
    return store
