"""Editions and their rows, to read: they are loaded by a command and approved on a page of their own."""

from django.contrib import admin
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from scoring.models import Edition, Indicator
from scoring.words import rules_in_words


class ReadOnlyAdmin(admin.ModelAdmin):
    actions = None

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("title"))
    def title_in_words(self, row):
        return row.title


@admin.register(Edition)
class EditionAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "title_in_words", "loaded_at", "approved", "approved_by", "approved_at"]
    fields = [
        "standard",
        "version",
        "title_zh",
        "title_en",
        "rules_as_sentences",
        "source_sha256",
        "loaded_at",
        "approved",
        "approved_by",
        "approved_at",
    ]
    list_select_related = ["approved_by"]

    @admin.display(description=_("approved"), ordering="approved_at")
    def approved(self, edition):
        return _badge(_("Approved"), "good") if edition.is_approved else _badge(_("Not approved"), "warning")

    @admin.display(description=_("Rules in words"))
    def rules_as_sentences(self, edition):
        told = ((rule.sentence, _default() if rule.is_default else "") for rule in rules_in_words(edition.parameters))
        return format_html('<ul class="stack-sm">{}</ul>', format_html_join("", "<li>{} {}</li>", told))


@admin.register(Indicator)
class IndicatorAdmin(ReadOnlyAdmin):
    list_display = ["code", "title_in_words", "depth", "points", "points_basis", "text_basis", "confirmed", "edition"]
    list_filter = ["edition", "depth", "points_basis", "text_basis"]
    list_select_related = ["edition"]
    search_fields = ["code", "title_zh", "title_en"]
    list_per_page = 100

    @admin.display(description=_("points and text confirmed"))
    def confirmed(self, indicator):
        """What is provisional waits for the standard owner."""
        return _badge(_("Provisional"), "warning") if indicator.is_provisional else _badge(_("Confirmed"), "good")


def _badge(text, tone):
    icon = {"good": "circle-check", "warning": "triangle-alert"}.get(tone, "")
    return render_to_string("ui/badge.html", {"text": text, "tone": tone, "icon": icon})


def _default():
    return _badge(_("our default"), "neutral")
