"""Organisations and their members."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions import (
    Refused,
    change_organisation,
    found_organisation,
    invite,
    invite_again,
    leave_organisation,
    withdraw_invitation,
)
from accounts.doors import only
from accounts.forms import ChangeOrganisationForm, InviteMemberForm, OrganisationFilter, OrganisationForm
from accounts.models import Organisation
from accounts.permissions import is_staff_person, may_change_organisation
from accounts.queries import open_invitations_of, organisations_listed
from workflow.lists import Column, Listing, answer

LISTING = Listing(
    name="organisations",
    title=gettext_lazy("Organisations"),
    columns=(
        Column("name", gettext_lazy("Name"), lambda organisation, reader: organisation.name, "title", ("name",)),
        Column("name_en", gettext_lazy("Name in English"), lambda organisation, reader: organisation.name_en, "text"),
        Column(
            "uscc",
            gettext_lazy("Unified social credit code"),
            lambda organisation, reader: organisation.uscc,
            "small",
            ("uscc",),
        ),
        Column(
            "people_count",
            gettext_lazy("Members"),
            lambda organisation, reader: organisation.people_count,
            "number",
            ("people_count",),
        ),
        Column(
            "created_at",
            gettext_lazy("Registered on"),
            lambda organisation, reader: organisation.created_at,
            "date",
            ("created_at",),
        ),
    ),
    rows=organisations_listed,
    filter=OrganisationFilter,
    counted=lambda number: ngettext("%(n)d organisation", "%(n)d organisations", number) % {"n": number},
    order=("-created_at", "pk"),
)


@require_safe
def organisations(request):
    return answer(request, LISTING, template="accounts/organisations.html")


@only(~is_staff_person)
@require_http_methods(["GET", "POST"])
def register_organisation(request):
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            organisation = found_organisation(by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("uscc", str(refusal))
        else:
            messages.success(request, _("%(organisation)s is registered.") % {"organisation": organisation})
            return redirect(organisation)
    return render(
        request,
        "accounts/register_organisation.html",
        {"form": form, "invitations": open_invitations_of(request.user)},
        status=422 if request.method == "POST" else 200,
    )


def organisation(request, uscc):
    return organisation_page(request, visible_or_404(request.user, uscc))


@require_http_methods(["GET", "POST"])
def edit_organisation(request, uscc):
    organisation = changeable_or_404(request.user, uscc)
    form = ChangeOrganisationForm(request.POST or None, instance=Organisation.objects.get(pk=organisation.pk))
    if request.method == "POST" and form.is_valid():
        change_organisation(organisation, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(organisation)
    return render(
        request,
        "accounts/edit_organisation.html",
        {"form": form, "organisation": organisation},
        status=422 if request.method == "POST" else 200,
    )


@require_POST
def invite_member(request, uscc):
    organisation = changeable_or_404(request.user, uscc)
    form = InviteMemberForm(request.POST)
    if form.is_valid():
        try:
            invitation = invite(by=request.user, organisation=organisation, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("email", str(refusal))
        else:
            messages.success(request, _("The invitation goes to %(email)s.") % {"email": invitation.email})
            return redirect(organisation)
    return organisation_page(request, organisation, form=form)


@require_POST
def invite_member_again(request, uscc):
    organisation = changeable_or_404(request.user, uscc)
    invitation = get_object_or_404(organisation.invitations.waiting(), email=request.POST.get("email", ""))
    try:
        invite_again(invitation, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        sentence = _("A new invitation goes to %(email)s; the old link no longer works.")
        messages.success(request, sentence % {"email": invitation.email})
    return redirect(organisation)


@require_POST
def withdraw_invited_member(request, uscc):
    organisation = changeable_or_404(request.user, uscc)
    invitation = get_object_or_404(organisation.invitations.waiting(), email=request.POST.get("email", ""))
    withdraw_invitation(invitation, by=request.user)
    messages.success(request, _("The invitation of %(email)s is withdrawn.") % {"email": invitation.email})
    return redirect(organisation)


@require_POST
def remove_member(request, uscc):
    """Ends the membership of the person with that address: somebody else's, or one's own (to leave)."""
    organisation = changeable_or_404(request.user, uscc)
    membership = get_object_or_404(
        organisation.memberships.filter(left_at=None), user__email=request.POST.get("email", "")
    )
    try:
        leave_organisation(membership, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(organisation)
    if membership.user_id == request.user.pk:
        messages.success(request, _("You have left %(organisation)s.") % {"organisation": organisation})
        return redirect("organisations")
    sentence = _("%(person)s no longer belongs to %(organisation)s.")
    messages.success(request, sentence % {"person": membership.user, "organisation": organisation})
    return redirect(organisation)


def visible_or_404(user, uscc):
    return get_object_or_404(Organisation.objects.visible_to(user), uscc=uscc.upper())


def changeable_or_404(user, uscc):
    """404 where the person may not see the organisation, 403 where one may only look."""
    organisation = visible_or_404(user, uscc)
    if not may_change_organisation(user, organisation):
        raise PermissionDenied
    return organisation


def organisation_page(request, organisation, *, form=None):
    return render(
        request,
        "accounts/organisation.html",
        {
            "organisation": organisation,
            "memberships": organisation.memberships.filter(left_at=None).select_related("user").order_by("joined_at"),
            "invitations": organisation.invitations.waiting().prefetch_related("letters").order_by("-invited_at"),
            "interests": organisation.interests.select_related("user").order_by("-declared_at"),
            "may_change": may_change_organisation(request.user, organisation),
            "form": form or InviteMemberForm(),
        },
        status=422 if request.method == "POST" else 200,
    )
