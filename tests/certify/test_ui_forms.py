"""Forms, tables and files: what ties label, hint and error to a field, and that nothing chosen or typed is lost."""

import re

import pytest
from django import forms
from django.core.paginator import Paginator

from tests.certify.drawing import draw, ids, words


class Company(forms.Form):
    name = forms.CharField(
        label="Name", help_text="As in the licence.", widget=forms.TextInput(attrs={"placeholder": "x"})
    )
    kind = forms.ChoiceField(label="Kind", widget=forms.RadioSelect, choices=[("maker", "Maker"), ("seller", "Seller")])
    agreed = forms.BooleanField(label="Agreed", help_text="Becomes part of the case.")
    share = forms.DecimalField(label="Share", required=False)
    token = forms.CharField(widget=forms.HiddenInput)


# --- tables -----------------------------------------------------------------------------------------------------------


def test_paging_and_sorting_keep_what_was_chosen(rf):
    request = rf.get("/cases/", {"q": "诚信", "sort": "since", "page": "2"})
    page = Paginator(range(50), 20).page(2)
    html = draw("{% pager page=page %}", request=request, page=page)
    kept = "?q=%E8%AF%9A%E4%BF%A1&amp;sort=since&amp;page="
    assert f'<a href="{kept}1" rel="prev">Previous</a>' in html
    assert f'<a href="{kept}3" rel="next">Next</a>' in html
    assert "21–40 of 50" in words(html)
    header = draw("{% sort_header label='Since' key='since' %}", request=request)
    assert 'aria-sort="ascending"' in header
    assert 'href="?q=%E8%AF%9A%E4%BF%A1&amp;sort=-since"' in header


def test_one_page_needs_no_pager(rf):
    assert draw("{% pager page=page %}", request=rf.get("/"), page=Paginator(range(3), 20).page(1)) == ""


def test_filters_can_be_cleared_once_they_narrow(rf):
    class Filter(forms.Form):
        q = forms.CharField(label="Name", required=False)

    source = "{% filter_bar form=form %}"
    assert "Clear" not in draw(source, request=rf.get("/cases/?page=2"), form=Filter())
    html = draw(source, request=rf.get("/cases/?q=x"), form=Filter({"q": "x"}))
    assert '<a class="btn btn-quiet" href="/cases/">Clear</a>' in html
    assert 'value="x"' in html


# --- forms and buttons ------------------------------------------------------------------------------------------------


def test_label_hint_and_error_are_tied_to_the_field_and_what_was_typed_stays():
    form = Company({"name": "", "kind": "baker", "share": "<half>"})
    html = draw("{% form_fields form=form %}", form=form)
    assert '<label class="form-label" for="id_name">Name</label>' in html
    described = re.search(r'<input type="text" name="name"[^>]*>', html)[0]
    assert 'aria-describedby="id_name_hint id_name_error"' in described
    assert 'aria-invalid="true"' in described
    assert "placeholder" not in described
    assert {"id_name_hint", "id_name_error", "id_kind_error", "id_agreed_hint"} <= ids(html)
    assert 'value="&lt;half&gt;"' in html
    assert '<input type="hidden" name="token" id="id_token">' in html


def test_a_group_of_choices_is_a_fieldset_with_a_legend():
    html = draw("{% field field=form.kind %}", form=Company({"kind": "seller"}))
    assert '<legend class="form-label">Kind</legend>' in html
    assert re.search(r'<input type="radio"[^>]*value="seller"[^>]*checked', html)
    assert re.findall(r'<label for="(id_kind_\d)">', html) == ["id_kind_0", "id_kind_1"]


def test_optional_fields_are_marked_in_both_languages():
    assert "(optional)" in draw("{% field field=form.share %}", form=Company())
    assert "（选填）" in draw("{% field field=form.share %}", "zh-hans", form=Company())
    assert "(optional)" not in draw("{% field field=form.name %}", form=Company())


def test_the_error_summary_links_to_controls_that_are_there():
    form = Company({"name": "", "token": "x"})
    form.add_error(None, "The two do not fit together.")
    html = draw("{% error_summary form=form %}{% form_fields form=form %}", form=form)
    summary, fields = html.split("</ul>", 1)
    targets = re.findall(r'href="#([^"]+)"', summary)
    assert targets == ["id_name", "id_kind_0", "id_agreed"]
    assert set(targets) <= ids(fields)
    assert words(summary) == (
        "Please correct the following The two do not fit together. Name: Fill this in. "
        "Kind: Choose an answer. Agreed: Tick this box, or leave the page without sending."
    )
    assert "Name：请填写此项。" in draw("{% error_summary form=form %}", "zh-hans", form=Company({"token": "x"}))


def test_the_error_summary_of_a_formset_names_the_row():
    class Site(forms.Form):
        address = forms.CharField(label="Address")

    data = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-address": "Beijing", "form-1-address": " "}
    formset = forms.formset_factory(Site, extra=0)(data)
    formset.forms[1].empty_permitted = False
    html = draw("{% error_summary formset=formset %}", formset=formset)
    assert '<a href="#id_form-1-address">Row 2 · Address: Fill this in.</a>' in html


def test_without_errors_there_is_no_summary():
    assert draw("{% error_summary form=form %}", form=Company()) == ""


def test_a_field_that_the_form_does_not_have_is_named():
    with pytest.raises(ValueError, match="Company has no field adress"):
        draw("{% form_fields form=form omit='adress' %}", form=Company())


def test_a_disabled_button_says_why():
    html = draw("{% button text='Grant' disabled_reason=reason %}", reason="One more vote is needed.")
    tied = re.search(r'disabled aria-describedby="([^"]+)"', html)[1]
    assert f'<span class="button-reason" id="{tied}">One more vote is needed.</span>' in html


def test_a_deed_on_its_own_is_a_form_with_a_token():
    source = "{% post_button url='/steps/x/' text='Withdraw' confirm='Withdraw it?' next='/cases/' %}"
    html = draw(source, csrf_token="secret-token")
    assert '<form class="post-button" method="post" action="/steps/x/">' in html
    assert 'name="csrfmiddlewaretoken" value="secret-token"' in html
    assert '<input type="hidden" name="next" value="/cases/">' in html
    assert 'data-confirm="Withdraw it?"' in html


def test_the_place_for_files_says_its_limits_before_the_upload():
    source = "{% file_drop url='/up/' label='Papers' accept='.pdf,.png' max_bytes=20971520 target='#list' %}"
    html = draw(source, csrf_token="secret-token")
    assert "PDF, PNG. Up to 20.0\xa0MB each." in html
    assert 'data-max-bytes="20971520"' in html
    assert 'data-target="#list"' in html
    assert 'enctype="multipart/form-data"' in html
    assert 'value="secret-token"' in html
    described = re.search(r'aria-describedby="([^"]+)"', html)[1]
    assert described in ids(html)


def test_where_nothing_is_chosen_yet_the_list_asks_for_it():
    class Sized(forms.Form):
        size = forms.ChoiceField(choices=[("", "---------"), ("s", "Small")])

    source = "{% field field=form.size %}"
    assert '<option value="" selected>Please choose</option>' in draw(source, form=Sized())
    assert '<option value="" selected>请选择</option>' in draw(source, "zh-hans", form=Sized())
