"""接口的网址: /api/…, with its description at /api/openapi.json."""

from __future__ import annotations

from django.urls import path
from ninja import NinjaAPI
from ninja.renderers import JSONRenderer

from xiaohao.api import moving, problems, reading
from xiaohao.api.account import Session, Token


class Plain(JSONRenderer):
    """JSON with Chinese as it is."""

    json_dumps_params = {"ensure_ascii": False}


api = NinjaAPI(
    title="销号 xiaohao", version="1", description="整改台账的接口：查阅与办理，和页面用同样的查询、走同样的门。/ The ledger for programs.",
    docs_url=None, auth=[Token(), Session()], renderer=Plain(), urls_namespace="api",
)  # fmt: skip
problems.put_on(api)
for router in (reading.router, moving.router):
    api.add_router("", router)
urlpatterns = [path("", api.urls)]
