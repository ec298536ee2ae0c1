"""核验: `xiaohao verify FILE.zip`: whether a bundle proves itself. No server, no database, no ledger; loaded by entry point, for it needs cryptography."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from xiaohao.cli.aside import complain
from xiaohao.seal import bundle, signing
from xiaohao.wording import say

UNREADABLE = 2


def verify(argv: Sequence[str]) -> int:
    """0 where it proves itself, 1 where something does not hold, 2 where it cannot be read as a bundle."""
    parser = argparse.ArgumentParser(prog="xiaohao verify", description="核验证据包 / verify a bundle", allow_abbrev=False)
    parser.add_argument("file", type=Path, metavar="FILE.zip")
    parser.add_argument("--key", default="", metavar="KEY", help="公钥、指纹或存有公钥的文件 / a public key, its fingerprint, or a file that holds it")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh")
    try:
        options = parser.parse_args(list(argv))
    except SystemExit as stop:
        return int(stop.code or 0)
    trusted = options.key
    if trusted and Path(trusted).is_file():
        trusted = (Path(trusted).read_text("utf-8").split() or [""])[0]
    try:
        said, found = bundle.verify(options.file, trusted)
    except bundle.Unbundled as problem:
        complain(f"{options.file}: {say(problem, options.lang)}")
        return UNREADABLE
    for kind, where in found:
        sys.stdout.write(say(f"bundle_{kind}", options.lang, where=where) + "\n")
    fingerprint = signing.fingerprint(str(said["key"]))
    closing = "bundle_broken" if found else "bundle_holds" if trusted else "bundle_holds_by_its_key"
    sys.stdout.write(say(closing, options.lang, records=said["records"], key=fingerprint, count=len(found)) + "\n")
    return 1 if found else 0
