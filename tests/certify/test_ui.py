"""The components: what they say in both languages, and what they refuse."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.template import Template, TemplateSyntaxError

from tests.certify.drawing import draw, words
from workflow import clock

NOON = datetime(2026, 5, 3, 4, 0, tzinfo=UTC)  # 12:00 in China


# --- attributes -------------------------------------------------------------------------------------------------------

TAGS = {
    "icon": "{% icon WRONG=1 %}",
    "badge": "{% badge WRONG=1 %}",
    "state_badge": "{% state_badge WRONG=1 %}",
    "level_stars": "{% level_stars WRONG=1 %}",
    "local_time": "{% local_time WRONG=1 %}",
    "due": "{% due WRONG=1 %}",
    "money": "{% money WRONG=1 %}",
    "file_size": "{% file_size WRONG=1 %}",
    "capture": "{% capture WRONG=1 %}{% endcapture %}",
    "page_header": "{% page_header WRONG=1 %}{% endpage_header %}",
    "crumb": "{% crumb WRONG=1 %}",
    "card": "{% card WRONG=1 %}{% endcard %}",
    "alert": "{% alert WRONG=1 %}{% endalert %}",
    "data_list": "{% data_list WRONG=1 %}{% enddata_list %}",
    "data_row": "{% data_row WRONG=1 %}{% enddata_row %}",
    "empty_state": "{% empty_state WRONG=1 %}",
    "progress": "{% progress WRONG=1 %}",
    "stat": "{% stat WRONG=1 %}",
    "task_list": "{% task_list WRONG=1 %}{% endtask_list %}",
    "task": "{% task WRONG=1 %}",
    "tabs": "{% tabs WRONG=1 %}{% endtabs %}",
    "tab": "{% tab WRONG=1 %}",
    "journey": "{% journey WRONG=1 %}",
    "days_ago": "{% days_ago WRONG=1 %}",
    "list_file": "{% list_file WRONG=1 %}",
    "case_line": "{% case_line WRONG=1 %}",
    "case_file_url": "{% case_file_url WRONG=1 %}",
    "case_journey": "{% case_journey WRONG=1 %}",
    "dialog": "{% dialog WRONG=1 %}{% enddialog %}",
    "data_table": "{% data_table WRONG=1 %}{% enddata_table %}",
    "sort_header": "{% sort_header WRONG=1 %}",
    "pager": "{% pager WRONG=1 %}",
    "filter_bar": "{% filter_bar WRONG=1 %}",
    "button": "{% button WRONG=1 %}",
    "link_button": "{% link_button WRONG=1 %}",
    "post_button": "{% post_button WRONG=1 %}",
    "field": "{% field WRONG=1 %}",
    "form_fields": "{% form_fields WRONG=1 %}",
    "error_summary": "{% error_summary WRONG=1 %}",
    "file_drop": "{% file_drop WRONG=1 %}",
}


def test_every_component_is_held_to_its_attributes():
    from certify.templatetags.ui import register

    assert set(register.tags) == {*TAGS, "address_with"}  # whose names are those of the address, whatever they are


@pytest.mark.parametrize("source", TAGS.values(), ids=TAGS)
def test_a_misspelt_attribute_fails_when_the_template_is_compiled(source):
    with pytest.raises(TemplateSyntaxError, match="WRONG"):
        Template("{% load ui %}" + source)


@pytest.mark.parametrize("source", TAGS.values(), ids=TAGS)
def test_an_attribute_without_a_name_fails_when_the_template_is_compiled(source):
    with pytest.raises(TemplateSyntaxError, match="too many positional arguments"):
        Template("{% load ui %}" + source.replace("WRONG=1", "'x'"))


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ('{% badge text="x" tone="pink" %}', "badge tone is 'pink'"),
        ('{% alert tone="pink" %}{% endalert %}', "alert tone is 'pink'"),
        ('{% button text="x" tone="pink" %}', "button tone is 'pink'"),
        ("{% data_list columns=5 %}{% enddata_list %}", "columns of data_list is 5"),
        ('{% local_time value=day style="long" %}', "style of local_time is 'long'"),
    ],
)
def test_a_value_that_a_component_does_not_know_is_named(source, sentence):
    with pytest.raises(ValueError, match=re.escape(sentence)):
        draw(source, day=date(2026, 5, 3))


# --- marks ------------------------------------------------------------------------------------------------------------


def test_a_badge_says_its_words_and_escapes_them():
    html = draw('{% badge text=text tone="good" %}', text="<b>Accepted</b>")
    assert 'data-tone="good"' in html
    assert "&lt;b&gt;Accepted&lt;/b&gt;" in html
    assert html.count("<svg") == 1


def test_a_badge_can_go_without_a_shape():
    assert "<svg" not in draw('{% badge text="Draft" icon="none" %}')


def test_the_state_of_a_case_comes_in_its_own_words_and_tone():
    case = SimpleNamespace(state_label="Waiting for the applicant", state_tone="waiting")
    html = draw("{% state_badge case=case %}", case=case)
    assert words(html) == "Waiting for the applicant"
    assert 'data-tone="waiting"' in html


@pytest.mark.parametrize(
    ("level", "filled", "english", "chinese"),
    [
        ("not_passed", 0, "Not passed", "未通过"),
        ("qualified", 0, "Qualified", "达标级"),
        ("three_star", 3, "Three-star", "三星级"),
        ("four_star", 4, "Four-star", "四星级"),
        ("five_star", 5, "Five-star", "五星级"),
    ],
)
def test_a_level_is_words_and_stars(level, filled, english, chinese):
    html = draw("{% level_stars level=level %}", level=level)
    assert html.count("star-filled") == filled
    assert html.count("star-empty") == (5 - filled if filled else 0)
    assert words(html) == english
    assert words(draw("{% level_stars level=level %}", "zh-hans", level=level)) == chinese


def test_no_level_yet_is_a_dash():
    assert words(draw('{% level_stars level="" %}')) == "–"


def test_an_icon_is_hidden_from_readers_unless_it_has_a_name():
    assert 'aria-hidden="true"' in draw('{% icon name="check" %}')
    named = draw('{% icon name="check" label=label %}', label='"Done"')
    assert 'role="img"' in named
    assert 'aria-label="&quot;Done&quot;"' in named


# --- values -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("style", "english", "chinese"),
    [
        ("datetime", "3 May 2026, 12:00", "2026年5月3日 12:00"),
        ("date", "3 May 2026", "2026年5月3日"),
        ("time", "12:00", "12:00"),
        ("short", "2026-05-03", "2026-05-03"),
    ],
)
def test_a_moment_is_written_in_local_time_and_in_each_languages_way(style, english, chinese):
    source = "{% local_time value=value style=style %}"
    assert draw(source, value=NOON, style=style) == f'<time datetime="2026-05-03T12:00:00+08:00">{english}</time>'
    assert words(draw(source, "zh-hans", value=NOON, style=style)) == chinese


def test_a_date_has_no_time_of_day_and_nothing_is_a_dash():
    assert (
        draw("{% local_time value=value %}", value=date(2026, 5, 3)) == '<time datetime="2026-05-03">3 May 2026</time>'
    )
    assert draw("{% local_time value=value %}", value=None) == "–"


@pytest.mark.parametrize(
    ("day", "tone", "english", "chinese"),
    [
        (date(2026, 5, 1), "danger", "2026-05-01 2 days overdue", "2026-05-01 逾期 2 天"),
        (date(2026, 5, 2), "danger", "2026-05-02 1 day overdue", "2026-05-02 逾期 1 天"),
        (date(2026, 5, 3), "warning", "2026-05-03 due today", "2026-05-03 今天到期"),
        (date(2026, 5, 10), "warning", "2026-05-10 7 days left", "2026-05-10 还有 7 天"),
        (date(2026, 5, 11), "neutral", "2026-05-11 8 days left", "2026-05-11 还有 8 天"),
        (date(2027, 5, 4), "neutral", "2027-05-04 366 days left", "2027-05-04 还有 366 天"),
        (date(2027, 5, 5), "neutral", "2027-05-05", "2027-05-05"),
        # Still the 3rd in London, the 4th in China: the Chinese day counts.
        (datetime(2026, 5, 3, 17, tzinfo=UTC), "warning", "2026-05-04 1 day left", "2026-05-04 还有 1 天"),
    ],
)
def test_a_deadline_says_how_urgent_it_is(day, tone, english, chinese):
    with clock.pretend(NOON):
        html = draw("{% due date=day %}", day=day)
        assert words(html) == english
        assert words(draw("{% due date=day %}", "zh-hans", day=day)) == chinese
    assert f'data-tone="{tone}"' in html


def test_a_deadline_that_was_met_is_no_longer_urgent():
    with clock.pretend(NOON):
        html = draw("{% due date=day done=True %}", day=date(2026, 5, 1))
    assert words(html) == "2026-05-01"
    assert 'data-tone="neutral"' in html
    assert draw("{% due date=day %}", day=None) == "–"


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (5000, "¥5,000"),
        (Decimal("23450.50"), "¥23,450.50"),
        (Decimal("5000.00"), "¥5,000"),
        (-100, "−¥100"),
        (0, "¥0"),
        (None, "–"),
    ],
)
def test_an_amount_is_shown_in_yuan(amount, shown):
    assert words(draw("{% money amount=amount %}", amount=amount)) == shown


# --- structure --------------------------------------------------------------------------------------------------------


def test_a_page_header_keeps_the_markup_of_its_buttons_and_escapes_its_title():
    html = draw(
        "{% page_header title=title reference='A-2026-0042' %}<a>Edit</a>{% endpage_header %}", title="<i>A&B</i>"
    )
    assert "<h1>&lt;i&gt;A&amp;B&lt;/i&gt;</h1>" in html
    assert '<div class="page-header-actions"><a>Edit</a></div>' in html
    assert "page-header-actions" not in draw("{% page_header title='x' %} {% endpage_header %}")


def test_captured_markup_reaches_a_component_unescaped_and_values_in_it_escaped():
    source = (
        "{% capture as actions %}<a>{{ name }}</a>{% endcapture %}{% card title='T' actions=actions %}body{% endcard %}"
    )
    assert "<a>&lt;x&gt;</a>" in draw(source, name="<x>")


def test_a_fact_that_is_not_there_says_so_in_both_languages():
    source = "{% data_row label='Website' %} {% enddata_row %}"
    assert words(draw(source)) == "Website Not given"
    assert words(draw(source, "zh-hans")) == "Website 未填写"


def test_the_link_to_change_a_fact_names_the_fact_for_screen_readers():
    html = draw("{% data_row label='Website' change_url='/x/' %}a.cn{% enddata_row %}")
    assert '<a href="/x/">Change<span class="visually-hidden"> Website</span></a>' in html


def test_progress_is_words_and_a_bar_and_survives_nothing_to_do():
    html = draw("{% progress value=3 maximum=9 label='Papers' %}")
    assert words(html) == "Papers 3 of 9"
    assert '<progress value="3" max="9" aria-label="Papers">' in html
    assert 'max="1"' in draw("{% progress value=0 maximum=0 label='Papers' %}")


def test_a_task_that_cannot_be_begun_is_no_link():
    assert "<a" not in draw("{% task title='Submit' hint='Possible when all is complete.' %}")
    assert '<a class="task-title" href="/s/">Sites</a>' in draw(
        "{% task title='Sites' url='/s/' status='Done' tone='good' %}"
    )


def test_the_journey_tells_each_state_without_colour():
    steps = [
        {"label": "Application", "status": "done", "date": date(2026, 5, 1)},
        SimpleNamespace(label="Audit", status="current"),
        {"label": "Decision", "status": "ahead", "hint": "by the committee"},
        {"label": "Certificate", "status": "stopped"},
    ]
    html = draw("{% journey steps=steps label='Way' %}", steps=steps)
    assert words(html) == (
        "Application (done) 2026-05-01 2 Audit (now) 3 Decision (to come) by the committee Certificate (ended here)"
    )
    assert html.count('aria-current="step"') == 1


def test_the_tab_of_the_present_page_is_marked(rf):
    source = "{% tab label='Papers' url='/a/' count=0 %}{% tab label='People' url='/b/' %}"
    html = draw(source, request=rf.get("/a/?x=1"))
    assert '<a href="/a/" aria-current="page">' in html
    assert '<a href="/b/">' in html
    assert '<span class="count">0</span>' in html
