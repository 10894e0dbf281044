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


def test_there_is_no_letter_that_nobody_sends():
    from tests.architecture.source import ROOT, modules

    folder = ROOT / "templates/emails"
    written = {path.relative_to(folder).with_suffix("").as_posix() for path in folder.glob("*/*.txt")}
    by_steps = {f"{machine}/{step}" for machine, step in TOLD}
    named = " ".join((ROOT / path).read_text(encoding="utf-8") for path, _tree in modules())
    left = {letter for letter in written - by_steps if f"emails/{letter}.txt" not in named}
    by_deeds = {f"{machine.name}/{deed}" for machine in MACHINES for deed in machine.deeds}
    assert left - by_deeds == set()
