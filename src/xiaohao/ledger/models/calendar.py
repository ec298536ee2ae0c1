"""本地工作日历: what an installation says of days beside the arrangements that come with the product."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from xiaohao.people.models import User


class CalendarDay(models.Model):
    """本地日: one day that is worked or off here, whatever the State Council's arrangement says, and on whose word. Taken back it stays, ended."""

    PERSONAL_DATA: ClassVar = frozenset({"made_by", "ended_by"})
    PLAIN_DATA: ClassVar = frozenset({"id", "day", "is_workday", "reason", "made_at", "ended_at"})

    day = models.DateField(db_index=True)
    is_workday = models.BooleanField()
    reason = models.CharField(max_length=200)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["day", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["day"], condition=models.Q(ended_at__isnull=True), name="calendar_day_once"),
            models.CheckConstraint(
                name="calendar_day_ended_at_by",
                condition=models.Q(ended_at__isnull=True, ended_by__isnull=True) | models.Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.is_workday}"


class CalendarYear(models.Model):
    """年度安排: a year's arrangement that was announced after the product was made, as its file says it. Taken back it stays, ended."""

    PERSONAL_DATA: ClassVar = frozenset({"made_by", "ended_by"})
    PLAIN_DATA: ClassVar = frozenset({"id", "year", "text", "made_at", "ended_at"})

    year = models.PositiveSmallIntegerField()
    text = models.TextField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["year", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["year"], condition=models.Q(ended_at__isnull=True), name="calendar_year_once"),
            models.CheckConstraint(
                name="calendar_year_ended_at_by",
                condition=models.Q(ended_at__isnull=True, ended_by__isnull=True) | models.Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)
