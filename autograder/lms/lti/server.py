"""The service over HTTP: a WSGI application, and the small server that runs it on this computer."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from socketserver import ThreadingMixIn
from typing import Any
from urllib.parse import parse_qsl
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from autograder.errors import AutograderError
from autograder.lms.lti.service import Response, Service

MOST_BYTES = 500_000  # of a request's body
HOST = "127.0.0.1"  # the hub's proxy stands before it
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action https: http://localhost:* http://127.0.0.1:*"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
Start = Callable[[str, list[tuple[str, str]]], Any]


def application(service: Service) -> Callable[[dict[str, Any], Start], Iterable[bytes]]:
    """Return the service as a WSGI application, for any server that runs these."""

    def answer(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        found = _respond(service, environ)
        body = found.body.encode()
        headers = {**HEADERS, "Content-Type": found.kind, "Content-Length": str(len(body))}
        status = HTTPStatus(found.status)
        start(f"{status.value} {status.phrase}", [*(headers | found.headers).items()])
        return [body]

    return answer


def _respond(service: Service, environ: dict[str, Any]) -> Response:
    method = str(environ["REQUEST_METHOD"])
    text = str(environ.get("QUERY_STRING", ""))
    if method == "POST":
        length = str(environ.get("CONTENT_LENGTH") or "0")
        if not length.isdecimal() or int(length) > MOST_BYTES:
            return Response(413, "too long", "text/plain")
        text = environ["wsgi.input"].read(int(length)).decode("utf-8", "replace")
    try:
        form = dict(parse_qsl(text, keep_blank_values=True, max_num_fields=100))
        cookies = SimpleCookie(environ.get("HTTP_COOKIE", ""))
    except (ValueError, CookieError):
        return Response(400, "this is no form", "text/plain")
    path = f"{environ.get('SCRIPT_NAME', '')}{environ.get('PATH_INFO', '')}"
    return service.respond(method, path, form, {name: one.value for name, one in cookies.items()})


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Handler(WSGIRequestHandler):
    timeout = 30  # seconds that a browser may take to say what it wants

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Log the path alone: what stands behind it says who the user is."""
        path = self.path.partition("?")[0]
        print(f"{self.command} {path!r} {code}", file=sys.stderr, flush=True)


def server_of(service: Service, port: int) -> WSGIServer:
    """Return a server on this computer; `AutograderError` if the port is taken."""
    app: Any = application(service)
    try:
        return make_server(HOST, port, app, server_class=_Server, handler_class=_Handler)
    except OSError as error:
        raise AutograderError(f"{HOST}:{port} cannot be used: {error.strerror or error}.") from None


def serve(service: Service, port: int) -> int:
    """Serve until the process is stopped."""
    with server_of(service, port) as server:
        there = f"http://{HOST}:{server.server_port}{service.base}/"
        print(f"{len(service.offers)} assignments at {there}", flush=True)
        server.serve_forever()
    return 0
