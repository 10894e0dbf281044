"""The staff: who holds which role. Managers only."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

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
from accounts.forms import InviteStaffForm, RegistrationForm, RolesForm
from accounts.models import Invitation
from accounts.permissions import is_manager
from accounts.queries import staff_invitations, staff_people


@only(is_manager)
def staff(request):
    return render(request, "accounts/staff.html", {"people": staff_people(), "invitations": staff_invitations()})


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
            messages.success(request, _("The roles of %(person)s are changed. They act at once.") % {"person": person})
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
