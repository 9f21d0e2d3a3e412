"""Tell of a fault in the log: where it arose and of which class, and no value."""

from __future__ import annotations

import logging
import traceback
from typing import Any

from flask import Flask

from data.errors import MarketShaperError

log = logging.getLogger(__name__)


def told(what: str, fault: BaseException) -> None:
    """Log a fault; its own words may hold values, unless we wrote them."""
    if isinstance(fault, MarketShaperError):
        log.error("%s: %s", what, fault)
        return
    last = traceback.extract_tb(fault.__traceback__)[-1]
    log.error(
        "%s failed: %s at %s:%s", what, type(fault).__name__, last.filename, last.lineno
    )


def quieten(server: Flask) -> None:
    """Keep the server from writing tracebacks, which quote what was being served."""

    def brief(exc_info: Any) -> None:
        fault: BaseException = exc_info[1]
        told("A request", fault)

    server.log_exception = brief  # type: ignore[method-assign]
