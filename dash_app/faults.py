"""Keep the server's log free of what was being served."""

from __future__ import annotations

from typing import Any

from flask import Flask

from analytics.drawn import log_fault


def quieten(server: Flask) -> None:
    """Log where a request failed and on what, without its values or a traceback."""

    def brief(exc_info: Any) -> None:
        log_fault("A request", exc_info[1])

    server.log_exception = brief  # type: ignore[method-assign]
