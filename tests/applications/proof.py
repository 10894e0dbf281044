"""Proving that a refused deed left no trace."""

import contextlib

import pytest

from applications import models
from files.models import StoredFile
from workflow.machine import StepRefused
from workflow.models import Event, Notice

WATCHED = (
    models.Agreement,
    models.Application,
    models.ClauseEvaluation,
    models.ConditionVerdict,
    models.DocumentEvaluation,
    models.Effort,
    models.ExclusionClaim,
    models.Paper,
    models.PaperVerdict,
    models.PaperVersion,
    models.Question,
    models.ServiceManager,
    models.Site,
    StoredFile,
    Event,
    Notice,
)


def everything():
    """Every row of every table that a deed about an application could touch."""
    return {model.__name__: list(model._base_manager.order_by("pk").values()) for model in WATCHED}


@contextlib.contextmanager
def prove_refused(*sentences, kind=StepRefused):
    """The block is refused with exactly these sentences (any, where none are given), and nothing has changed."""
    before = everything()
    with pytest.raises(kind) as refusal:
        yield
    if sentences:
        said = getattr(refusal.value, "sentences", [str(refusal.value)])
        assert said == list(sentences)
    assert everything() == before
