"""The reference-data pages of editions and indicators are there to read."""

import re
from collections import Counter

import pytest
from django.urls import reverse
from django.utils import formats, timezone

from scoring.models import Edition, Indicator

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, manager):
    client.force_login(manager)
    return client


def test_editions_are_listed_with_their_approval(desk, edition):
    page = desk.get(reverse("admin:scoring_edition_changelist"))

    assert page.status_code == 200
    assert "GB/T 27922-2011 v1" in page.content.decode()


def test_all_rows_are_listed_and_provisional_ones_are_marked(desk, edition):
    page = desk.get(reverse("admin:scoring_indicator_changelist"))
    text = page.content.decode()

    assert page.status_code == 200
    tones = re.findall(r'<td class="field-confirmed"><span class="tag" data-tone="(\w+)"', text)
    assert Counter(tones) == {"warning": 53, "good": 18}


def test_an_edition_tells_its_rules_in_sentences_and_its_days_as_the_pages_do(desk, manager, edition):
    type(manager).objects.update(language="en")
    text = desk.get(reverse("admin:scoring_edition_change", args=[edition.pk])).content.decode()

    assert "From 70 qualified" in text
    assert "pass_mark" not in text
    assert formats.date_format(timezone.localtime(edition.loaded_at), "j F Y, H:i") in text


@pytest.mark.parametrize("model", ["edition", "indicator"])
def test_nothing_can_be_added_changed_or_removed(desk, edition, model):
    pk = edition.pk if model == "edition" else edition.indicators.first().pk
    before = list(Edition.objects.values()), list(Indicator.objects.values())

    assert desk.get(reverse(f"admin:scoring_{model}_change", args=[pk])).status_code == 200
    assert desk.get(reverse(f"admin:scoring_{model}_add")).status_code == 403
    assert desk.post(reverse(f"admin:scoring_{model}_change", args=[pk]), {"title_zh": "x"}).status_code == 403
    assert desk.post(reverse(f"admin:scoring_{model}_delete", args=[pk]), {"post": "yes"}).status_code == 403
    assert (list(Edition.objects.values()), list(Indicator.objects.values())) == before


def test_a_client_does_not_see_them(client, edition):
    page = client.get(reverse("admin:scoring_edition_changelist"))

    assert page.status_code in {302, 403}
    assert "GB/T 27922-2011" not in page.content.decode()
