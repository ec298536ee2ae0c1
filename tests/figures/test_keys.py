"""记号: what is explained once stays explained when the text is read anew, and is asked for again when what it is about changes."""

from __future__ import annotations

import pytest

from xiaohao.figures import Check, Verdict, key_of, reconcile
from xiaohao.notice import Source, read
from xiaohao.seal import digest

BODY = "示例区关于巡察整改进展情况的通报\n截至8月31日，反馈问题10个，已完成整改7个，未完成整改4个。\n下一步，继续整改。\n"


def differing(text: str) -> tuple[Check, str]:
    """The one difference of a text, and its key."""
    (check,) = [one for one in reconcile(read(Source("n.txt", text))) if one.verdict is Verdict.DIFFERS]
    return check, key_of(check, text)


@pytest.mark.parametrize("edited", [BODY, BODY.replace("继续整改", "召开3次会议"), "示例区人民政府网\n" + BODY, BODY.replace("示例区", "样例市示例区")])
def test_a_key_stays_when_other_words_change(edited: str) -> None:
    assert differing(edited)[1] == differing(BODY)[1]


@pytest.mark.parametrize("edited", [BODY.replace("4个", "5个"), BODY.replace("7个", "9个")])
def test_a_key_changes_with_what_it_is_about(edited: str) -> None:
    assert differing(edited)[1] != differing(BODY)[1]


def test_a_key_is_the_digest_of_what_it_is_about() -> None:
    check, key = differing(BODY)
    assert key == digest([check.code, check.stated, check.computed, [BODY[span.start : span.end] for span in check.spans]])[:16]
