"""One's own account, and the language of the pages."""

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import check_for_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django.views.i18n import set_language

from accounts.actions import change_account, choose_language, declare_interest
from accounts.doors import only
from accounts.forms import AccountForm, InterestForm
from accounts.models import User
from accounts.permissions import is_staff_person


@require_http_methods(["GET", "POST"])
def account(request):
    # A second object, so that a refused name does not stand in the page's header.
    form = AccountForm(request.POST or None, instance=User.objects.get(pk=request.user.pk))
    if request.method == "POST" and form.is_valid():
        change_account(request.user, name=form.cleaned_data["name"], language=form.cleaned_data["language"])
        messages.success(request, _("Saved."))
        return redirect("account")
    return account_page(request, form=form)


@only(is_staff_person)
@require_POST
def declare(request):
    form = InterestForm(request.POST)
    if not form.is_valid():
        return account_page(request, interest_form=form)
    data = form.cleaned_data
    declare_interest(request.user, form.organisation, kind=data["kind"], note=data["note"], until=data["until"])
    sentence = _("Declared. You take no part in the cases of %(organisation)s.")
    messages.success(request, sentence % {"organisation": form.organisation})
    return redirect("account")


def account_page(request, *, form=None, interest_form=None):
    return render(
        request,
        "accounts/account.html",
        {
            "form": form or AccountForm(instance=request.user),
            "interest_form": interest_form or InterestForm(),
            "interests": request.user.interests.select_related("organisation").order_by("-declared_at"),
            "second_factor": is_mfa_enabled(request.user),
            "registration": getattr(request.user, "registration", None),
        },
        status=422 if request.method == "POST" else 200,
    )


@require_POST
def switch_language(request):
    """Django's language switch, remembered by the account of whoever is signed in."""
    language = request.POST.get("language", "")
    if request.user.is_authenticated and language and check_for_language(language):
        choose_language(request.user, language)
    return set_language(request)
