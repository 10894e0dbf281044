"""The page behind the link of an invitation. Open without sign-in: the link itself proves the address."""

from allauth.account.utils import perform_login
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.actions import Refused, accept_invitation, open_account
from accounts.forms import AcceptForm
from accounts.models import Invitation, User


@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request, token):
    invitation = Invitation.objects.select_related("organisation", "invited_by").filter(token=token).first()
    if not invitation:
        return dead_end(
            request, _("There is no such invitation. Open the link from the e-mail again, in full."), status=404
        )
    if request.user.is_authenticated and invitation.accepted_by_id == request.user.pk:
        return redirect(place_of(invitation))
    if not invitation.is_open:
        return dead_end(request, why_closed(invitation), status=410)
    if request.user.is_authenticated:
        return accept_signed_in(request, invitation)
    if User.objects.filter(email__iexact=invitation.email).exists():
        return render(request, "accounts/invitation_sign_in.html", {"invitation": invitation})
    return accept_signed_out(request, invitation)


def accept_signed_in(request, invitation):
    """One button, where the address is the right one."""
    if request.user.email.lower() != invitation.email:
        return render(request, "accounts/invitation_other_address.html", {"invitation": invitation}, status=403)
    if request.method == "POST":
        try:
            accept_invitation(invitation, by=request.user)
        except Refused as refusal:
            return dead_end(request, str(refusal), status=410)
        messages.success(request, _("You have accepted the invitation."))
        return redirect(place_of(invitation))
    return render(request, "accounts/invitation.html", {"invitation": invitation})


def accept_signed_out(request, invitation):
    """Name and password make the account; then one is signed in."""
    form = AcceptForm(request.POST or None, email=invitation.email, initial={"name": invitation.name})
    if request.method == "POST" and form.is_valid():
        name, password = form.cleaned_data["name"], form.cleaned_data["password1"]
        try:
            user = open_account(invitation, name=name, password=password, language=get_language())
        except Refused as refusal:
            return dead_end(request, str(refusal), status=410)
        return perform_login(request, user, redirect_url=place_of(invitation))
    status = 422 if request.method == "POST" else 200
    return render(request, "accounts/invitation.html", {"invitation": invitation, "form": form}, status=status)


def why_closed(invitation):
    if invitation.accepted_at:
        return _("This invitation was accepted already. Sign in with %(email)s.") % {"email": invitation.email}
    if invitation.withdrawn_at:
        return _(
            "This invitation was withdrawn or replaced by a newer one. Use the newest e-mail, or ask for a new invitation."
        )
    return _("This invitation has expired. Ask whoever invited you for a new one.")


def dead_end(request, sentence, *, status):
    return render(request, "accounts/invitation_closed.html", {"sentence": sentence}, status=status)


def place_of(invitation):
    """Where the invitation led to."""
    return invitation.organisation.get_absolute_url() if invitation.organisation else reverse("home")
