"""What the network gives for an address: asked politely, and only again when it makes sense.

In: addresses and what is remembered of them (ETag, Last-Modified). Out: bytes, "not changed", or how long to wait. The
network itself is passed in as a function, so that nothing here needs one. It follows redirects within http and https
only, and never holds more than the limit.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from bearwitness.base.errors import MissingExtra, NetworkError
from bearwitness.base.settings import DEFAULTS

AGENT = "bearwitness (conflict monitor; polls with conditional requests)"
TIMEOUT_S = 30.0
SHORTEST_WAIT_S, LONGEST_WAIT_S = 60.0, 6 * 3600.0  # between polls of an address that fails: doubled each time


AT_ONCE = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server answered; `headers` have lower-case names."""

    status: int
    url: str
    content: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


# An address and headers; raises NetworkError where there is no answer.
Network = Callable[[str, Mapping[str, str]], Answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """What is remembered of an address between polls. `next_at` is when to ask again, `failures` those in a row."""

    url: str
    etag: str | None = None
    last_modified: str | None = None
    failures: int = 0
    next_at: datetime = AT_ONCE


def ask(network: Network, poll: Poll) -> Answer:
    """Ask for an address, unless it is as it was: then the status is 304. Raises NetworkError where it is refused."""
    headers = {"user-agent": AGENT, "accept": "*/*"}
    if poll.etag:
        headers["if-none-match"] = poll.etag
    if poll.last_modified:
        headers["if-modified-since"] = poll.last_modified
    return network(poll.url, headers)


def is_address(name: str) -> bool:
    """Whether a name is an address on the web."""
    return name.lower().startswith(("http://", "https://"))


def count_wait(failures: int, answer: Answer | None, now: datetime) -> float:
    """Seconds to wait after so many failures in a row; a server's Retry-After counts where it is longer."""
    wait = min(SHORTEST_WAIT_S * 2.0 ** max(failures - 1, 0), LONGEST_WAIT_S)
    asked = answer.headers.get("retry-after", "") if answer else ""
    try:
        told = float(asked)
    except ValueError:
        try:
            told = (parsedate_to_datetime(asked) - now).total_seconds()
        except (TypeError, ValueError):
            told = 0.0
    return max(wait, min(told, 24 * 3600.0))


def open_network() -> Network:
    """The network of this machine. Raises MissingExtra where its client is not installed."""
    try:
        import httpx  # noqa: PLC0415  an optional part
    except ModuleNotFoundError:
        raise MissingExtra("feeds", "reading from the web") from None
    limit = DEFAULTS.max_document_bytes
    client = httpx.Client(follow_redirects=True, timeout=TIMEOUT_S, max_redirects=5)

    def fetch(url: str, headers: Mapping[str, str]) -> Answer:
        try:
            with client.stream("GET", url, headers=dict(headers)) as response:
                parts, size = [], 0
                for part in response.iter_bytes():
                    size += len(part)
                    if size > limit:
                        raise NetworkError(f"{url}: more than {limit // 1_000_000} MB; not read")
                    parts.append(part)
                found = {name.lower(): value for name, value in response.headers.items()}
                return Answer(
                    status=response.status_code, url=str(response.url), content=b"".join(parts), headers=found
                )
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            reason = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
            raise NetworkError(f"{url}: cannot be reached ({reason})") from None

    return fetch
