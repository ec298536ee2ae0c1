"""办公软件: documents in other formats than .docx, which LibreOffice turns into one where it is installed.

It runs within the process that reads the document: as a member of its group it ends with it, its profile is new and lies in the folder that is thrown away,
and that profile says that no macro runs and that nothing is fetched from elsewhere.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from xiaohao.notice.drawn import Drawn
from xiaohao.notice.formats import docx
from xiaohao.notice.formats.zipped import Package
from xiaohao.notice.limits import Limits
from xiaohao.notice.unreadable import Unreadable

PROGRAMS = ("soffice", "libreoffice")
SPARED = 5  # seconds of the limit that are left for reading what comes of it
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
{}</oor:items>
"""
SETTING = '<item oor:path="/org.openoffice.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>\n'
SETTINGS = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"), ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"), ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "DisableOLEAutomation", "true"),
    ("Office.Writer/Content/Update", "Link", "0"), ("Office.Calc/Content/Update", "Link", "1"),
    ("Inet/Settings", "ooInetProxyType", "2"), ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"), ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"), ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Office.Common/Misc", "FirstRun", "false"), ("Office.Common/Save/Document", "WarnAlienFormat", "false"),
)  # fmt: skip


def draw(raw: bytes, ending: str, media_type: str, limits: Limits) -> tuple[Drawn, str]:
    """The text of a document in another format. Raises Unreadable: needs_office, too_slow, damaged, and what a .docx raises."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise Unreadable("needs_office")
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:  # what was stopped may still be writing there
        made, _ = docx.draw(Package(converted(program, Path(folder), raw, ending, limits), limits), limits)
    return made, media_type


def converted(program: str, folder: Path, raw: bytes, ending: str, limits: Limits) -> bytes:
    """A .docx of a document. Raises Unreadable: too_slow, damaged."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(PROFILE.format("".join(SETTING.format(*one) for one in SETTINGS)), "utf-8")
    source, out = folder / f"document{ending}", folder / "out"
    source.write_bytes(raw)
    command = [
        program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck",
        "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(out), str(source),
    ]  # fmt: skip
    try:
        subprocess.run(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=max(1, limits.seconds - SPARED), check=False,
            preexec_fn=loosened(),
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise Unreadable("too_slow", seconds=limits.seconds) from None
    made = out / "document.docx"
    if not made.is_file():
        raise Unreadable("damaged")
    if made.stat().st_size > limits.unpacked:
        raise Unreadable("too_large", limit_mb=limits.unpacked // 1024 // 1024)
    return made.read_bytes()


def loosened() -> Callable[[], None] | None:
    """The office program needs more address space than a reader of ours: it is given all that the hard limit leaves."""
    try:
        resource = import_module("resource")
    except ModuleNotFoundError:
        return None
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    return lambda: resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
