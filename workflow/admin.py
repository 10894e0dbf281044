"""The journal and the outbox, to look at. Nothing is written here."""

import json

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst
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


class KindFilter(admin.SimpleListFilter):
    """The kinds of case that the journal tells of, without the app that each belongs to."""

    title, parameter_name = _("Kind of case"), "kind"

    def lookups(self, request, model_admin):
        told = ContentType.objects.filter(pk__in=Event.objects.order_by().values("case_type").distinct())
        return sorted(((kind.pk, _kind(kind)) for kind in told), key=lambda choice: choice[1])

    def queryset(self, request, events):
        return events.filter(case_type=self.value()) if (self.value() or "").isdecimal() else events


class TimeFilter(admin.DateFieldListFilter):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.title = _("Time")


class WayFilter(admin.SimpleListFilter):
    title, parameter_name = _("Way"), "way"

    def lookups(self, request, model_admin):
        return [(channel.value, Notice(channel=channel).way) for channel in Notice.Channel]

    def queryset(self, request, notices):
        return notices.filter(channel=self.value()) if self.value() in Notice.Channel.values else notices


class SentFilter(admin.SimpleListFilter):
    title, parameter_name = _("Sent"), "sent"

    def lookups(self, request, model_admin):
        return [("yes", _("sent")), ("no", _("not sent yet"))]

    def queryset(self, request, notices):
        return notices.filter(sent_at__isnull=self.value() == "no") if self.value() in {"yes", "no"} else notices


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    list_display = ["moment", "case_number", "deed", "before", "after", "person", "role"]
    fields = [
        "moment",
        "kind",
        "case_number",
        "deed",
        "detail",
        "before",
        "after",
        "person",
        "role",
        "reason",
        "recorded",
        "request_number",
    ]
    list_filter = [KindFilter, ("at", TimeFilter)]
    list_select_related = ["case_type"]
    search_fields = ["reference", "name", "actor_name", "request_id"]
    ordering = ["-pk"]

    @admin.display(description=_("Time"), ordering="at")
    def moment(self, event):
        return _stamp(event.at)

    @admin.display(description=_("Case"), ordering="reference")
    def case_number(self, event):
        return event.reference

    @admin.display(description=_("Action"), ordering="name")
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

    @admin.display(description=_("Kind of case"))
    def kind(self, event):
        return _kind(event.case_type)

    @admin.display(description=_("Details"))
    def detail(self, event):
        return event.detail

    @admin.display(description=_("Note"))
    def reason(self, event):
        return event.note

    @admin.display(description=_("As recorded"))
    def recorded(self, event):
        written = json.dumps(event.facts, ensure_ascii=False, indent=2) if event.facts else ""
        return format_html('<pre class="recorded">{}</pre>', written) if written else ""

    @admin.display(description=_("Number of the request"))
    def request_number(self, event):
        return event.request_id


@admin.register(Notice)
class NoticeAdmin(ReadOnlyAdmin):
    list_display = ["made", "case_number", "deed", "reader", "way", "sent", "tries", "error"]
    fields = ["made", "case_number", "deed", "reader", "way", "letter", "sent", "opened", "tries", "error"]
    list_filter = [WayFilter, SentFilter]
    list_select_related = ["event__case_type", "recipient"]
    search_fields = ["event__reference", "recipient__email", "recipient__name"]
    ordering = ["-pk"]

    @admin.display(description=_("Time"), ordering="created_at")
    def made(self, notice):
        return _stamp(notice.created_at)

    @admin.display(description=_("Case"), ordering="event__reference")
    def case_number(self, notice):
        return notice.event.reference

    @admin.display(description=_("Action"), ordering="event__name")
    def deed(self, notice):
        return notice.event.deed.done

    @admin.display(description=_("Recipient"), ordering="recipient__name")
    def reader(self, notice):
        return notice.recipient

    @admin.display(description=_("Way"), ordering="channel")
    def way(self, notice):
        return notice.way

    @admin.display(description=_("Template of the letter"))
    def letter(self, notice):
        return notice.template

    @admin.display(description=_("Read at"))
    def opened(self, notice):
        return _stamp(notice.read_at)

    @admin.display(description=_("Sent"), ordering="sent_at")
    def sent(self, notice):
        return _stamp(notice.sent_at)

    @admin.display(description=_("Attempts"), ordering="attempts")
    def tries(self, notice):
        return notice.attempts

    @admin.display(description=_("Last error"))
    def error(self, notice):
        return notice.last_error


def _kind(case_type):
    """What the cases of a kind are called; the bare name of a kind that is no more."""
    model = case_type.model_class()
    return capfirst(str(model._meta.verbose_name if model else case_type.model))


def _stamp(moment):
    """Day and minute in the zone of the body, short enough for a column."""
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else ""


def _state(event, name):
    """What the state is called, or nothing for deeds on what has no lifecycle."""
    model = event.case_type.model_class()
    known = next((machine for machine, driven in registry.machines() if driven is model), None)
    return known.state(name).label if known and name else ""
