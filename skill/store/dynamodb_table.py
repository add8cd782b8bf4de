"""A table in DynamoDB: how it is reached, how it is made, and what it means when it is silent."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from threading import Lock
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from skill.store.dynamodb_wire import (
    ATTEMPTS,
    CONNECT_SECONDS,
    LOOPBACK,
    NOT_DONE,
    READ_SECONDS,
    Call,
    Wire,
    not_done,
    refused,
)
from skill.store.port import StoreUnavailableError

if TYPE_CHECKING:
    from botocore.session import Session
    from mypy_boto3_dynamodb import DynamoDBClient

REGION = "us-east-1"
"""Where neither the environment nor a profile names a region: Amazon's own default for skills."""

BY_DUE = "by-due"
"""The index in which those who are due are found, by the attribute `due`: its keys only."""
EXPIRES = "expires"
"""The attribute that says when DynamoDB takes a row away, in seconds since 1970."""

_ADVICE = {
    "EndpointConnectionError": "see that the server runs, and where AWS_ENDPOINT_URL points",
    "NoCredentialsError": "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE",
}
_LOCAL_KEY = "local"
"""DynamoDB Local and its like ask for a key, and take any. Letters only, as some insist."""
_METHODS = {
    "BatchWriteItem": "batch_write_item",
    "GetItem": "get_item",
    "Query": "query",
    "TransactWriteItems": "transact_write_items",
    "UpdateItem": "update_item",
}
"""What the client calls the operations."""


