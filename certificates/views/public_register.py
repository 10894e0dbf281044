"""The public register: every certificate ever granted, for anyone to search."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from certificates.forms.public_register import PublicRegisterForm
from certificates.queries.publication import certificates_published, years_of_issue
from certificates.throttling import LOOKUPS_PER_MINUTE
from certificates.views.throttled import not_too_often
from certificates.wording import STATES

ROWS_PER_PAGE = 20
FILTERS = ("q", "state", "level", "year")
LONGEST = 100  # characters of a search


@require_safe
@not_too_often("register", LOOKUPS_PER_MINUTE)
def register(request):
    wanted = request.GET
    words, state, level, year = (wanted.get(name, "")[:LONGEST] for name in FILTERS)
    years = years_of_issue()
    found = certificates_published(
        words=words,
        state=state,
        level=level,
        year=int(year) if year in map(str, years) else None,
        sort=wanted.get("sort", ""),
    )
    page = Paginator(found, ROWS_PER_PAGE).get_page(wanted.get("page"))
    facts = {
        "page": page,
        "rows": [(certificate, STATES[certificate.state_today]) for certificate in page],
        "form": PublicRegisterForm(wanted, years=years),
        "narrowed": any((words, state, level, year)),
        "number_of_page": page.number if set(wanted) == {"page"} and page.number > 1 else None,
    }
    return render(request, "certificates/public_register/register.html", facts)
