"""A tiny OpenID Connect provider: discovery, a code for whoever is named, a token for the code and its verifier, and what it knows of the person."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt

CLIENT, SECRET = "ledger", "a secret between the two"


@dataclass
class Provider:
    """Its address, the claims of whoever is signed in there, and the codes that it gave."""

    issuer: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    refuses: bool = False
    is_broken: bool = False
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def discovery(self) -> dict[str, Any]:
        """Where it answers what."""
        return {"error": "maintenance"} if self.is_broken else {
            "issuer": self.issuer, "authorization_endpoint": f"{self.issuer}/authorize", "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo", "jwks_uri": f"{self.issuer}/jwks", "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }  # fmt: skip

    def authorize(self, asked: dict[str, str]) -> str:
        """The address to which the browser is sent back."""
        if self.refuses:
            return f"{asked['redirect_uri']}?{urlencode({'error': 'access_denied', 'state': asked['state']})}"
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, given: dict[str, str]) -> dict[str, Any] | None:
        """A token, for a code that is used once by the client that knows its secret and its verifier."""
        asked = self.codes.pop(given.get("code", ""), None)
        verifier = base64.urlsafe_b64encode(hashlib.sha256(given.get("code_verifier", "").encode()).digest()).decode().rstrip("=")
        if asked is None or given.get("client_secret") != SECRET or asked.get("code_challenge") != verifier:
            return None
        now = int(time.time())
        said = {"iss": self.issuer, "aud": CLIENT, "sub": "1", "iat": now, "exp": now + 60, **self.claims}
        return {"access_token": "t", "token_type": "Bearer", "id_token": jwt.encode(said, "k" * 32, algorithm="HS256")}


class Desk(BaseHTTPRequestHandler):
    """Its pages."""

    provider: Provider

    def do_GET(self) -> None:
        """Discovery, the way back to the ledger, and what is known of the person."""
        parts = urlsplit(self.path)
        if parts.path == "/authorize":
            self.send_response(302)
            self.send_header("Location", self.provider.authorize({name: values[0] for name, values in parse_qs(parts.query).items()}))
            self.end_headers()
        elif parts.path == "/userinfo":
            self.say({"sub": "1", **self.provider.claims})
        else:
            self.say(self.provider.discovery())

    def do_POST(self) -> None:
        """A token for a code."""
        given = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        found = self.provider.token({name: values[0] for name, values in given.items()})
        self.say(found or {"error": "invalid_grant"}, 200 if found else 400)

    def say(self, value: object, status: int = 200) -> None:
        """JSON."""
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(value).encode())

    def log_message(self, *args: object) -> None:
        """Nothing."""


@contextmanager
def served() -> Iterator[Provider]:
    """A provider on a free port of this machine."""
    provider = Provider()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("OwnDesk", (Desk,), {"provider": provider}))
    provider.issuer = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
