"""The journal and the outbox, to look at. Nothing is written here."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workflow import registry
from workflow.models import Event, Notice


class ReadOnlyAdmin(admin.ModelAdmin):
    list_per_page = 50
    show_full_result_count = False

    def has_view_permission(self, request, obj=None):
        return self.admin_site.has_permission(request)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    list_display = ["moment", "case_number", "deed", "before", "after", "person", "role"]
    list_filter = [("case_type", admin.RelatedOnlyFieldListFilter), ("at", admin.DateFieldListFilter)]
    list_select_related = ["case_type"]
    search_fields = ["reference", "name", "actor_name", "request_id"]
    ordering = ["-pk"]

    @admin.display(description=_("Time"), ordering="at")
    def moment(self, event):
        return _stamp(event.at)

    @admin.display(description=_("Case"), ordering="reference")
    def case_number(self, event):
        return event.reference

    @admin.display(description=_("Deed"), ordering="name")
    def deed(self, event):
        return event.deed.done

    @admin.display(description=_("State before"), ordering="state_before")
    def before(self, event):
        return _state(event, event.state_before)

    @admin.display(description=_("State after"), ordering="state_after")
    def after(self, event):
        return _state(event, event.state_after)

    @admin.display(description=_("Who"), ordering="actor_name")
    def person(self, event):
        return event.actor_name

    @admin.display(description=_("Role"), ordering="actor_role")
    def role(self, event):
        return event.acted_as


@admin.register(Notice)
class NoticeAdmin(ReadOnlyAdmin):
    list_display = ["made", "case_number", "deed", "reader", "way", "sent", "tries", "error"]
    list_filter = ["channel", ("sent_at", admin.EmptyFieldListFilter)]
    list_select_related = ["event__case_type", "recipient"]
    search_fields = ["event__reference", "recipient__email", "recipient__name"]
    ordering = ["-pk"]

    @admin.display(description=_("Time"), ordering="created_at")
    def made(self, notice):
        return _stamp(notice.created_at)

    @admin.display(description=_("Case"), ordering="event__reference")
    def case_number(self, notice):
        return notice.event.reference

    @admin.display(description=_("Deed"), ordering="event__name")
    def deed(self, notice):
        return notice.event.deed.done

    @admin.display(description=_("Recipient"), ordering="recipient__name")
    def reader(self, notice):
        return notice.recipient

    @admin.display(description=_("Way"), ordering="channel")
    def way(self, notice):
        return _("by e-mail") if notice.channel == Notice.Channel.EMAIL else _("on the page")

    @admin.display(description=_("Sent"), ordering="sent_at")
    def sent(self, notice):
        return _stamp(notice.sent_at)

    @admin.display(description=_("Attempts"), ordering="attempts")
    def tries(self, notice):
        return notice.attempts

    @admin.display(description=_("Last error"))
    def error(self, notice):
        return notice.last_error


def _stamp(moment):
    """Day and minute in the zone of the body, short enough for a column."""
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else None


def _state(event, name):
    """What the state is called, or nothing for deeds on what has no lifecycle."""
    model = event.case_type.model_class()
    known = next((machine for machine, driven in registry.machines() if driven is model), None)
    return known.state(name).label if known and name else ""
