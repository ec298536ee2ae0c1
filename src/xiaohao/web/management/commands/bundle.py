"""`xiaohao bundle INSPECTION[/ITEM] [--notice N] --out FILE.zip`: a file that proves itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from xiaohao.ledger.heads import bundling, tree
from xiaohao.ledger.models import Inspection, Item
from xiaohao.publication.models import PublishedNotice
from xiaohao.web.management.asked import LedgerCommand


class Command(LedgerCommand):
    """证据包: an inspection, one item of it, or a published notice, with its records, its files and a signature."""

    help = "导出可自行核验的证据包：一次检查、一个事项或一份通报 / export an inspection, an item or a notice as a file that proves itself"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("what", metavar="INSPECTION[/ITEM]", help="检查的短名，或加事项网址 / a short name, with an item's address for one item")
        parser.add_argument("--notice", type=int, metavar="N", help="第几号通报 / the number of a published notice")
        parser.add_argument("--out", type=Path, required=True, metavar="FILE.zip", help="写到哪里 / where to write it")
        parser.add_argument("--with-personal", action="store_true", help="连同可能含个人信息的文字 / with the words that may name somebody")

    def handle(self, *args: Any, **options: Any) -> None:
        slug, _, address = options["what"].partition("/")
        inspection = Inspection.objects.filter(slug=slug).first()
        item = Item.objects.filter(inspection=inspection, address=address).first() if address else None
        notice = PublishedNotice.objects.filter(inspection=inspection, number=options["notice"]).first() if options["notice"] else None
        if inspection is None or address and item is None or options["notice"] and notice is None:
            raise CommandError(f"{options['what']}: 没有找到，请用 xiaohao inspections 查看 / not found; xiaohao inspections lists what there is")
        if options["out"].exists():
            raise CommandError(f"{options['out']}: 文件已存在，请换一个名字 / the file exists; give another name")
        tree.append_and_sign(timezone.now())
        extra = {"notice": notice.number, "text_sha256": notice.sha256, "record_digest": notice.digest, "text": notice.text} if notice else {}
        part = options["out"].with_name(options["out"].name + ".part")
        with part.open("wb") as file:
            bundling.write(file, inspection, item=item, extra=extra, personal=options["with_personal"], until=notice.seq if notice else None)
        part.replace(options["out"])
        self.stdout.write(str(options["out"]))
