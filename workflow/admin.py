"""The journal and the outbox, to look at. Nothing is written here."""

from django.contrib import admin

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
    list_display = ["at", "reference", "name", "state_before", "state_after", "actor_name", "actor_role"]
    list_filter = ["case_type", "name", ("at", admin.DateFieldListFilter)]
    search_fields = ["reference", "actor_name", "request_id"]
    ordering = ["-pk"]


@admin.register(Notice)
class NoticeAdmin(ReadOnlyAdmin):
    list_display = ["created_at", "reference", "template", "recipient", "channel", "sent_at", "attempts", "last_error"]
    list_filter = ["channel", ("sent_at", admin.EmptyFieldListFilter)]
    list_select_related = ["event", "recipient"]
    search_fields = ["event__reference", "recipient__email", "recipient__name"]
    ordering = ["-pk"]

    @admin.display(ordering="event__reference")
    def reference(self, notice):
        return notice.event.reference
