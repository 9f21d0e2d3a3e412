"""What the server refuses, and what it tells the browser to refuse."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Flask, Response, abort, request

LOOPBACK = ("127.0.0.1", "localhost")
# Where what a council holds may be in the body: never kept by a browser or a proxy.
STATIC = ("/assets/", "/_dash-component-suites/", "/_favicon.ico")


def is_loopback(host: str) -> bool:
    """Say whether an address to listen at is this machine alone."""
    return host in LOOPBACK


def guard(server: Flask, *, public_only: bool) -> None:
    """Refuse strangers' host names, and send the headers with every answer.

    A page elsewhere can give its own name the address 127.0.0.1 and so read from a
    server here; the name it was asked by gives it away. Where only the public view is
    served, beyond this machine, any name will do.
    """

    @server.before_request
    def refuse_other_hosts() -> None:
        if not public_only and _name(request.host) not in LOOPBACK:
            abort(
                403,
                "Market Shaper answers only to localhost and 127.0.0.1; open it there.",
            )

    @server.after_request
    def tell_the_browser(response: Response) -> Response:
        headers = response.headers
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Referrer-Policy"] = "no-referrer"
        headers["X-Frame-Options"] = "DENY"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
        if not request.path.startswith(STATIC):
            headers["Cache-Control"] = "no-store"
        return response


def forbid_scripts(server: Flask, hashes: Sequence[str]) -> None:
    """Let the browser run our own scripts and no other, and fetch from here alone.

    `hashes` are those of the inline scripts; take them when every callback is there.
    """
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' {' '.join(hashes)}".strip(),
            # Plotly and React write styles into elements.
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self'",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            "object-src 'none'",
        )
    )

    @server.after_request
    def send_policy(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = policy
        return response


def _name(host: str) -> str:
    """Return a Host header without its port, IPv6 brackets off."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].lower()
