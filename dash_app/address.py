"""The address of a page: council, topic and everything chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl, quote, unquote, urlencode


@dataclass(frozen=True)
class Address:
    """One page as the reader's browser names it.

    Attributes
    ----------
    council, topic : the first two parts of the path; None when absent
    beyond : whatever follows them in the path, which no page has
    query : every choice, as text, in the order it was made
    """

    council: str | None = None
    topic: str | None = None
    beyond: str = ""
    query: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, pathname: str | None, search: str | None) -> Address:
        """Read an address; where a choice is made twice, the last one holds."""
        parts = [unquote(part) for part in (pathname or "/").split("/") if part]
        return cls(
            council=parts[0] if parts else None,
            topic=parts[1] if len(parts) > 1 else None,
            beyond="/".join(parts[2:]),
            query=dict(parse_qsl((search or "").lstrip("?"))),
        )

    def href(self, route: str = "") -> str:
        """Write the address, below a server route when one is named."""
        path = "/".join(quote(part) for part in (self.council, self.topic) if part)
        return f"{route}/{path}" + (f"?{urlencode(self.query)}" if self.query else "")

    def to(self, topic: str) -> Address:
        """Go to another page with the same council, view and build."""
        kept = {k: v for k, v in self.query.items() if k in ("view", "build")}
        return replace(self, topic=topic, beyond="", query=kept)

    def choosing(self, **choices: str | None) -> Address:
        """Make choices; None takes one back."""
        query = {**self.query, **choices}
        return replace(self, query={k: v for k, v in query.items() if v is not None})
