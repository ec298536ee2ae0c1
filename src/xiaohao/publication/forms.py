"""拟稿表单: the paragraphs that people write. Figures are no fields: they come from the rows."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xiaohao.ledger.models import Inspection
from xiaohao.publication.compose import Front
from xiaohao.publication.models import PublishedNotice
from xiaohao.shell.fields import day

# GB/T 9704-2012, 7.2.5: the issuer's sign, the whole year in 〔〕, the number without 第 and without leading zeros.
DOCUMENT_NUMBER = re.compile(r"([\u4e00-\u9fffA-Za-z]{1,20})[〔\[［(（【](\d{4})[〕\]］)）】]第?0*([1-9]\d{0,4})号")


class NoticeField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic only for the checker
    """A published notice, by its number and its day."""

    def label_from_instance(self, obj: Any) -> str:
        """3 · 2026-06-30."""
        return f"{obj.number} · {obj.as_of.isoformat()}"


class NewDraftForm(forms.Form):
    """As of which day, and which published notice it corrects, if any."""

    as_of = day(_("统计截至"))
    supersedes = NoticeField(PublishedNotice.objects.none(), label=_("更正已公开的"), required=False, empty_label=_("不更正，另发一份"))
    reason = forms.CharField(label=_("更正原因"), max_length=400, required=False)

    def __init__(self, inspection: Inspection, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["as_of"].widget.attrs["max"] = today.isoformat()
        choice = self.fields["supersedes"]
        if isinstance(choice, NoticeField):
            choice.queryset = PublishedNotice.objects.filter(inspection=inspection, superseded_by__isnull=True).only("number", "as_of", "inspection_id")

    def clean(self) -> dict[str, Any]:
        """A correction says why."""
        given = super().clean() or {}
        if given.get("supersedes") and not given.get("reason"):
            self.add_error("reason", _("更正已公开的通报要写明原因，原因随新通报一起公开。"))
        return given


class FrontForm(forms.Form):
    """Title, issuer, document number, paragraphs, contacts (one a line: label：value)."""

    title = forms.CharField(label=_("标题"), max_length=120)
    issuer = forms.CharField(label=_("发文单位"), max_length=80)
    document_number = forms.CharField(label=_("发文字号"), max_length=40, required=False, help_text=_("如：示整改〔2026〕3号；印在公文的发文单位之下"))
    organisation = forms.CharField(label=_("组织整改落实情况"), widget=forms.Textarea(attrs={"rows": 4}), max_length=6000)
    next_steps = forms.CharField(label=_("下一步打算"), widget=forms.Textarea(attrs={"rows": 4}), max_length=6000)
    invitation = forms.CharField(label=_("结尾"), widget=forms.Textarea(attrs={"rows": 2}), max_length=600)
    contacts = forms.CharField(label=_("联系方式"), widget=forms.Textarea(attrs={"rows": 3}), max_length=600, required=False, help_text=_("每行一项，如：联系电话：0000-1234567"))

    def clean_document_number(self) -> str:
        """The number as the standard writes it."""
        typed = "".join(str(self.cleaned_data["document_number"]).split())
        found = DOCUMENT_NUMBER.fullmatch(typed)
        if typed and not found:
            raise forms.ValidationError(_("发文字号要写成“机关代字〔年份〕序号号”，如示整改〔2026〕3号。"))
        return f"{found[1]}〔{found[2]}〕{found[3]}号" if found else ""

    def clean_contacts(self) -> tuple[tuple[str, str], ...]:
        """(label, value) of each line."""
        rows: list[tuple[str, str]] = []
        for line in str(self.cleaned_data["contacts"]).splitlines():
            if not line.strip():
                continue
            label, mark, value = line.replace(":", "：", 1).partition("：")
            if not mark or not label.strip() or not value.strip():
                raise forms.ValidationError(_("联系方式每行要写成“名称：内容”。"))
            rows.append((label.strip(), value.strip().rstrip("；。")))
        return tuple(rows)

    def front(self) -> Front:
        """What was typed."""
        return Front(**self.cleaned_data)

    @classmethod
    def of(cls, front: Front) -> FrontForm:
        """The form with what stands in a draft."""
        kept: dict[str, Any] = front.as_object()
        kept["contacts"] = "\n".join(f"{label}：{value}" for label, value in front.contacts)
        return cls(initial=kept)
