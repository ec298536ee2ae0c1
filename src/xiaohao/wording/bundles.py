"""证据包的话: what a bundle says when it is verified: what does not hold, and where."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, tuple[str, str]] = {
    "unbundled": ("这不是证据包：{why}。请确认文件完整。", "This is no bundle: {why}. Make sure that the file is whole."),
    "bundle_wrong_key": ("签名密钥不是所要求的：指纹是{where}。", "It is signed with another key than was asked for: its fingerprint is {where}."),
    "bundle_unsigned": ("清单的签名不成立：{where}。", "The signature of the list does not hold: {where}."),
    "bundle_part_missing": ("缺少部分：{where}。", "A part is missing: {where}."),
    "bundle_part_unknown": ("多出清单以外的部分：{where}。", "There is a part that the list does not name: {where}."),
    "bundle_part_changed": ("内容被改动或调换：{where}。", "A part was changed or swapped: {where}."),
    "bundle_edited": ("第 {where} 号记录被改动。", "Record {where} was edited."),
    "bundle_missing": ("第 {where} 号记录缺失。", "Record {where} is missing."),
    "bundle_reordered": ("第 {where} 号记录的次序被改动，或插入了记录。", "Record {where} stands in another order, or one was put in."),
    "bundle_tail": ("记录到第 {where} 号为止，与所签的末尾不符：末尾被截去或添加。", "The records end at {where}, not where was signed: the tail was cut, or grew."),
    "bundle_fact_changed": ("所封存的文字被改动：{where}。", "Words that were sealed were changed: {where}."),
    "bundle_file_missing": ("缺少佐证文件：{where}。", "A file of evidence is missing: {where}."),
    "bundle_holds": ("核验通过：{records} 条记录完整无误，密钥指纹 {key}。", "It holds: {records} records are whole; fingerprint of the key {key}."),
    "bundle_holds_by_its_key": (
        "核验通过：{records} 条记录完整无误。密钥取自包内，指纹 {key}；请与对方公布的指纹核对，或用 --key 指定。",
        "It holds: {records} records are whole. The key is the bundle's own, fingerprint {key}: compare it with the one that was made public, or give --key.",
    ),
    "bundle_broken": ("核验不通过：{count} 处不符，密钥指纹 {key}。", "It does not hold: {count} faults; fingerprint of the key {key}."),
}