class Table:
    """One table, reached over a wire or through a client that is made when first needed."""

    def __init__(self, name: str, endpoint: str | None = None, wire: Call | None = None) -> None:
        """Name the table; nothing is imported or connected yet.

        Args:
            name: as DynamoDB knows it.
            endpoint: URL of a server that speaks the protocol; None lets the environment say
                (`AWS_ENDPOINT_URL_DYNAMODB`, `AWS_ENDPOINT_URL`), and else takes Amazon's own.
            wire: the way to its items; None for botocore's client.
        """
        self.name = name
        self._endpoint = endpoint
        self._wire = wire
        self._call = wire or self.by_client
        self._client: DynamoDBClient | None = None
        self._lock = Lock()

    @property
    def client(self) -> "DynamoDBClient":
        """The low-level client; any number of threads may use it at once."""
        with self._lock:
            if self._client is None:
                self._client = _connected(self._endpoint)
            return self._client

    def connect(self) -> None:
        """Be ready for the first call: its connection open, or its client made. Never fails."""
        if isinstance(self._wire, Wire):
            self._wire.connect()
        else:
            with suppress(StoreUnavailableError), self.answering():
                _ = self.client

    def call(self, operation: str, **body: object) -> Mapping[str, Any]:
        """What the table answers to an operation on its items, such as `GetItem`.

        Raises:
            ConditionFailedError: a write's condition does not hold.
            StoreUnavailableError: throttled, refused, timed out, broken, or no such table.
        """
        return self._call(operation, {"TableName": self.name, **body})

    def write_batch(self, requests: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
        """Do several writes at once; gives those that there was no time for."""
        answer = self._call("BatchWriteItem", {"RequestItems": {self.name: requests}})
        left: Sequence[Mapping[str, Any]] = answer.get("UnprocessedItems", {}).get(self.name, ())
        return left

    def write_at_once(
        self,
        updates: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]],
        checks: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]] = (),
    ) -> None:
        """Do several updates, each with its key, or none of them.

        Args:
            updates: the key of each row, and the arguments of `update_item`.
            checks: likewise of rows that are not written, and what must hold of them.

        Raises:
            NoTransactionsError: none was done; the server knows no transactions.
            ConditionFailedError: none was done; a condition does not hold, or somebody else
                writes at this moment.
            StoreUnavailableError: likewise, and for any other reason.
        """
        each = [("Update", *one) for one in updates] + [("ConditionCheck", *one) for one in checks]
        in_table = {"TableName": self.name}
        items = [{kind: in_table | {"Key": key, **about}} for kind, key, about in each]
        self._call("TransactWriteItems", {"TransactItems": items})

    def query(self, limit: int | None = None, **body: object) -> Iterator[Mapping[str, Any]]:
        """The items that a query finds, the first so many, in as many pages as it takes."""
        more: dict[str, Any] = {} if limit is None else {"Limit": limit}
        found = 0
        while True:
            page = self.call("Query", **body, **more)
            yield from page["Items"]
            found += len(page["Items"])
            if "LastEvaluatedKey" not in page or found == limit:
                return
            more["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def by_client(self, operation: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
        """The way through botocore's client."""
        with self.answering():
            answer: Mapping[str, Any] = getattr(self.client, _METHODS[operation])(**body)
            return answer

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Let every way of not answering be the store's own error, with the cause.

        Raises:
            ConditionFailedError: a write's condition does not hold.
            StoreUnavailableError: throttled, refused, timed out, broken, or no such table.
        """
        # A cold start without DynamoDB must not pay for botocore.
        from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415

        try:
            yield
        except ClientError as error:
            code = error.response["Error"]["Code"]
            if code in NOT_DONE:
                raise not_done(code) from error
            raise refused(code, self.client.meta.endpoint_url) from error
        except BotoCoreError as error:
            # Its own words may quote what was sent, and that holds a user id.
            reason = type(error).__name__
            advice = _ADVICE.get(reason, "try again")
            raise StoreUnavailableError(f"DynamoDB does not answer: {reason}; {advice}") from error

    def create(self) -> None:
        """Make the table, paid by the request, and wait until it serves. Twice does no harm.

        Raises:
            StoreUnavailableError: DynamoDB does not answer, or will not have it.
        """
        with self.answering():
            # It may be there already, or be made at this moment: the wait below serves all.
            with suppress(self.client.exceptions.ResourceInUseException):
                self.client.create_table(
                    TableName=self.name,
                    BillingMode="PAY_PER_REQUEST",
                    AttributeDefinitions=[
                        {"AttributeName": "pk", "AttributeType": "S"},
                        {"AttributeName": "sk", "AttributeType": "S"},
                        {"AttributeName": "due", "AttributeType": "S"},
                    ],
                    GlobalSecondaryIndexes=[
                        {
                            "IndexName": BY_DUE,
                            "KeySchema": [
                                {"AttributeName": "due", "KeyType": "HASH"},
                                {"AttributeName": "pk", "KeyType": "RANGE"},
                            ],
                            "Projection": {"ProjectionType": "KEYS_ONLY"},
                        }
                    ],
                    KeySchema=[
                        {"AttributeName": "pk", "KeyType": "HASH"},
                        {"AttributeName": "sk", "KeyType": "RANGE"},
                    ],
                )
            self.client.get_waiter("table_exists").wait(
                TableName=self.name, WaiterConfig={"Delay": 1, "MaxAttempts": 60}
            )
            self._let_rows_end()

    def _let_rows_end(self) -> None:
        """Have DynamoDB take rows away when they expire; where it cannot, they are only older."""
        from botocore.exceptions import ClientError  # noqa: PLC0415 - see `answering`

        try:
            self.client.update_time_to_live(
                TableName=self.name,
                TimeToLiveSpecification={"Enabled": True, "AttributeName": EXPIRES},
            )
        except ClientError as error:
            # Servers of other makes have none, and it may be on already.
            code = error.response["Error"]["Code"]
            if code not in ("ValidationException", "UnknownOperationException"):
                raise

    def delete(self) -> None:
        """Take the table away, with all that is in it.

        Raises:
            StoreUnavailableError: DynamoDB does not answer, or there is no such table.
        """
        with self.answering():
            self.client.delete_table(TableName=self.name)


def _connected(endpoint: str | None) -> "DynamoDBClient":
    # botocore makes the same client as boto3, which would cost a cold start a third more.
    import botocore.session  # noqa: PLC0415
    from botocore.config import Config  # noqa: PLC0415

    session = botocore.session.Session()
    near = _is_on_this_machine(endpoint)
    if near:
        _take_any_key(session)
    client = session.create_client(
        "dynamodb",
        region_name=session.get_config_variable("region") or REGION,
        endpoint_url=endpoint,
        config=Config(
            connect_timeout=CONNECT_SECONDS,
            read_timeout=READ_SECONDS,
            retries={"mode": "standard", "total_max_attempts": ATTEMPTS},
            # A proxy from the environment cannot reach this machine's own loopback.
            proxies={} if near else None,
        ),
    )
    return cast("DynamoDBClient", client)


def _is_on_this_machine(endpoint: str | None) -> bool:
    named = ("AWS_ENDPOINT_URL_DYNAMODB", "AWS_ENDPOINT_URL")
    url = endpoint or next((os.environ[name] for name in named if os.environ.get(name)), "")
    return urlsplit(url).hostname in LOOPBACK


def _take_any_key(session: "Session") -> None:
    """Use the keys that are set up, else any: without an account there are none to find."""
    # On a machine that is no EC2 instance the search for its role ends in a time-out.
    session.get_component("credential_provider").remove("iam-role")
    if session.get_credentials() is None:
        session.set_credentials(_LOCAL_KEY, _LOCAL_KEY)
