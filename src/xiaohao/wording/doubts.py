"""存疑的话: what each doubt of the reader says, and why a file cannot be read; Chinese and English side by side, by code."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, tuple[str, str]] = {
    "year_missing": ("统计截止日没有写年份，按发布日期推定为{inferred}年，请核对。", "The day of the figures has no year; {inferred} is inferred from the publication. Please check."),
    "number_missing": ("编号{missing}没有单独的标题，请核对是否漏印。", "Number {missing} has no heading of its own; please check whether it was left out."),
    "number_spacing": ("编号{number}后多了空格，与其他编号不一致。", "A space follows number {number}, unlike the others."),
    "number_runs_on": ("编号{number}与后面的年份连在一起，已按编号加年份读取。", "Number {number} runs into a year; read as a number and a year."),
    "quote_unmatched": ("左引号没有对应的右引号，原文照录。", "An opening quotation mark is never closed; kept as printed."),
    "title_nested_ascii": ("书名号里用了半角尖括号，应为单书名号〈〉。", "ASCII < > inside a title, where 〈 〉 is meant."),
    "unit_missing": ("金额“{words}”没有写“元”。", "The amount {words} has no unit of money."),
    "progress_shared": ("{numbers}共用一段整改情况。", "{numbers} share one answer."),
    "deadline_ambiguous": ("时限可作两种理解（该月之前，或该月之内），未填日期，请确认。", "The deadline can be read two ways (before that month, or within it); no day is filled in. Please decide."),
    "deadline_unreadable": ("时限不是一个日期，未填日期。", "The deadline is no date; no day is filled in."),
    "deadline_year": ("时限没有写年份，按发布日期推定为{inferred}，请核对。", "The deadline has no year; {inferred} is inferred from the publication. Please check."),
    "deadline_without_year": ("时限没有写年份，推定不了，未填日期。", "The deadline has no year and none can be inferred; no day is filled in."),
    "deadline_counted_from": ("时限从反馈之日起算，推算为{inferred}，请核对。", "The deadline counts from the day of the feedback; {inferred} is worked out. Please check."),
    "deadline_counted": ("时限要从某一天起算（或按工作日算），未填日期。", "The deadline counts from some day, or in working days; no day is filled in."),
    "number_runs_into": ("编号{number}与后面的数字连在一起，按前后编号读作编号，请核对。", "Number {number} runs into a figure; read as a number, as the ones around it show. Please check."),
    "number_repeated": ("编号{number}出现了两次，原文照录。", "Number {number} stands twice; kept as printed."),
    "no_structure": ("没有认出问题与整改情况的结构，未提取事项。", "No structure of findings and answers was recognised; no items were drawn."),
    "empty": ("文件是空的，请换一个有内容的文件。", "The file is empty; choose one with content."),
    "too_large": ("文件超过{limit_mb} MB，请拆分后再读。", "The file is larger than {limit_mb} MB; split it first."),
    "not_text": ("文件不是文字，编码无法识别，请另存为 UTF-8 文本或网页。", "The file is no text in a known encoding; save it as UTF-8 text or as a page."),
    "wrong_kind": (
        "不能读取这种文件；能读 .docx、.pdf、.xlsx、.xls、.csv、.html、.txt 和 .md，请另存为其中一种。",
        "This kind of file cannot be read; save it as .docx, .pdf, .xlsx, .xls, .csv, .html, .txt or .md.",
    ),
    "encrypted": ("文件有密码保护，请先取消密码再读。", "The file is protected by a password; remove it first."),
    "damaged": ("文件已损坏，打不开。请用原来的程序打开后另存一份。", "The file is damaged and cannot be opened; open it where it was made and save it anew."),
    "bomb": ("文件解开后超过{limit_mb} MB，或者含有会无限展开的内容，不予读取。", "Unpacked, the file is larger than {limit_mb} MB or grows without end; it is not read."),
    "too_many_parts": ("文件内部的部件超过{limit}个，不予读取。", "The file holds more than {limit} parts; it is not read."),
    "too_many_pages": ("文件超过{limit}页，请拆分后再读。", "The file has more than {limit} pages; split it first."),
    "too_many_rows": ("表格超过{limit}行，请拆分后再读。", "The tables have more than {limit} rows; split them first."),
    "too_many_columns": ("表格超过{limit}列，请删去多余的列后再读。", "A table has more than {limit} columns; remove the needless ones first."),
    "too_deep": ("文件内部嵌套超过{limit}层，不予读取。", "The file nests deeper than {limit} levels; it is not read."),
    "only_pictures": ("文件只有图片，没有文字，是扫描件。请先做文字识别，或者改用有文字的版本。", "The file holds only pictures, no text: it is a scan. Run text recognition first, or use a version with text."),
    "needs_office": (
        "读取 .doc、.wps 等旧格式需要本机装有 LibreOffice；请安装，或者另存为 .docx。",
        "Old formats such as .doc and .wps need LibreOffice on this machine; install it, or save the file as .docx.",
    ),
    "needs_files": (
        "读取这种文件要先安装附加部分（缺少 {missing}）：pip install \"xiaohao[files]\"。",
        "Reading this kind of file needs an extra part (missing: {missing}): pip install \"xiaohao[files]\".",
    ),
    "too_slow": ("读取超过{seconds}秒，已停止。请拆分文件后再读。", "Reading took longer than {seconds} seconds and was stopped; split the file first."),
    "too_much_memory": ("读取所需内存超过{limit_mb} MB，已停止。请拆分文件后再读。", "Reading needed more than {limit_mb} MB of memory and was stopped; split the file first."),
    "reader_died": ("读取这个文件的进程中断了，文件可能有问题。请另存一份再试。", "The process that read this file broke off; the file may be faulty. Save it anew and try again."),
    "no_such_file": ("找不到这个文件，请检查路径。", "There is no such file; check the path."),
    "is_folder": ("这是文件夹，请指定其中的文件。", "This is a folder; name a file in it."),
    "not_readable": ("没有读取这个文件的权限。", "The file may not be read; check its permissions."),
}  # fmt: skip
