"""As many requests as a server takes, over a few connections that stay open."""

import re
import selectors
import socket
import time

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)\r\n", re.IGNORECASE)


def requests_a_second(port, requests, connections, seconds):
    """How many answers came a second, each of them 200.

    Args:
        port: of a server on this machine.
        requests: gives bytes of whole HTTP requests, each sent once.
        connections: how many are open at a time, each with one request under way.
        seconds: how long.
    """
    answered = 0
    with selectors.DefaultSelector() as selector:
        for _ in range(connections):
            connection = socket.create_connection(("127.0.0.1", port))
            connection.sendall(next(requests))
            selector.register(connection, selectors.EVENT_READ, bytearray())
        began = time.perf_counter()
        while time.perf_counter() - began < seconds:
            for key, _ in selector.select(timeout=1):
                key.data.extend(key.fileobj.recv(65_536))
                if not is_whole(key.data):
                    continue
                assert key.data.startswith(b"HTTP/1.1 200"), bytes(key.data[:200])
                answered += 1
                key.data.clear()
                key.fileobj.sendall(next(requests))
        taken = time.perf_counter() - began
        for key in list(selector.get_map().values()):
            key.fileobj.close()
    return answered / taken


def is_whole(answer):
    end = answer.find(b"\r\n\r\n")
    return end >= 0 and len(answer) - end - 4 >= int(_LENGTH.search(answer, 0, end + 2)[1])


def posted(path, body, headers):
    """A whole HTTP request."""
    lines = [f"POST {path} HTTP/1.1", "Host: 127.0.0.1", "Content-Type: application/json"]
    lines += [
        f"Content-Length: {len(body)}",
        *(f"{name}: {each}" for name, each in headers.items()),
    ]
    return "\r\n".join([*lines, "", ""]).encode() + body
