"""The staff: who holds which role. Managers only."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions import (
    Refused,
    deactivate,
    invite,
    invite_again,
    reactivate,
    register_auditor,
    reset_second_factor,
    set_roles,
    withdraw_invitation,
)
from accounts.doors import only
from accounts.forms import InviteStaffForm, RegistrationForm, RolesForm, StaffFilter
from accounts.models import Invitation
from accounts.permissions import is_manager
from accounts.queries import staff_invitations, staff_people
from workflow.lists import Column, Listing, answer


def account_words(person, reader):
    return _("open") if person.is_active else _("account closed")


def registration_of(person):
    return getattr(person, "registration", None)


def graded(person):
    """Grade and number of the registration in one line, and whether it has run out."""
    registration = registration_of(person)
    if not registration:
        return ""
    words = f"{registration.get_grade_display()} {registration.number}".strip()
    return f"{words} · {_('expired')}" if registration.has_run_out else words


def registered_until(person, reader):
    registration = registration_of(person)
    return registration.valid_until if registration else None


def is_settled(person):
    """Has the end of the registration nothing to remind of any more?"""
    registration = registration_of(person)
    return not person.is_active or bool(registration and registration.has_run_out)


LISTING = Listing(
    name="staff",
    title=gettext_lazy("Staff"),
    subtitle=gettext_lazy("Who works for the body, and in which roles. A role that is taken away ends at once."),
    columns=(
        Column("name", gettext_lazy("Full name"), lambda person, reader: str(person), "person", ("name",)),
        Column("email", gettext_lazy("E-mail address"), lambda person, reader: person.email, "text", ("email",)),
        Column(
            "roles",
            gettext_lazy("Roles"),
            lambda person, reader: " · ".join(str(grant.get_role_display()) for grant in person.grants_today),
        ),
        Column(
            "grade",
            gettext_lazy("Grade"),
            lambda person, reader: str(registration_of(person).get_grade_display()) if registration_of(person) else "",
            "small",
            shown=lambda person, reader: graded(person),
        ),
        Column(
            "number",
            gettext_lazy("Registration number"),
            lambda person, reader: registration_of(person).number if registration_of(person) else "",
            only_exported=True,
        ),
        Column(
            "registered",
            gettext_lazy("Registered until"),
            registered_until,
            "deadline",
            ("registration__valid_until",),
            shown=lambda person, reader: {"day": registered_until(person, reader), "done": is_settled(person)},
        ),
        Column(
            "factor",
            gettext_lazy("Second factor"),
            lambda person, reader: str(_("set up") if person.has_second_factor else _("not set up")),
            "state",
            shown=lambda person, reader: (
                {"label": _("set up"), "tone": "good"}
                if person.has_second_factor
                else {"label": _("not set up"), "tone": "warning"}
            ),
        ),
        Column("account", gettext_lazy("Account"), account_words, only_exported=True),
        Column(
            "last_login",
            gettext_lazy("Last sign-in"),
            lambda person, reader: person.last_login,
            "date",
            ("last_login",),
            nothing=gettext_lazy("never"),
        ),
    ),
    rows=lambda reader: staff_people(),
    filter=StaffFilter,
    counted=lambda number: ngettext("%(n)d person", "%(n)d people", number) % {"n": number},
    order=("-is_active", "name", "email"),
)


@only(is_manager)
@require_safe
def staff(request):
    return answer(request, LISTING, template="accounts/staff.html", invitations=staff_invitations())


@only(is_manager)
@require_http_methods(["GET", "POST"])
def invite_staff(request):
    form = InviteStaffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            invitation = invite(by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("email", str(refusal))
        else:
            messages.success(request, _("The invitation goes to %(email)s.") % {"email": invitation.email})
            return redirect("staff")
    return render(
        request, "accounts/invite_staff.html", {"form": form}, status=422 if request.method == "POST" else 200
    )


@only(is_manager)
@require_POST
def invite_staff_again(request):
    invitation = get_object_or_404(staff_invitations(), email=request.POST.get("email", ""))
    try:
        invite_again(invitation, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        sentence = _("A new invitation goes to %(email)s; the old link no longer works.")
        messages.success(request, sentence % {"email": invitation.email})
    return redirect("staff")


@only(is_manager)
@require_POST
def withdraw_staff_invitation(request):
    invitation = get_object_or_404(staff_invitations(), email=request.POST.get("email", ""))
    withdraw_invitation(invitation, by=request.user)
    messages.success(request, _("The invitation of %(email)s is withdrawn.") % {"email": invitation.email})
    return redirect("staff")


@only(is_manager)
def person(request, email):
    return person_page(request, person_or_404(email))


@only(is_manager)
@require_POST
def change_roles(request, email):
    person = person_or_404(email)
    form = RolesForm(request.POST)
    if form.is_valid():
        try:
            set_roles(person, form.cleaned_data["roles"], by=request.user)
        except Refused as refusal:
            form.add_error("roles", str(refusal))
        else:
            messages.success(
                request, _("The roles of %(person)s are changed. They take effect at once.") % {"person": person}
            )
            return after_change(request, person)
    return person_page(request, person, roles_form=form)


@only(is_manager)
@require_POST
def change_registration(request, email):
    person = person_or_404(email)
    form = RegistrationForm(request.POST)
    if not form.is_valid():
        return person_page(request, person, registration_form=form)
    register_auditor(person, by=request.user, **form.cleaned_data)
    messages.success(request, _("The registration of %(person)s is saved.") % {"person": person})
    return redirect("staff_person", person.email)


@only(is_manager)
@require_POST
def deactivate_person(request, email):
    sentence = _("The account of %(person)s is closed. Nobody is signed in with it any more.")
    return do_to_account(request, email, deactivate, sentence)


@only(is_manager)
@require_POST
def reactivate_person(request, email):
    return do_to_account(request, email, reactivate, _("%(person)s may sign in again, with the roles of before."))


@only(is_manager)
@require_POST
def reset_factor(request, email):
    return do_to_account(
        request, email, reset_second_factor, _("%(person)s sets up a new second factor at the next sign-in.")
    )


def do_to_account(request, email, deed, sentence):
    """Do the deed and say so, or say why not."""
    person = person_or_404(email)
    try:
        deed(person, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, sentence % {"person": person})
    return redirect("staff_person", person.email)


def after_change(request, person):
    """The person's page, unless one has just taken the manager's role from oneself."""
    request.user.forget_roles()
    return redirect("staff_person", person.email) if is_manager(request.user) else redirect("home")


def person_or_404(email):
    return get_object_or_404(staff_people(), email__iexact=email)


def person_page(request, person, *, roles_form=None, registration_form=None):
    registration = getattr(person, "registration", None)
    return render(
        request,
        "accounts/person.html",
        {
            "person": person,
            "registration": registration,
            "roles_form": roles_form or RolesForm(initial={"roles": [grant.role for grant in person.grants_today]}),
            "registration_form": registration_form or RegistrationForm(instance=registration),
            "interests": person.interests.select_related("organisation").order_by("-declared_at"),
            "invitations": list(Invitation.objects.filter(accepted_by=person, organisation=None)),
        },
        status=422 if request.method == "POST" else 200,
    )
