"""出错页: 400, 403, 404, 405, 429, 500 in one voice: what happened, what to do, and the way back."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.utils.translation import gettext

from xiaohao.shell import refusals, respond
from xiaohao.shell.templatetags.shell import language
from xiaohao.wording import say

NOT_ALLOWED = 405
KNOWN = frozenset({"as_of", "known_at"})  # parts of an address of which we can say what they should look like


def told(request: HttpRequest, status: int, title: str, advice: str, back: str = "") -> HttpResponse:
    """The page of an error, with a way back where one is known; programs get JSON."""
    if request.path.startswith("/api/"):
        return respond.json({"code": str(status), "sentence": f"{title} {advice}"}, status)
    return respond.page(request, "shell/error.html", {"status": status, "title": title, "advice": advice, "back": back}, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: where the address asks for a day that is none, it says so and leads to the same page without it."""
    part = str(exception) if exception is not None else ""
    if part in KNOWN:
        return told(request, 400, gettext("日期有误"), say(f"bad_{part}", language()), back=request.path)
    return told(request, 400, gettext("请求有误"), gettext("网址或表单的内容不完整，请返回上一页重试。"), back=refusals.came_from(request))


def methods_as_pages(next_in_line: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: 405 becomes a page: an address that only takes what a button sends was opened like a page."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        answer = next_in_line(request)
        if answer.status_code != NOT_ALLOWED or request.path.startswith("/api/"):
            return answer
        title, advice = gettext("这个网址不能直接打开"), gettext("它只接收页面上按钮的提交；没有办理任何事。请回到页面上操作。")
        page = told(request, NOT_ALLOWED, title, advice, back=refusals.came_from(request))
        page.headers["Allow"] = answer.headers.get("Allow", "")
        return page

    return middleware


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return told(request, 403, gettext("无权办理"), gettext("您的任职不含这项权限；如确需办理，请与整改办联系。"))


def too_many(request: HttpRequest) -> HttpResponse:
    """429: tried too often in a short time."""
    return told(request, 429, gettext("尝试过于频繁"), gettext("请稍等几分钟再试；这段时间里即使输入正确也不会办理。"))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: what is not there, and what one may not see, look alike."""
    return told(request, 404, gettext("没有这个页面"), gettext("网址有误，或内容不在您的可见范围内；请从待办或台账重新进入。"))


def failed(request: HttpRequest) -> HttpResponse:
    """500: nothing was written. The page asks nothing of the account or the database: they may be what failed."""
    title, advice = gettext("系统出错"), gettext("刚才的操作没有写入任何内容，请重试；仍然出错请告知管理员。")
    if request.path.startswith("/api/"):
        return respond.json({"code": "500", "sentence": f"{title} {advice}"}, 500)
    return HttpResponse(render_to_string("shell/error.html", {"status": 500, "title": title, "advice": advice}), status=500)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form that is too old or comes from elsewhere."""
    return told(request, 403, gettext("表单已过期"), gettext("请返回上一页，刷新后重新提交。"))
