"""Editions and their rows, to read: they are loaded by a command and approved on a page of their own."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from scoring.models import Edition, Indicator


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
    list_select_related = ["approved_by"]

    @admin.display(boolean=True, description=_("approved"), ordering="approved_at")
    def approved(self, edition):
        return edition.is_approved


@admin.register(Indicator)
class IndicatorAdmin(ReadOnlyAdmin):
    list_display = ["code", "title_in_words", "depth", "points", "points_basis", "text_basis", "confirmed", "edition"]
    list_filter = ["edition", "depth", "points_basis", "text_basis"]
    list_select_related = ["edition"]
    search_fields = ["code", "title_zh", "title_en"]
    list_per_page = 100

    @admin.display(boolean=True, description=_("points and text confirmed"))
    def confirmed(self, indicator):
        """A cross marks what the standard owner still has to confirm."""
        return not indicator.is_provisional
