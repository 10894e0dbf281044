"""Every lifecycle has its words in both languages, and a letter for everybody who is told."""

import re

import pytest
from django.template.loader import get_template
from django.utils import translation

from workflow import registry

CHINESE = re.compile(r"[\u4e00-\u9fff]")
MACHINES = [machine for machine, _model in registry.machines()]


def words_of(machine):
    yield machine.title
    for state in machine.states:
        yield from (state.label, state.for_client)
    for step in machine.transitions:
        yield from (step.label, step.done)
        if step.note:
            yield step.note
    for deed in machine.deeds.values():
        yield deed.done


def all_words():
    return [words for machine in MACHINES for words in words_of(machine)]


def in_language(language):
    with translation.override(language):
        return {str(words) for words in all_words()}


def test_every_word_of_a_lifecycle_is_chinese_on_chinese_pages():
    assert [words for words in sorted(in_language("zh-hans")) if not CHINESE.search(words)] == []


def test_no_word_of_a_lifecycle_is_chinese_on_english_pages():
    assert [words for words in sorted(in_language("en")) if CHINESE.search(words)] == []


def test_words_of_people_and_organisations_too():
    from accounts.deeds import INVITING
    from accounts.models import Organisation, User

    deeds = [*INVITING.values(), *registry._deeds[User].values(), *registry._deeds[Organisation].values()]
    with translation.override("zh-hans"):
        assert [deed for deed in deeds if not CHINESE.search(str(deed.done))] == []


TOLD = [(machine.name, step.name) for machine in MACHINES for step in machine.transitions if step.notify]


@pytest.mark.parametrize(("machine", "step"), TOLD, ids=[".".join(pair) for pair in TOLD])
def test_whoever_is_told_of_a_step_has_a_letter(machine, step):
    assert get_template(f"emails/{machine}/{step}.txt")


def test_there_is_no_letter_that_no_step_sends():
    from tests.architecture.source import ROOT

    names = {machine.name for machine in MACHINES}
    steps = {(machine.name, step.name) for machine in MACHINES for step in machine.transitions if step.notify}
    deeds = {(machine.name, deed) for machine in MACHINES for deed in machine.deeds}
    written = {
        (path.parent.name, path.stem)
        for path in (ROOT / "templates/emails").glob("*/*.txt")
        if path.parent.name in names
    }
    assert written - steps - deeds == set()
