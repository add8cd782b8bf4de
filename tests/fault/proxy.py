"""Stands between the service and DynamoDB, and can be told to fail as DynamoDB fails."""

import asyncio
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Thread
from zlib import crc32

_READS = ("GetItem", "Query", "BatchGetItem", "Describe")
_THROTTLED = json.dumps(
    {
        "__type": "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException",
        "message": "The level of configured provisioned throughput for the table was exceeded.",
    }
).encode()


class Proxy:
    """A proxy of HTTP/1.1 on loopback, in a thread of its own."""

    def __init__(self, port: int, server_port: int) -> None:
        """Listen at a port, and pass on to the server's."""
        self.port = port
        self.met: Counter[str] = Counter()
        """What calls met: `slow`, `throttled`, or nothing, which is `passed`."""
        self._server_port = server_port
        self._refuses = False
        self._delay_s = 0.0
        self._throttles = False
        self._writes = 0
        self._open: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, daemon=True)

    @contextmanager
    def listening(self) -> Iterator["Proxy"]:
        """As long as the block lasts."""
        self._thread.start()
        self._call(self._listen())
        try:
            yield self
        finally:
            self._call(self._refuse())
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop.close()

    @contextmanager
    def refusing(self) -> Iterator[None]:
        """Connections are refused, and those that are open break."""
        self._call(self._refuse())
        try:
            yield
        finally:
            self._call(self._listen())

    @contextmanager
    def slow(self, seconds: float) -> Iterator[None]:
        """Every answer comes so much later."""
        self._delay_s = seconds
        try:
            yield
        finally:
            self._delay_s = 0.0

    @contextmanager
    def throttling(self) -> Iterator[None]:
        """Every other write is more than the table's throughput."""
        self._throttles = True
        try:
            yield
        finally:
            self._throttles = False

    def _call(self, coroutine) -> None:
        asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(timeout=10)

    async def _listen(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)

    async def _refuse(self) -> None:
        self._server.close()
        # Again, for those that were being opened, and until all know that they are closed.
        for _ in range(100):
            for writer in tuple(self._open):
                writer.transport.abort()
            await asyncio.sleep(0.01)
            if not self._open:
                break

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        upstream: asyncio.StreamWriter | None = None
        with suppress(OSError, asyncio.IncompleteReadError):
            while True:
                request = await _message(reader)
                trouble = self._trouble(request)
                self.met[trouble] += 1
                if trouble == "throttled":
                    answer = _refusal()
                else:
                    if upstream is None:
                        answers, upstream = await self._connected()
                    upstream.write(request)
                    answer = await _message(answers)
                await asyncio.sleep(self._delay_s)
                writer.write(answer)
                await writer.drain()
        for each in (writer, upstream):
            if each is not None:
                self._open.discard(each)
                each.transport.abort()

    async def _connected(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        pair = await asyncio.open_connection("127.0.0.1", self._server_port)
        self._open.add(pair[1])
        return pair

    def _trouble(self, request: bytes) -> str:
        if self._throttles and not any(f".{read}".encode() in request for read in _READS):
            self._writes += 1
            if self._writes % 2:
                return "throttled"
        return "slow" if self._delay_s else "passed"


async def _message(reader: asyncio.StreamReader) -> bytes:
    """One whole request or answer: its head, and as much as that says there is."""
    head = await reader.readuntil(b"\r\n\r\n")
    fields = dict(line.split(b":", 1) for line in head.lower().split(b"\r\n")[1:] if b":" in line)
    if fields.get(b"transfer-encoding", b"").strip() == b"chunked":
        return head + await _chunks(reader)
    return head + await reader.readexactly(int(fields.get(b"content-length", 0)))


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    body = b""
    while not body.endswith(b"0\r\n\r\n"):
        size = await reader.readline()
        body += size + await reader.readexactly(int(size, 16) + 2)
    return body


def _refusal() -> bytes:
    head = (
        "HTTP/1.1 400 Bad Request\r\nContent-Type: application/x-amz-json-1.0\r\n"
        f"x-amz-crc32: {crc32(_THROTTLED)}\r\nx-amzn-RequestId: THROTTLED\r\n"
        f"Content-Length: {len(_THROTTLED)}\r\n\r\n"
    )
    return head.encode() + _THROTTLED
