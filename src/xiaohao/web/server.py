"""服务器: gunicorn in this process, threads within workers; nothing imports it but the commands."""

from __future__ import annotations

from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from gunicorn.app.base import BaseApplication

from xiaohao.web.wsgi import application


class Server(BaseApplication):  # type: ignore[misc]  # the library has no types
    """Our application under gunicorn, with options given here and not in a file."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        """Take the options over."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> WSGIHandler:
        """The application."""
        return application


def run(host: str, port: int, workers: int = 2, threads: int = 4) -> int:
    """Serve until stopped."""
    print(f"http://{host}:{port}/  （Ctrl+C 停止 / to stop）", flush=True)
    Server({
        "bind": f"{host}:{port}", "workers": workers, "threads": threads, "worker_class": "gthread", "loglevel": "warning", "preload_app": True,
        "timeout": 120, "control_socket_disable": True,
    }).run()  # fmt: skip
    return 0
