"""数量表: text, and the figures in it as `words value unit kind qualifier`; an empty row holds none. What counts nothing is half of the table."""

from __future__ import annotations

from datetime import date

import pytest

from xiaohao.figures import Figure, find

QUANTITIES: list[tuple[str, list[str]]] = [
    # in words
    ("召开会议二十余次", ["二十余次 20 次 count at_least"]), ("十多家企业", ["十多家 10 家 count at_least"]), ("共两百五十一件", ["两百五十一件 251 件 count exact"]),
    ("廿三户村民", ["廿三户 23 户 count exact"]), ("三家企业", ["三家 3 家 count exact"]), ("处分两名干部", ["两名 2 名 count exact"]), ("共十二人", ["十二人 12 人 count exact"]),
    ("百余名群众", ["百余名 100 名 count at_least"]), ("一百二十三个问题", ["一百二十三个 123 个 count exact"]), ("一千余米", ["一千余米 1000 米 length at_least"]),
    ("投入五十万元", ["五十万元 50 万元 money exact"]), ("投资三亿元", ["三亿元 3 亿元 money exact"]), ("两万三千元", ["两万三千元 23000 元 money exact"]), ("十余万元", ["十余万元 10 万元 money at_least"]),
    ("新建十二点五公里", ["十二点五公里 12.5 公里 length exact"]), ("近二十个村", ["二十个 20 个 count about"]), ("约三十户", ["三十户 30 户 count about"]), ("不少于四次", ["四次 4 次 count at_least"]),
    ("三十户以上", ["三十户 30 户 count at_least"]), ("不超过五人", ["五人 5 人 count at_most"]), ("三个月内", ["三个月 3 个月 period at_most"]), ("十个工作日", ["十个工作日 10 个工作日 period exact"]),
    ("百分之九十五", ["百分之九十五 95 % share exact"]), ("超过百分之九十", ["百分之九十 90 % share at_least"]), ("百分之三点五", ["百分之三点五 3.5 % share exact"]), ("千分之三", ["千分之三 3 ‰ share exact"]),
    ("三分之二的村", ["三分之二 0.666667 None share exact"]), ("十分之一", ["十分之一 0.1 None share exact"]), ("七成问题已改", ["七成 7 成 share exact"]), ("五成以上", ["五成 5 成 share at_least"]),
    ("近六成", ["六成 6 成 share about"]), ("超九成", ["九成 9 成 share at_least"]), ("不足三成", ["三成 3 成 share at_most"]), ("9成群众满意", ["9成 9 成 share exact"]),
    ("四个方面十二个问题", ["四个 4 个 count exact", "十二个 12 个 count exact"]), ("二十五条措施", ["二十五条 25 条 count exact"]), ("二〇二四年三月十五日", ["二〇二四年三月十五日 2024-03-15 None date exact"]),
    ("二○二四年三月", ["二○二四年三月 2024-03 None date exact"]), ("二〇二三年共办结", ["二〇二三年 2023 None period exact"]), ("拆除十六栋、八处", ["十六栋 16 栋 count exact", "八处 8 处 count exact"]),
    # scales, decimals, separators
    ("面积1.2万平方米", ["1.2万平方米 1.2 万平方米 area exact"]), ("共3,456件", ["3,456件 3456 件 count exact"]), ("2.35亿元", ["2.35亿元 2.35 亿元 money exact"]), ("12万人次", ["12万人次 12 万人次 count exact"]),
    ("5千米管道", ["5千米 5 千米 length exact"]), ("300千克", ["300千克 300 千克 count exact"]), ("5千瓦", ["5千瓦 5 千瓦 other exact"]), ("3百户", ["3百户 3 百户 count exact"]), ("1.8万余户", ["1.8万余户 1.8 万户 count at_least"]),
    ("5000余万元", ["5000余万元 5000 万元 money at_least"]), ("2千万元", ["2千万元 2 千万元 money exact"]), ("100万美元", ["100万美元 100 万美元 money exact"]), ("12.0%", ["12.0% 12.0 % share exact"]), ("３５．５％", ["３５．５％ 35.5 % share exact"]),
    ("500块钱", ["500块钱 500 块钱 money exact"]), ("1,234.5元", ["1,234.5元 1234.5 元 money exact"]), ("0.5个百分点", ["0.5个百分点 0.5 个百分点 share exact"]), ("提高2百分点", ["2百分点 2 百分点 share exact"]),
    ("3.5‰", ["3.5‰ 3.5 ‰ share exact"]),
    # ranges
    ("每镇3至5个", ["3至5个 5 个 count at_most"]), ("安置20—30户", ["20—30户 30 户 count at_most"]), ("10-15个工作日", ["10-15个工作日 15 个工作日 period at_most"]), ("增长10%-15%", ["10%-15% 15 % share at_most"]),
    ("3万至5万元", ["3万至5万元 5 万元 money at_most"]), ("60~70岁", ["60~70岁 70 岁 other at_most"]), ("由20户至30户", ["20户 20 户 count exact", "30户 30 户 count exact"]), ("5—3个", []),
    # how exact
    ("查处30多起", ["30多起 30 起 count at_least"]), ("近5吨", ["5吨 5 吨 count about"]), ("大约5吨", ["5吨 5 吨 count about"]), ("5吨左右", ["5吨 5 吨 count about"]), ("超过5吨", ["5吨 5 吨 count at_least"]),
    ("5吨以下", ["5吨 5 吨 count at_most"]), ("逾5万元", ["5万元 5 万元 money at_least"]), ("至少5次", ["5次 5 次 count at_least"]), ("最多5次", ["5次 5 次 count at_most"]), ("最近5次", ["5次 5 次 count exact"]),
    ("3年多", ["3年 3 年 period at_least"]), ("100亩余", ["100亩 100 亩 area at_least"]), ("30户多为老人", ["30户 30 户 count exact"]), ("接近40个", ["40个 40 个 count about"]), ("（30户以上）", ["30户 30 户 count at_least"]),
    # per period, and units
    ("每月2次", ["2次 2 次 count exact"]), ("日均300吨", ["300吨 300 吨 count exact"]), ("每亩补助800元", ["800元 800 元 money exact"]), ("3000吨/日", ["3000吨 3000 吨 count exact"]), ("收到来信12封", ["12封 12 封 count exact"]),
    ("接访240人次、32人", ["240人次 240 人次 count exact", "32人 32 人 count exact"]), ("心得3000字", ["3000字 3000 字 count exact"]), ("500平方", ["500平方 500 平方 area exact"]), ("12家次", ["12家次 12 家次 count exact"]),
    ("处分12人均已到位", ["12人 12 人 count exact"]), ("3个人", ["3个 3 个 count exact"]), ("5个体育场", ["5个 5 个 count exact"]), ("3起来信来访", ["3起 3 起 count exact"]), ("2.5倍", ["2.5倍 2.5 倍 other exact"]),
    ("噪声65分贝", ["65分贝 65 分贝 other exact"]), ("为期90天", ["90天 90 天 period exact"]), ("存在问题五个", ["五个 5 个 count exact"]), ("5日内", ["5日 5 日 period at_most"]), ("3个自然日", ["3个自然日 3 个自然日 period exact"]), ("30分钟", ["30分钟 30 分钟 period exact"]), ("120张床位", ["120张 120 张 count exact"]),
    # run into batches and ordinals
    ("第二十六批2件", ["2件 2 件 count exact"]), ("第26批2件", ["2件 2 件 count exact"]), ("第一至八批250件", ["250件 250 件 count exact"]), ("1—11批395件", ["395件 395 件 count exact"]), ("2至17批98件", ["98件 98 件 count exact"]), ("第3、4批60件", ["60件 60 件 count exact"]), ("前八批250件", ["八批 8 批 count exact", "250件 250 件 count exact"]),
    ("第3次会议通过5项", ["5项 5 项 count exact"]), ("问题3：拖欠12户", ["12户 12 户 count exact"]), ("2021年级学生12名", ["12名 12 名 count exact"]), ("〔2021〕12号文第3条列5项", ["5项 5 项 count exact"]),
    # days and periods
    ("2021年9月17日", ["2021年9月17日 2021-09-17 None date exact"]), ("2021-09-17", ["2021-09-17 2021-09-17 None date exact"]), ("2021.9.17", ["2021.9.17 2021-09-17 None date exact"]), ("2024、2025年", ["2024、2025年 2024/2025 None period exact"]),
    ("2024年第三季度", ["2024年第三季度 2024-07/2024-09 None period exact"]), ("6月底前", ["6月底 2024-06-30 None date at_most"]), ("到2025年", ["2025年 2025 None date at_most"]), ("1至6月", ["1至6月 2024-01/2024-06 None period exact"]),
    ("“十四五”期间", ["十四五 2021/2025 None period exact"]), ("年底前", ["年底 2024-12-31 None date at_most"]), ("今年上半年", ["今年上半年 2024-01/2024-06 None period exact"]),
]  # fmt: skip
NOTHING = [
    # slogans and names
    "三高四新", "四个意识", "增强“四个意识”", "“两个维护”", "做到两个维护", "一带一路", "四大家", "五位一体", "三重一大", "“三个一”活动", "三会一课", "四个自信", "两个确立", "一岗双责", "八项规定", "中央八项规定精神", "六项纪律", "三严三实",
    "五个坚持", "三个务必", "四种形态", "两学一做", "三资三化", "放管服", "两不愁三保障", "六稳六保", "四个全面", "五级书记", "三级联动", "三个区分开来", "四家班子", "十件大事", "三座大山", "百日攻坚", "千人计划", "百村千企", "十分重视", "万分感谢",
    "一个问题", "一项制度", "统一部署", "三五个", "数十家", "几百户", "成千上万", "五年规划", "三年行动计划",
    # ordinals, articles, batches, references
    "第3次", "第二次", "第五十二条", "第52条", "第十四轮", "第一至八批", "第3、4、5项", "第七项", "第7项", "问题3", "附件2", "附件二", "序号十", "第二十六批", "第十九届", "二十届三中全会", "一是", "二是学习", "（三）", "3.", "初三",
    "周三", "星期五", "三月三", "第三方", "第1—5项",
    # numbers of documents, telephones, codes, places
    "〔2021〕12号", "示发〔2021〕12号", "示政办〔2021〕5号", "0000-00001234", "电话0000-12345678", "000000", "邮编000000", "12345热线", "12345", "110", "110处警", "12388举报平台", "3号楼", "5号", "人民路100号", "302室", "107国道", "G20", "S203线", "PM2.5", "PM10",
    "京A12345", "甲B·12345", "A4纸", "5A级景区", "4G网络", "5G基站", "V1.2版", "1.2.3", "1:500", "K12+300", "Ⅲ类", "IV类水", "2021级", "90后", "80年代", "3+2", "ISO9001", "XS2024001", "000000200001010000", "6-12", "No.5次", "9" * 5000 + "个",
    # clock and bearings
    "9时30分", "下午3点", "14:30", "北纬28度15分", "东经113度", "9点30分到会", "8:30-12:00",
    # words that begin like a unit
    "12部门", "3处理", "5人大代表", "1台账", "副处级以上", "3级以上", "2支付", "5分别", "3组织", "6批复", "4本市", "7对照", "8年级", "9期间", "2场所",
    # titles
    "《示例区2021年12项办法》", "《三十条措施》", "《关于“四个一”的5项规定》",
]  # fmt: skip


