"""What holds for every table, also for those that are not written yet."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models

ROOMS = ("people", "ledger", "oversight", "roster", "publication")
MODELS = [model for room in ROOMS for model in apps.get_app_config(room).get_models()]
# Pairs that are no pair: a day that the law computes, not one that somebody signs; a moment of a machine.
UNPAIRED = {
    "NoticeDraft.drafted_at", "PublishedNotice.approved_at", "PublishedNotice.published_at", "Intake.proposed_at", "ProgressReview.recorded_at",
    "SupervisoryCheck.recorded_at", "FollowUpOrder.recorded_at", "LookBack.recorded_at",
}  # fmt: skip


def fields(model: type[models.Model]) -> set[str]:
    """The model's own columns and its links to many."""
    return {field.name for field in (*model._meta.concrete_fields, *model._meta.many_to_many)}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_is_declared_personal_or_not(model: type[models.Model]) -> None:
    if model._meta.auto_created:
        return
    personal, plain = set(model.PERSONAL_DATA), set(model.PLAIN_DATA)  # type: ignore[attr-defined]
    assert not personal & plain
    assert personal | plain == fields(model)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_moment_and_its_hand_stand_together(model: type[models.Model]) -> None:
    names = fields(model)
    told = " ".join(str(getattr(one, "condition", "")) for one in model._meta.constraints)
    for name in names:
        stem, _, end = name.rpartition("_")
        if end in ("at", "on") and f"{stem}_by" in names and f"{model.__name__}.{name}" not in UNPAIRED:
            nullable = model._meta.get_field(name).null
            assert not nullable or (f"{name}__isnull" in told and f"{stem}_by__isnull" in told), f"{model.__name__}.{name}"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_model_says_its_chinese_name(model: type[models.Model]) -> None:
    first = (model.__doc__ or "").strip().split("\n")[0]
    assert model._meta.auto_created or any("\u4e00" <= sign <= "\u9fff" for sign in first), model.__name__


def test_identifiers_fit_every_database() -> None:
    names = [one.name for model in MODELS for one in (*model._meta.constraints, *model._meta.indexes)]
    assert not [name for name in names if len(name) > 30]
