"""服务器: gunicorn in this process, threads within workers; Django's own where a system cannot fork."""

from __future__ import annotations

import importlib
import os
import socket
from collections.abc import Callable
from typing import Any

from django.core.management import CommandError
from django.core.servers.basehttp import ThreadedWSGIServer
from django.core.servers.basehttp import run as run_simple
from django.db import connections

from xiaohao.web.wsgi import application

WORKERS, THREADS, TIMEOUT = 2, 4, 120


def claim(host: str, port: int) -> None:
    """Make sure that the address is free, before anything is built or migrated. Raises CommandError."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(found[0], socket.SOCK_STREAM) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(found[4])
    except (OSError, UnicodeError) as problem:
        reason = getattr(problem, "strerror", None) or problem
        raise CommandError(f"{host}:{port}: 不能在此监听，请换一个地址或端口 / cannot listen here ({reason}); choose another host or port") from None


def run(host: str, port: int, *, say: Callable[[str], object]) -> None:
    """Serve until stopped."""
    shown = f"[{host}]" if ":" in host else host
    say(f"http://{shown}:{port}/　（Ctrl+C 停止 / Ctrl+C stops it）")
    connections.close_all()  # a connection must not be shared by workers that are forked from here
    if hasattr(os, "fork"):
        forking(f"{shown}:{port}")
    else:
        run_simple(host, port, application, ipv6=":" in host, threading=True, server_cls=ThreadedWSGIServer)


def forking(address: str) -> None:
    """gunicorn; it is loaded here because it cannot be loaded where there is no fork."""
    base: Any = importlib.import_module("gunicorn.app.base").BaseApplication

    class Server(base):  # type: ignore[misc]  # the library has no types
        """Our application under gunicorn, with its options given here and not in a file."""

        def load_config(self) -> None:
            options = {
                "bind": address, "workers": WORKERS, "threads": THREADS, "worker_class": "gthread", "loglevel": "warning", "preload_app": True,
                "timeout": TIMEOUT, "control_socket_disable": True,
            }  # fmt: skip
            for name, value in options.items():
                self.cfg.set(name, value)

        def load(self) -> object:
            return application

    Server().run()
