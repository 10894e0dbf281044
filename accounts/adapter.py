"""How allauth speaks for us."""

from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.shortcuts import resolve_url
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.letters import write_letter
from accounts.models import User
from workflow.journal import record

INCORRECT_CODE = _("This code is not right or has expired. Enter the code that the app shows now.")


def at_public_address(url):
    """The same page at SITE_URL, whatever name the request came by, so that a forged Host never reaches a letter."""
    parts = urlsplit(url)
    return settings.SITE_URL + parts.path + (f"?{parts.query}" if parts.query else "")


class AccountAdapter(DefaultAccountAdapter):
    """Keeps the name and the language a person signed up with; sends letters through the outbox, in the reader's language,
    with links to the site's public address."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed. Write to us if you think that is a mistake."),
        "cannot_remove_primary_email": _("This is the address you sign in with. Confirm another one first."),
        "email_password_mismatch": _(
            "The e-mail address or the password is not right. Check both, or reset your password."
        ),
        "incorrect_code": INCORRECT_CODE,
        "incorrect_password": _(
            "This password is not right. Type it again; if you have forgotten it, sign out and reset it on the sign-in page."
        ),
        "invalid_password_reset": _("This link was used or has expired. Ask for a new one."),
        "too_many_login_attempts": _("Too many failed attempts. Wait five minutes, or reset your password."),
        "rate_limited": _("Too many requests. Wait a minute and try again."),
    }

    def save_user(self, request, user, form, commit=True):
        user.name = form.cleaned_data.get("name", "")
        user.language = translation.get_language() or settings.LANGUAGE_CODE
        return super().save_user(request, user, form, commit)

    def send_mail(self, template_prefix, email, context):
        """One template of ours for each of allauth's letters, `<prefix>.txt`; there is no other text of it anywhere."""
        reader = context.get("user")
        facts = {"email": email, "name": reader.name if reader else ""} | context
        language = reader.language if reader else translation.get_language()
        write_letter(f"{template_prefix}.txt", to=email, language=language, context=facts)

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        super().send_notification_mail(template_prefix, user, {**(context or {}), "user": user}, email)

    def get_email_confirmation_url(self, request, emailconfirmation):
        return at_public_address(super().get_email_confirmation_url(request, emailconfirmation))

    def get_reset_password_from_key_url(self, key):
        return at_public_address(super().get_reset_password_from_key_url(key))

    def confirm_email(self, request, email_address):
        """A confirmed new address replaces the one before, since people have one; that changes who may sign in."""
        before = User.objects.get(pk=email_address.user_id).email
        confirmed = super().confirm_email(request, email_address)
        user = User.objects.get(pk=email_address.user_id)
        if user.email != before:
            record(user, "change_address", by=user, changed={"email": [before, user.email]})
        return confirmed

    def get_login_redirect_url(self, request):
        """A person without role and organisation is led to register one; everybody else to the work that waits."""
        user = request.user
        homeless = not user.roles and not user.organisations.exists()
        return resolve_url("register_organisation" if homeless else settings.LOGIN_REDIRECT_URL)

    def get_signup_redirect_url(self, request):
        return self.get_login_redirect_url(request) if request.user.is_authenticated else resolve_url("landing")

    def get_password_change_redirect_url(self, request):
        return resolve_url("account")


class MfaAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": INCORRECT_CODE}

    def get_totp_label(self, user):
        return user.email
