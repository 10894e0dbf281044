"""The dossier as a brief: the conclusion first, what asks for attention in plain words, everything else folded."""

import datetime
import re

import pytest

from audits.models import Audit
from certificates.actions import step_aside, take_up
from certificates.queries.dossier import distances, dossier_of
from scoring.rules import STANDARD_RULES, exact
from tests.audits import cases as audits
from tests.certificates import cases
from tests.certificates.test_lifecycle import DAY, on
from workflow import clock
from workflow.engine import perform

pytestmark = pytest.mark.django_db


def noted(decision, reader):
    """The points to note without those of the edition, which every case shares."""
    points = dossier_of(decision, reader)["attention"]
    return [(point.sentence, point.part) for point in points if point.part not in {"clauses", "case"}]


def position(page, *anchors):
    return [page.index(f'id="{anchor}"') for anchor in anchors]


def test_the_conclusion_stands_first_then_the_vote_then_what_supports_it_then_everything(decision, members, reads):
    page = reads(members[0], decision.get_absolute_url())
    order = position(
        page, "conclusion", "vote", "supports", "findings", "specials", "nonconformities", "report", "team",
        "everything", "application", "papers", "agreement", "documents", "clauses", "timeline", "case",
    )  # fmt: skip
    assert order == sorted(order)
    folded = re.findall(r'<details class="panel part" id="(\w+)"( open)?>', page)
    assert folded == [
        (part, "") for part in ("application", "papers", "agreement", "documents", "clauses", "timeline", "case")
    ]
    assert page.count('class="part-line"') == 7
    assert "47 clauses: 47 with all points, 0 that lost some, 0 left out" in page
    assert "The team leader recommends" in page
    listed = re.findall(
        r'href="#(\w+)"', page[page.index("data-contents") : page.index("</nav>", page.index("data-contents"))]
    )
    assert [anchor for anchor in listed if f'id="{anchor}"' not in page] == []


@pytest.mark.parametrize(
    ("score", "sentences"),
    [
        ("100", ["5 above the bound of Five-star (95)"]),
        ("95", ["0 above the bound of Five-star (95)"]),
        ("94.95", ["4.95 above the bound of Four-star (90)", "0.05 short of Five-star (95)"]),
        ("94.999", ["4.99 above the bound of Four-star (90)", "0.01 short of Five-star (95)"]),
        ("70", ["0 above the bound of Qualified (70)", "10 short of Three-star (80)"]),
        ("69.5", ["0.5 short of Qualified (70)"]),
    ],
)
def test_the_score_is_set_between_the_bounds_below_and_above(score, sentences):
    assert distances(exact(score), STANDARD_RULES) == sentences


def test_a_clean_case_has_nothing_to_note(decision, members):
    assert noted(decision, members[0]) == []


def test_what_asks_for_attention_is_said_in_plain_words(organisation, members):
    decision = cases.opened(
        organisation,
        members=members,
        nonconformities=["minor"],
        specials=["own_rules"],
        bonus="首创上门检测。",
        exclusions={"5.2.3.3": "不需要安装调试。"},
        findings={
            "5.2.4.5": {"outcome": "not_met", "remark": "未提供代用品。"},
            "5.1.5.2": {"outcome": "sampled", "drawn": 20, "failed": 3, "remark": "三份缺签字。"},
            "5.2.3.3": {"outcome": "excluded", "reason": "不需要安装调试。"},
        },
    )
    effort = decision.audit.application.effort
    effort.days_computed, effort.days_reason = effort.days + 1, "客户体系成熟。"
    effort.save()
    Audit.objects.filter(pk=decision.audit_id).update(fewer_sites_reason="一处网点停业。")
    decision.refresh_from_db()
    titles = {line.clause: line.title for line in dossier_of(decision, members[0])["board"].lines}
    assert noted(decision, members[0]) == [
        (
            f"2 clauses lost points, most: 5.2.4.5 {titles['5.2.4.5']} (1); 5.1.5.2 {titles['5.1.5.2']} (0.6).",
            "findings",
        ),
        ("1 special deduction: breaks the company's own service rules.", "specials"),
        (f"Audit days: {effort.days} instead of {effort.days_computed} by the table. 客户体系成熟。", "agreement"),
        ("Fewer outlets were visited than the sample asks for: 一处网点停业。", "report"),
        ("1 clause was left out as not applicable: 5.2.3.3.", "findings"),
        ("The score holds a special bonus of 1 point.", "specials"),
    ]


def test_a_late_and_a_rejected_answer_are_noted(organisation, members):
    audit = audits.rectifying(organisation, nonconformities=["minor"])
    case, leader = audit.nonconformities.get(), audits.leader_of(audit)
    with on(clock.today() + 31 * DAY):
        audits.answer(case)
        perform(case, "reject", by=leader, note="缺证据。")
        audits.answer(case)
        perform(case, "close", by=leader, note="有效。")
        audits.write_report(audit, by=leader, strengths="好。", weaknesses="无。", conclusion="建议通过。")
        perform(audit, "report", by=leader)
        decision = take_up(audit, by=members[0])
    case.refresh_from_db()
    assert isinstance(case.deadline, datetime.date)
    day = f"{case.deadline.day} {case.deadline:%B %Y}"
    assert noted(decision, members[0]) == [
        (f"{case.reference} was answered after its deadline of {day}.", "nonconformities"),
        (f"The auditor rejected 1 answer to {case.reference}.", "nonconformities"),
    ]


def test_who_stepped_aside_is_noted_and_no_vote_is(decision, members):
    cases.vote(decision, by=members[0], position="refuse", reason="秘密。")
    step_aside(decision, by=members[1], kind="relative", note="近亲属。")
    assert noted(decision, members[2]) == [("1 person stepped aside with an interest.", "timeline")]


def test_a_vote_takes_a_position_reasons_the_declaration_and_one_press(decision, members, reads):
    page = reads(members[0], decision.get_absolute_url())
    form = re.search(r'<form class="vote-form".*?</form>', page, re.S).group()
    assert len(re.findall(r"<(?:input|textarea)(?![^>]*hidden)", form)) == 3 + 1 + 1
    assert form.count("<button") == 1
    assert "data-confirm" not in form
    assert "A vote is final." in form


def test_who_may_not_vote_reads_why_where_the_form_would_be(decision, members, manager, reads):
    cases.vote(decision, by=members[0])
    for person, why in (
        (members[0], "You have voted. A vote is final."),
        (manager, "Only members of the committee vote."),
    ):
        page = reads(person, decision.get_absolute_url())
        assert 'class="vote-form"' not in page
        assert why in page
