"""批量读取的话: what the command line says of folders, of --out, and of many files read at once."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, tuple[str, str]] = {
    "nothing_found": ("{where}里没有可以读的文件。", "There is no file in {where} that can be read."),
    "folder_closed": ("没有打开这个文件夹的权限，请检查权限。", "The folder may not be opened; check its permissions."),
    "out_ending": ("--out 的文件名应以 .jsonl、.xlsx 或 .csv 结尾：{out}。", "The name after --out ends in .jsonl, .xlsx or .csv; this one does not: {out}."),
    "out_no_folder": ("--out 所在的文件夹不存在，请先建立：{folder}。", "The folder of --out does not exist; make it first: {folder}."),
    "out_is_folder": ("--out 是一个文件夹，请写文件名：{out}。", "The name after --out is a folder; name a file: {out}."),
    "out_not_ours": (
        "{out} 已有内容，又没有本命令留下的记录；请换一个文件名，或加 --fresh 覆盖重来。",
        "{out} holds something, and no record of this command stands beside it; choose another name, or add --fresh to write over it.",
    ),
    "out_in_use": ("另一个命令正在写 {out}，请等它结束。", "Another command is writing {out}; wait for its end."),
    "out_not_writable": ("写不了 {out}，请检查文件夹的权限和磁盘空间。", "{out} cannot be written; check the permissions of its folder and the space on the disk."),
    "out_needs_files": (
        "写 .xlsx 要先安装附加部分：pip install \"xiaohao[files]\"；也可以改写 .csv 或 .jsonl。",
        "Writing .xlsx needs an extra part: pip install \"xiaohao[files]\"; or write .csv or .jsonl.",
    ),
    "out_with_format": ("--out 的形式由文件名决定，请去掉 --format。", "The name after --out decides the form; leave out --format."),
    "fresh_without_out": ("--fresh 要和 --out 一起用。", "There is no --fresh without --out."),
    "many_read": (
        "新读 {read} 份，已读过且未变 {same} 份，读不了 {failed} 份；新读的有事项 {items} 条、不符的数字 {differs} 处。",
        "{read} files were read, {same} had been read before and are unchanged, {failed} could not be read; what was read holds {items} items and {differs} figures that differ.",
    ),
    "many_printed": ("读到 {read} 份，读不了 {failed} 份。", "{read} files were read, {failed} could not be read."),
    "many_written": ("已写入 {out}。", "Written to {out}."),
    "many_kept": (
        "已读的记录留在 {kept}，下次只读新增和改动的文件；不需要时可以删去。",
        "What was read is kept in {kept}, so that the next run reads only what is new or changed; it may be removed.",
    ),
    "many_left_out": (
        "没有打开的有：隐藏 {hidden} 个，临时文件 {temporary} 个，链接 {link} 个，其他种类 {other} 个。",
        "Not opened: {hidden} hidden, {temporary} temporary, {link} links, {other} of other kinds.",
    ),
    "many_nothing": ("没有一份读得了，没有写出文件。", "None could be read; nothing was written."),
    "many_stopped": (
        "已停下，本次读过的 {read} 份留在 {partial}；再运行一次同样的命令就接着读。",
        "Stopped; the {read} files read in this run are kept in {partial}; run the same command again to go on.",
    ),
}  # fmt: skip
