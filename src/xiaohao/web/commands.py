"""台账的命令: serve, demo, figures, inspections, manage. Each takes its words and returns its exit status."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from datetime import date, datetime

from xiaohao.web import django as start


def parsed(parser: argparse.ArgumentParser, argv: Sequence[str]) -> argparse.Namespace | int:
    """The options, or the status with which argparse would leave."""
    try:
        return parser.parse_args(list(argv))
    except SystemExit as stop:
        return int(stop.code or 0)


def serve(argv: Sequence[str]) -> int:
    """Migrate and serve the pages."""
    parser = start.parser("serve", "启动网页 / serve the pages")
    parser.add_argument("--host", default="127.0.0.1", help="默认 127.0.0.1")
    parser.add_argument("--port", type=int, default=8000, help="默认 8000")
    options = parsed(parser, argv)
    if isinstance(options, int):
        return options
    start.set_up(options.data)
    start.migrate()
    from xiaohao.web import server  # noqa: PLC0415 (settings must stand before rooms with tables are loaded)

    return server.run(options.host, options.port)


def demo(argv: Sequence[str]) -> int:
    """Build the invented district, and serve it."""
    parser = start.parser("demo", "建立示例区的演示台账并启动 / build the demo district and serve it")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--no-serve", action="store_true", help="只建立，不启动 / build only")
    parser.add_argument("--today", type=date.fromisoformat, help=argparse.SUPPRESS)
    options = parsed(parser, argv)
    if isinstance(options, int):
        return options
    from xiaohao.web.demo import folder  # noqa: PLC0415 (knows no settings; kept beside what it serves)

    place, problem = folder.made_ready(options.data)
    if problem:
        return start.complain(problem)
    start.set_up(str(place))
    start.migrate()
    from xiaohao.web.demo import builder  # noqa: PLC0415 (settings must stand first)

    accounts = builder.build(place, options.today)
    print(accounts)
    if options.no_serve:
        print(f"数据 / data: {place}")
        return 0
    from xiaohao.web import server  # noqa: PLC0415 (settings must stand first)

    return server.run("127.0.0.1", options.port)


def figures(argv: Sequence[str]) -> int:
    """The tally of one inspection, with the items behind each number."""
    parser = start.parser("figures", "某次检查截至某日的合计，每个数字附其条目 / the tally of an inspection as of a day, with its items")
    parser.add_argument("inspection", metavar="INSPECTION", help="检查的短名（见 xiaohao inspections）/ slug")
    parser.add_argument("--as-of", required=True, type=date.fromisoformat, metavar="DAY", help="YYYY-MM-DD")
    parser.add_argument("--known-at", type=datetime.fromisoformat, metavar="TIME", help="按当时所知，ISO 时间 / as known at a moment")
    parser.add_argument("--format", choices=("json", "text"), default="text")
    options = parsed(parser, argv)
    if isinstance(options, int):
        return options
    start.set_up(options.data)
    if problem := start.missing():
        return start.complain(problem)
    from xiaohao.web import answers  # noqa: PLC0415 (settings must stand first)

    found = answers.figures(options.inspection, options.as_of, options.known_at)
    if found is None:
        return start.complain(f"{options.inspection}: 没有这次检查，请用 xiaohao inspections 查看 / no such inspection")
    print(json.dumps(found, ensure_ascii=False, indent=1) if options.format == "json" else answers.figures_text(found))
    return 0


def inspections(argv: Sequence[str]) -> int:
    """The inspections, with their counts."""
    parser = start.parser("inspections", "列出各次检查 / list the inspections")
    parser.add_argument("--format", choices=("json", "text"), default="text")
    options = parsed(parser, argv)
    if isinstance(options, int):
        return options
    start.set_up(options.data)
    if problem := start.missing():
        return start.complain(problem)
    from xiaohao.web import answers  # noqa: PLC0415 (settings must stand first)

    rows = answers.inspections()
    print(json.dumps(rows, ensure_ascii=False, indent=1) if options.format == "json" else answers.inspections_text(rows))
    return 0


def manage(argv: Sequence[str]) -> int:
    """Django's own commands with our settings: `xiaohao manage [--data DIR] COMMAND …`."""
    parser = start.parser("manage", "管理命令（migrate、replay --check、chain、account、token …）/ management commands")
    parser.add_argument("words", nargs=argparse.REMAINDER, metavar="COMMAND …")
    words = list(argv)
    data = None
    if "--data" in words[:-1]:
        at = words.index("--data")
        data = words[at + 1]
        del words[at : at + 2]
    if not words or words[0] in ("-h", "--help"):
        parser.print_help()
        return 0
    start.set_up(data)
    if words[0] not in ("migrate", "help", "check") and (problem := start.missing()):
        return start.complain(problem)
    from django.core.management import ManagementUtility  # noqa: PLC0415 (settings must stand first)
    from django.core.management.base import CommandError  # noqa: PLC0415 (settings must stand first)

    try:
        ManagementUtility(["xiaohao manage", *words]).execute()
    except CommandError as problem_found:
        return start.complain(str(problem_found))
    except SystemExit as stop:
        return int(stop.code) if isinstance(stop.code, int) else (2 if stop.code else 0)
    return 0


