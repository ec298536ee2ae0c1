"""单独启动: `python alone.py KIND NAME LIMITS` is `python -m xiaohao.notice.formats` without the rules of reading, which a process that only draws never asks.

The room's front door loads every rule with its expressions, two thirds of what such a process would cost; here the room stands without its door.
"""

import runpy
import sys
import types
from pathlib import Path

if __name__ == "__main__":
    del sys.path[0]  # this folder, whose modules are named as packages are: docx
    room = types.ModuleType("xiaohao.notice")
    room.__path__ = [str(Path(__file__).resolve().parents[1])]
    sys.modules["xiaohao.notice"] = room
    runpy.run_module("xiaohao.notice.formats", run_name="__main__", alter_sys=False)
