"""Every step that tells somebody has a letter in both languages."""

import pytest
from django.utils import translation

from applications.lifecycle import machine
from tests.applications import cases
from workflow.journal import append
from workflow.letters import compose
from workflow.models import Notice

pytestmark = pytest.mark.django_db
TELLING = [transition.name for transition in machine.transitions if transition.notify]


def letter(application, step, reader, language):
    reader.language = language
    reader.save(update_fields=["language"])
    moved = machine.step(step)
    event = append(application, step, before=moved.sources[0], after=moved.target, by=None, note="因为所以。", facts={})
    notice = Notice.objects.create(
        event=event, recipient=reader, channel=Notice.Channel.EMAIL, template=f"emails/application/{step}.txt"
    )
    return compose(notice)


def test_eleven_steps_tell_somebody():
    assert len(TELLING) == 11


@pytest.mark.parametrize("step", TELLING)
def test_a_letter_names_the_case_and_leads_to_it(step, organisation, applicant, settings):
    application = cases.started(organisation)
    for language in ("en", "zh-hans"):
        sent = letter(application, step, applicant, language)
        assert application.reference in sent.subject
        assert application.reference in sent.body
        assert "因为所以。" in sent.body
        assert settings.SITE_URL + application.get_absolute_url() in sent.body
    assert any("\u4e00" <= char <= "\u9fff" for char in sent.subject)


def test_an_organisation_with_a_mark_in_its_name_is_not_escaped(organisation, applicant):
    organisation.name = "A & B <家电>"
    organisation.save()
    sent = letter(cases.started(organisation), "ask", applicant, "en")
    assert "of A & B <家电>" in sent.body


def test_what_the_applicant_reads_when_questions_come(organisation, applicant):
    with translation.override("en"):
        application = cases.started(organisation)
    sent = letter(application, "ask", applicant, "en")
    assert sent.subject == f"Please answer our questions about {application.reference}"
    assert "Please answer each one, with a file where that helps, and then send the answers." in sent.body
