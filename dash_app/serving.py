"""Serve the pages with gunicorn, from one command."""

from __future__ import annotations

import contextlib
import errno
import os
import socket
import sys
from collections.abc import Callable, Sequence
from typing import Any

from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

from analytics.catalogue import TOPICS
from analytics.catalogue.entry import Topic
from dash_app.app import create_app
from dash_app.security import is_loopback
from data.errors import MarketShaperError
from data.market import Market

PORT = 8050
WORKERS, THREADS = 2, 4
SECONDS_TO_FINISH = 5  # that a request under way is given when the server is stopped


class PortTakenError(MarketShaperError):
    """An address that cannot be listened at."""

    exit_code = 5


class _Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn with our settings and nothing read from files or environment."""

    def __init__(self, make: Callable[[], Any], settings: dict[str, Any]) -> None:
        self._make, self._settings = make, settings
        super().__init__()

    def load_config(self) -> None:
        """Take our settings."""
        for name, value in self._settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Make the app, in each worker: a connection does not survive a fork."""
        return self._make()


def serve(
    market: Market,
    host: str,
    port: int,
    say: Callable[[str], None],
    topics: Sequence[Topic] = TOPICS,
) -> None:
    """Serve a market until stopped.

    Raises
    ------
    PortTakenError
        If the address cannot be listened at.
    """
    check_port(host, port)
    public_only = market.public_only

    def ready(arbiter: Any) -> None:
        shown = f"[{host}]" if ":" in host else host
        # Port 0 means any that is free: the socket knows which.
        taken = arbiter.LISTENERS[0].sock.getsockname()[1]
        say(f"Serving at http://{shown}:{taken}. Press Ctrl-C to stop.")

    _Server(
        lambda: create_app(market, public_only=public_only, topics=topics).server,
        {
            "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
            "worker_class": "gthread",
            "workers": WORKERS,
            "threads": THREADS,
            "graceful_timeout": SECONDS_TO_FINISH,
            "timeout": 120,
            "control_socket_disable": True,
            "loglevel": "warning",
            "proc_name": "market-shaper",
            "when_ready": ready,
            "worker_exit": _leave,
        },
    ).run()


def _leave(arbiter: Any, worker: Any) -> None:
    """End a worker at once: it only reads, so it has nothing left to do.

    Winding the interpreter down instead stops threads inside DuckDB, which takes that
    for a crash and says so on the screen.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


def check_port(host: str, port: int) -> None:
    """Refuse an address that cannot be listened at, before any worker starts."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with contextlib.closing(socket.socket(family)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OverflowError as fault:
            raise PortTakenError(
                f"{port} is no port; give one from 1024 to 65535 with --port."
            ) from fault
        except OSError as fault:
            raise PortTakenError(_why(fault, host, port)) from fault


def _why(fault: OSError, host: str, port: int) -> str:
    if fault.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is taken by another program; stop it, or give another port, "
            f"such as --port {port + 1}."
        )
    if fault.errno == errno.EACCES:
        return f"Port {port} is not ours to use; give one over 1023 with --port."
    return f"{host} cannot be listened at; give an address of this machine with --host."


def only_public(host: str) -> bool:
    """Say whether an address to listen at lets others in, and so sees public only."""
    return not is_loopback(host)
