"""接口的话: what programs are told when they ask for what is not there, or in a form that cannot be understood."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, tuple[str, str]] = {
    "not_signed_in": (
        "没有有效的口令。请在请求头 Authorization 中写明 Bearer 口令；口令由管理员用 xiaohao manage token 签发。",
        "There is no valid token. Send Authorization: Bearer TOKEN; an administrator issues tokens with xiaohao manage token.",
    ),
    "not_trusted": (
        "请求没有通过来源核验。在浏览器中调用时，请带上 CSRF 口令。",
        "The origin of the request could not be verified. From a browser, send the CSRF token with it.",
    ),
    "not_found": (
        "没有这项内容，或不在您的可见范围内。请从列表中选择。",
        "There is nothing of that address, or you may not see it. Choose one from the lists.",
    ),
    "bad_as_of": (
        "“截至”应当是今天或以前的一个日期，写成 2026-06-30 的样子。返回后看到的是今天。",
        "“As of” is today or a day before it, written like 2026-06-30. The way back shows today.",
    ),
    "bad_known_at": (
        "“当时所知”应当是一个时刻，写成“日期T时刻”的样子。返回后按现在所知显示。",
        "“As known at” is a moment, written like 2026-06-30T09:00. The way back shows what is known now.",
    ),
    "bad_input": (
        "请求中的“{field}”无法识别。请对照接口说明改正后重试。",
        "“{field}” in the request cannot be understood. Mend it by the description of the interface and try again.",
    ),
}
