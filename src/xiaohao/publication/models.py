"""通报的表: drafts on their way out, and what was published, frozen for ever."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from xiaohao.ledger.models import Inspection
from xiaohao.people.models import User


class NoticeDraft(models.Model):
    """通报稿: composed from the ledger as of a day and a position of its journal; `front` holds the paragraphs that people write, `hidden` the words they take out.

    `counts` are the numbers of the text with their places and the rows that each counts, `items` the items with their places;
    `unexplained` is how many of its figures differed without a word when it was last written in, so that lists need not read it again.
    """

    PERSONAL_DATA: ClassVar = frozenset({"title", "front", "hidden", "text", "reading", "items", "explanations", "drafted_by", "approved_by", "writers", "reason", "correction"})
    PLAIN_DATA: ClassVar = frozenset({
        "id", "inspection", "number", "as_of", "seq", "head", "counts", "withheld", "unexplained", "stage", "drafted_at", "approved_at", "supersedes",
    })  # fmt: skip

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="drafts")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    as_of = models.DateField()
    seq = models.PositiveBigIntegerField()
    head = models.CharField(max_length=64, blank=True)
    front = models.JSONField()
    hidden = models.JSONField(default=list)
    text = models.TextField()
    reading = models.JSONField()
    counts = models.JSONField()
    items = models.JSONField(default=list)
    withheld = models.JSONField(default=list)
    explanations = models.JSONField(default=dict)
    unexplained = models.PositiveIntegerField(default=0)
    stage = models.CharField(max_length=12, default="draft")
    reason = models.TextField(blank=True)  # why it was sent back
    supersedes = models.ForeignKey("publication.PublishedNotice", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    correction = models.TextField(blank=True)  # why it supersedes another
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    writers = models.ManyToManyField(User, related_name="+")  # whoever drafted, rewrote or explained: none of them approves
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["inspection", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inspection", "number"], name="draft_number_once"),
            models.CheckConstraint(
                name="draft_approved_at_by", condition=Q(approved_at__isnull=True, approved_by__isnull=True) | Q(approved_at__isnull=False, approved_by__isnull=False),
            ),
            models.CheckConstraint(name="draft_approved_by_another", condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("drafted_by"))),
            models.CheckConstraint(name="draft_says_what_it_corrects", condition=Q(supersedes__isnull=True) | ~Q(correction="")),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.inspection_id}/{self.number}"


class PublishedNotice(models.Model):
    """公开的通报: text, counts with the rows they count, day, position and digests. The database refuses to change or remove it; a later one supersedes it.

    `sha256` is the digest of the text as UTF-8, which anybody can compute from the .txt; `digest` that of the whole record in its canonical
    form: what it states, by whose hands and on which days it went out, and what it supersedes.
    """

    PERSONAL_DATA: ClassVar = frozenset({"title", "text", "reading", "items", "explanations", "drafted_by", "approved_by", "published_by", "issuer", "correction"})
    PLAIN_DATA: ClassVar = frozenset({
        "id", "inspection", "number", "as_of", "known_at", "seq", "head", "counts", "withheld", "sha256", "digest", "approved_at", "published_at",
        "published_on", "supersedes", "document_number",
    })  # fmt: skip

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="notices")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    issuer = models.CharField(max_length=120)
    document_number = models.CharField(max_length=40, blank=True)  # 发文字号, such as 示整改〔2026〕3号
    as_of = models.DateField()
    known_at = models.DateTimeField()
    seq = models.PositiveBigIntegerField()
    head = models.CharField(max_length=64, blank=True)
    text = models.TextField()
    reading = models.JSONField()
    counts = models.JSONField()
    items = models.JSONField(default=list)
    withheld = models.JSONField(default=list)
    explanations = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    supersedes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by")
    correction = models.TextField(blank=True)
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField()
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    published_on = models.DateField()

    class Meta:
        ordering: ClassVar = ["-published_on", "-id"]
        indexes: ClassVar = [models.Index(fields=["-published_on", "-id"], name="notice_newest")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inspection", "number"], name="notice_number_once"),
            models.CheckConstraint(name="notice_approved_by_another", condition=~Q(approved_by=F("drafted_by"))),
            models.CheckConstraint(name="notice_says_what_it_corrects", condition=Q(supersedes__isnull=True) | ~Q(correction="")),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.inspection_id}/{self.number}"
