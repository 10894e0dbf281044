"""Every kind of case says who may see it and where it is shown."""

import pytest
from django.contrib.auth.models import AnonymousUser

from workflow import registry
from workflow.models import Case

MODELS = [model for _machine, model in registry.machines()]


def all_case_models():
    waiting, found = [Case], set()
    while waiting:
        for model in waiting.pop().__subclasses__():
            waiting.append(model)
            if not model._meta.abstract:
                found.add(model)
    return found


def test_every_case_model_has_a_machine():
    assert all_case_models() == set(MODELS)
    assert len(MODELS) == 6


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_case_has_an_address_and_a_guard(model):
    assert "get_absolute_url" in {name for parent in model.__mro__ for name in vars(parent)}
    assert callable(model.objects.visible_to)


@pytest.mark.django_db
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_nobody_sees_nothing(model):
    assert not model.objects.visible_to(AnonymousUser()).exists()
