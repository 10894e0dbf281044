"""Submitting: everything that stands in the way is named; then the market department is told."""

import pytest
from django.utils import translation

from applications import actions, obstacles, queries
from tests.applications import cases
from tests.applications.proof import prove_refused
from workflow.engine import available_steps, perform
from workflow.machine import NotAllowed, Obstructed, WrongState
from workflow.models import Notice

pytestmark = pytest.mark.django_db


def test_an_empty_draft_says_everything_that_is_missing(organisation, applicant):
    application = cases.started(organisation)
    with prove_refused(
        "Still to be answered: kind of applicant, industry, description of service activities, way of selling, who runs "
        "the service outlets, service system in operation since, scope of certification, level aimed at and 5 more.",
        kind=Obstructed,
    ):
        perform(application, "submit", by=applicant)


def test_missing_answers_are_told_by_topic(organisation):
    application = cases.started(organisation)
    found = {}
    for missing in queries.missing_answers(application):
        found.setdefault(missing.topic, []).append(missing.label)
    assert found == {
        "business": [
            "kind of applicant",
            "industry",
            "description of service activities",
            "way of selling",
            "who runs the service outlets",
            "service system in operation since",
        ],
        "scope": ["scope of certification", "level aimed at"],
        "size": ["number of employees", "number of service staff", "number of service-management staff"],
        "sites": ["at least one site"],
        "exclusions": ["whether all clauses apply"],
    }


def test_a_site_without_an_address_is_asked_for(organisation, applicant):
    sites = [*cases.SITES[:1], {**cases.SITES[1], "address": ""}]
    application = cases.draft(organisation, sites=sites)
    with prove_refused("Still to be answered: address of 朝阳服务站.", kind=Obstructed):
        perform(application, "submit", by=applicant)


def test_missing_papers_are_named(organisation, applicant):
    application = cases.draft(organisation, without_papers=("records", "flow-chart"))
    sentence = "These compulsory papers are missing: Sales and service flow chart, Service records."
    with prove_refused(sentence, kind=Obstructed):
        perform(application, "submit", by=applicant)


def test_the_same_in_chinese(organisation, applicant):
    application = cases.draft(organisation, without_papers=("records", "flow-chart"), level_aimed="")
    with (
        translation.override("zh-hans"),
        prove_refused("尚未填写：申请级别。", "缺少以下必交材料：销售与服务流程图、服务记录。", kind=Obstructed),
    ):
        perform(application, "submit", by=applicant)


def test_too_few_certified_managers_do_not_stop_a_submission(organisation, applicant):
    application = cases.draft(organisation)
    actions.save_managers(application, [], by=applicant)
    figures = queries.manager_figures(application)
    assert (figures.listed, figures.required, figures.are_too_few) == (0, 2, True)
    perform(application, "submit", by=applicant)
    assert application.state == "submitted"


def test_submitting_stamps_the_time_and_tells_the_free_officers(organisation, applicant, officer, audit_manager):
    application = cases.draft(organisation)
    event = perform(application, "submit", by=applicant)
    assert application.submitted_at is not None
    told = Notice.objects.filter(event=event, channel=Notice.Channel.EMAIL)
    assert [notice.recipient for notice in told] == [officer]


def test_nobody_else_submits(organisation, stranger, officer, manager, audit_manager):
    application = cases.draft(organisation)
    for person in (stranger, officer, manager, audit_manager):
        with prove_refused("You may not do “Submit the application” in this case.", kind=NotAllowed):
            perform(application, "submit", by=person)


def test_an_application_is_submitted_once(organisation, applicant):
    application = cases.submitted(organisation)
    with prove_refused(kind=WrongState):
        perform(application, "submit", by=applicant)


def test_returned_papers_have_to_come_again(organisation, applicant, officer):
    application = cases.submitted(organisation)
    licence, profile = (line for line in queries.checklist(application) if line.kind.code in PAIR)
    actions.judge_paper(application, licence.kind, by=officer, verdict="mend", note="看不清。")
    actions.judge_paper(application, profile.kind, by=officer, verdict="accepted")
    assert queries.mending_list(application) == "Proof of legal status (business licence): 看不清。"
    perform(application, "return", by=officer, note=queries.mending_list(application))
    sentence = "These papers were returned to you; upload them again: Proof of legal status (business licence)."
    with prove_refused(sentence, kind=Obstructed):
        perform(application, "submit", by=applicant)
    actions.attach_paper(application, licence.kind, cases.pdf(words="clear"), by=applicant, paper=licence.papers[0])
    perform(application, "submit", by=applicant)
    assert application.state == "submitted"
    again = {line.kind.code: line for line in queries.checklist(application)}
    assert (again["legal-status"].needs_verdict, again["company-profile"].needs_verdict) == (True, False)


PAIR = ("legal-status", "company-profile")


def test_a_returned_paper_that_is_not_compulsory_may_be_removed_instead(organisation, applicant, officer):
    application = cases.draft(organisation)
    award = next(line.kind for line in queries.checklist(application) if line.kind.code == "other-certificates")
    paper = actions.attach_paper(application, award, cases.pdf(words="award"), by=applicant).paper
    perform(application, "submit", by=applicant)
    actions.judge_paper(application, award, by=officer, verdict="mend", note="已过期。")
    perform(application, "return", by=officer, note="x")
    assert obstacles.papers_still_to_mend(application, applicant) is not None
    actions.remove_paper(paper, by=applicant)
    assert obstacles.papers_still_to_mend(application, applicant) is None


def test_a_compulsory_paper_that_the_officer_does_not_need_may_be_missing(organisation, applicant, officer):
    application = cases.submitted(organisation)
    line = next(line for line in queries.checklist(application) if line.kind.code == "outlets")
    actions.judge_paper(application, line.kind, by=officer, verdict="not_needed")
    perform(application, "return", by=officer, note="x")
    actions.remove_paper(line.papers[0], by=applicant)
    assert obstacles.papers_missing(application, applicant) is None


def test_buttons_carry_the_sentences(organisation, applicant):
    application = cases.draft(organisation, without_papers=("records",))
    steps = {transition.name: sentences for transition, sentences in available_steps(application, applicant)}
    assert steps == {
        "submit": ["These compulsory papers are missing: Service records."],
        "withdraw": [],
    }
