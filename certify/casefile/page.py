"""The page of the case file: one part at a time, which one stands in the address."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from applications.models import Application
from certify.casefile.file import CaseFile
from certify.casefile.head import standing_of
from certify.casefile.parts import OVERVIEW, messages_address, parts_of


@require_safe
def case_file(request, reference):
    """For everybody who may see the application. A part that the reader does not have is said to be none."""
    seen = Application.objects.visible_to(request.user).with_since()
    related = seen.select_related("organisation", "edition", "agreement", "effort")
    application = get_object_or_404(related, reference=reference.replace("\x00", ""))
    file, asked = CaseFile(application, request.user), request.GET.get("part", OVERVIEW.key)
    parts = parts_of(file)
    part = next((each for each in parts if each.key == asked), OVERVIEW)
    facts = {
        "file": file,
        "application": application,
        "standing": standing_of(file),
        "tabs": [(each, f"?part={each.key}", each is part) for each in parts],
        "part": part,
        "part_is_missing": part.key != asked,
        "messages_url": messages_address(file),
    }
    return render(request, "casefile/page.html", facts | part.facts(file, request.GET))