def shown(one: Figure) -> str:
    """A figure as a row of the table."""
    return f"{one.text} {one.value} {one.unit} {one.kind} {one.qualifier}"


@pytest.mark.parametrize(("text", "expected"), QUANTITIES, ids=[text for text, _ in QUANTITIES])
def test_what_is_counted_and_measured(text: str, expected: list[str]) -> None:
    found = find(text, published_on=date(2024, 9, 20))
    assert [shown(one) for one in found] == expected
    assert all(text[one.start : one.end] == one.text for one in found)


@pytest.mark.parametrize("text", NOTHING, ids=[text[:20] for text in NOTHING])
def test_what_counts_nothing(text: str) -> None:
    assert [shown(one) for one in find(text, published_on=date(2024, 9, 20)) if one.kind not in ("date", "period")] == []


@pytest.mark.parametrize("text", [text for text, expected in QUANTITIES if expected])
def test_a_figure_is_the_same_within_a_sentence(text: str) -> None:
    alone = find(text, published_on=date(2024, 9, 20))
    within = find(f"另，{text}。此外", published_on=date(2024, 9, 20))
    assert [shown(one) for one in within] == [shown(one) for one in alone]


@pytest.mark.parametrize(("text", "base"), [
    ("33.1亿元", 3_310_000_000), ("12万元", 120_000), ("1,200元", 1200), ("500块钱", 500), ("100万美元", None), ("1.2公顷", 12_000), ("15亩", 10_000), ("0.84平方公里", 840_000), ("2.35万平方米", 23_500), ("8公里", None), ("5个", None),
    ("五十万元", 500_000),
])  # fmt: skip
def test_money_is_given_in_yuan_and_land_in_square_metres_too(text: str, base: float | None) -> None:
    assert find(text)[0].base_value == base
