"""出错页: 400, 403, 404, 500 in one voice: what happened, and what to do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext

from xiaohao.shell import respond


def told(request: HttpRequest, status: int, title: str, advice: str) -> HttpResponse:
    """The page of an error; programs get JSON."""
    if request.path.startswith("/api/"):
        return respond.json({"code": str(status), "sentence": f"{title} {advice}"}, status)
    return respond.page(request, "shell/error.html", {"status": status, "title": title, "advice": advice}, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return told(request, 400, gettext("请求有误"), gettext("网址或表单的内容不完整，请返回上一页重试。"))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return told(request, 403, gettext("无权办理"), gettext("您的任职不含这项权限；如确需办理，请与整改办联系。"))


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
