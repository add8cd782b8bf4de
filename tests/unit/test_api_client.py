"""Alexa's services over HTTP: what they answer, and how long we wait."""

import json
import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from ask_sdk_model.services import ApiClientRequest

from skill.alexa.api_client import TimedApiClient


class Service(BaseHTTPRequestHandler):
    """Tells what it was asked, with the status that the path names."""

    def do_POST(self):
        asked = self.rfile.read(int(self.headers["Content-Length"] or 0)).decode()
        told = {"body": asked, "token": self.headers["Authorization"]}
        text = json.dumps(told).encode()
        self.send_response(int(self.path[1:]))
        self.send_header("Location", "http://127.0.0.1:9/elsewhere")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture
def address():
    with HTTPServer(("127.0.0.1", 0), Service) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def asked(url, body=None, client=None):
    request = ApiClientRequest()
    request.method, request.url, request.body = "POST", url, body
    request.headers = [("Authorization", "Bearer x")]
    return (client or TimedApiClient()).invoke(request)


@pytest.mark.parametrize("status", [200, 201, 302, 401, 429, 500, 504])
def test_whatever_a_service_answers_is_an_answer(address, status):
    response = asked(f"{address}/{status}", {"duration": "PT30S"})
    told = json.loads(response.body)
    assert response.status_code == status
    assert told == {"body": '{"duration": "PT30S"}', "token": "Bearer x"}
    assert ("Location", "http://127.0.0.1:9/elsewhere") in response.headers


def test_a_form_is_sent_as_it_is(address):
    told = json.loads(asked(f"{address}/200", "grant_type=client_credentials").body)
    assert told["body"] == "grant_type=client_credentials"


def test_a_service_that_is_not_there_is_an_error_of_the_system():
    with pytest.raises(ConnectionRefusedError):
        asked("http://127.0.0.1:9/v1")


def test_a_service_that_hangs_is_given_up():
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(TimeoutError):
        asked(f"http://127.0.0.1:{silent.getsockname()[1]}/v1", client=TimedApiClient(0.2))


def talk_nonsense(server):
    connection, _ = server.accept()
    with connection:
        connection.recv(65_536)
        connection.sendall(b"hello\r\n\r\n")


def test_a_service_that_talks_nonsense_is_an_error_of_the_system():
    with socket.create_server(("127.0.0.1", 0)) as server:
        answer = threading.Thread(target=talk_nonsense, args=(server,))
        answer.start()
        with pytest.raises(OSError, match="HTTP"):
            asked(f"http://127.0.0.1:{server.getsockname()[1]}/v1")
        answer.join()


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1/x", "data:,x"])
def test_nothing_but_http_is_opened(url):
    with pytest.raises(OSError, match="unknown url type"):
        asked(url)
