"""The reference data as shipped, loaded once and never over what the body has edited."""

import io
import re
from decimal import Decimal
from importlib import import_module

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from applications import actions, queries
from applications.models import AuditDayRow, FeeItem, PaperKind

pytestmark = pytest.mark.django_db


def test_what_ships_is_loaded_once():
    assert actions.load_reference() == {"papers": 19, "audit_days": 6, "fees": 5}
    assert actions.load_reference() == {"papers": 0, "audit_days": 0, "fees": 0}
    assert PaperKind.objects.count() == 19


def test_lines_loaded_before_files_were_sorted_get_their_words_once_and_edited_ones_stay():
    actions.load_reference()
    PaperKind.objects.filter(code="sites").update(keywords=[])
    PaperKind.objects.filter(code="records").update(keywords=["工作单"])
    import_module("applications.migrations.0005_words_of_papers").fill(apps, connection.schema_editor())
    words = dict(PaperKind.objects.values_list("code", "keywords"))
    assert words["sites"] == ["场所", "分支机构", "分公司", "租赁合同", "房产证", "branches", "premises"]
    assert words["records"] == ["工作单"]


def test_words_that_the_body_took_away_stay_away():
    actions.load_reference()
    PaperKind.objects.filter(code="sites").update(keywords=[])
    actions.load_reference()
    assert PaperKind.objects.get(code="sites").keywords == []


def test_the_audit_day_table_and_the_tariff_are_those_of_the_scheme():
    actions.load_reference()
    assert queries.audit_day_table() == [
        (10, Decimal("2.0")),
        (25, Decimal("2.5")),
        (65, Decimal("3.0")),
        (175, Decimal("4.0")),
        (425, Decimal("5.0")),
        (875, Decimal("6.0")),
    ]
    assert {code: fee.amount for code, fee in queries.tariff().items()} == {
        "application": 1000,
        "evaluation_day": 5000,
        "registration": 2000,
        "annual": 2000,
        "copy": 100,
    }


@pytest.mark.parametrize(
    ("kind", "compulsory"),
    [
        (
            "maker",
            "legal-status goods-and-services test-reports laws-and-standards company-profile organisation-chart outlets "
            "system-description service-manual flow-chart resources service-promises records",
        ),
        (
            "seller",
            "legal-status goods-and-services laws-and-standards company-profile organisation-chart outlets way-of-selling "
            "system-description service-manual flow-chart service-promises records",
        ),
        (
            "service_provider",
            "legal-status goods-and-services laws-and-standards company-profile organisation-chart system-description "
            "service-manual flow-chart resources service-promises records",
        ),
    ],
)
def test_compulsory_papers_depend_on_the_kind_of_applicant(kind, compulsory):
    actions.load_reference()
    found = [paper.code for paper in PaperKind.objects.all() if kind in paper.compulsory_for]
    assert found == compulsory.split()


def test_loading_again_keeps_what_the_body_has_edited():
    actions.load_reference()
    PaperKind.objects.filter(code="records").update(title_en="Our own words", is_active=False)
    FeeItem.objects.filter(code="annual").update(amount=Decimal("2500"))
    AuditDayRow.objects.filter(up_to=10).update(up_to=15, days=Decimal("3"))
    actions.load_reference()
    paper = PaperKind.objects.get(code="records")
    assert (paper.title_en, paper.is_active) == ("Our own words", False)
    assert FeeItem.objects.get(code="annual").amount == Decimal("2500")
    assert queries.audit_day_table()[0] == (15, Decimal("3.0"))
    assert AuditDayRow.objects.count() == 6


def test_the_command_says_what_it_added():
    said = io.StringIO()
    call_command("load_reference", stdout=said)
    assert said.getvalue() == "Added: 19 kinds of paper, 6 rows of the audit-day table, 5 fees.\n"


def test_a_manager_edits_reference_data_in_the_admin_and_cases_have_no_place_there(browser_of, manager):
    actions.load_reference()
    browser = browser_of(manager)
    kind = PaperKind.objects.get(code="records")
    page = browser.get(f"/admin/applications/paperkind/{kind.pk}/change/")
    assert page.status_code == 200
    answer = browser.post(
        f"/admin/applications/paperkind/{kind.pk}/change/",
        {
            "title_zh": kind.title_zh,
            "title_en": "Records of service",
            "hint_zh": "",
            "hint_en": "",
            "compulsory_for": ["maker"],
            "order": kind.order,
            "is_active": "on",
        },
    )
    assert answer.status_code == 302
    kind.refresh_from_db()
    assert (kind.title_en, kind.compulsory_for) == ("Records of service", ["maker"])
    assert browser.post(f"/admin/applications/paperkind/{kind.pk}/delete/", {"post": "yes"}).status_code == 403
    assert browser.get("/admin/applications/application/").status_code == 404


def test_the_audit_day_table_refuses_a_row_of_no_days(browser_of, manager):
    answer = browser_of(manager).post("/admin/applications/auditdayrow/add/", {"up_to": "5", "days": "0"})
    assert answer.status_code == 200
    assert not AuditDayRow.objects.exists()


def test_officers_do_not_enter_the_admin(browser_of, officer):
    assert browser_of(officer).get("/admin/applications/paperkind/", follow=True).status_code == 403


def test_a_cell_that_is_edited_in_the_list_says_which_row_it_belongs_to(manager, client_of, db):
    PaperKind.objects.create(code="legal-status", title_zh="法律地位证明", title_en="Proof of legal status", order=10)
    page = client_of(manager).get("/admin/applications/paperkind/").content.decode()
    assert 'aria-label="顺序: 法律地位证明"' in page


def test_a_row_is_deleted_after_a_page_that_says_which(manager, client_of, db):
    type(manager).objects.update(language="en")
    row, client = AuditDayRow.objects.create(up_to=10, days="2.0"), client_of(manager)
    address = f"/admin/applications/auditdayrow/{row.pk}/delete/"
    page = client.get(address).content.decode()
    assert "<strong>Up to 10 employees: 2.0 audit days</strong>" in page
    assert "Yes, I’m sure" not in page
    assert f'href="/admin/applications/auditdayrow/{row.pk}/change/">Cancel' in page
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="(\w+)"', page))
    assert fields.pop("csrfmiddlewaretoken")
    assert client.post(address, fields).status_code == 302
    assert not AuditDayRow.objects.exists()


def test_the_history_of_a_row_says_that_there_is_none_yet_and_then_who_did_what(manager, client_of, db):
    type(manager).objects.update(language="en")
    row, client = AuditDayRow.objects.create(up_to=10, days="2.0"), client_of(manager)
    assert (
        "No changes recorded yet." in client.get(f"/admin/applications/auditdayrow/{row.pk}/history/").content.decode()
    )
    client.post(f"/admin/applications/auditdayrow/{row.pk}/change/", {"up_to": "10", "days": "2.5"})
    page = client.get(f"/admin/applications/auditdayrow/{row.pk}/history/").content.decode()
    assert "No changes recorded yet." not in page
    assert str(manager) in page


def test_a_form_of_the_admin_reads_like_ours(manager, client_of, db):
    page = client_of(manager).get("/admin/applications/feeitem/add/").content.decode()
    assert '<option value="" selected>请选择</option>' in page
    assert "---------" not in page
    assert not re.search(r"[:：]</label>", page)
