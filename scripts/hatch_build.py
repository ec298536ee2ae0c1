"""The wheel carries the front-end files and the compiled catalogue, so that who installs it needs neither Node nor gettext."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class VendorHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs scripts/vendor.py before a wheel is packed."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """An editable install leaves the files to `make setup`."""
        if version != "editable":
            runpy.run_path(str(Path(self.root) / "scripts" / "vendor.py"), run_name="__main__")
