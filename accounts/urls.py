from django.urls import path

from accounts.views import account, invitations, organisations, staff

urlpatterns = [
    path("account/", account.account, name="account"),
    path("account/interests/", account.declare, name="declare_interest"),
    path("i18n/setlang/", account.switch_language, name="set_language"),
    path("invitations/<str:token>/", invitations.invitation, name="invitation"),
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/register/", organisations.register_organisation, name="register_organisation"),
    path("organisations/<str:uscc>/", organisations.organisation, name="organisation"),
    path("organisations/<str:uscc>/edit/", organisations.edit_organisation, name="edit_organisation"),
    path("organisations/<str:uscc>/invite/", organisations.invite_member, name="invite_member"),
    path("organisations/<str:uscc>/invite/again/", organisations.invite_member_again, name="invite_member_again"),
    path(
        "organisations/<str:uscc>/invite/withdraw/",
        organisations.withdraw_invited_member,
        name="withdraw_invited_member",
    ),
    path("organisations/<str:uscc>/members/remove/", organisations.remove_member, name="remove_member"),
    path("staff/", staff.staff, name="staff"),
    path("staff/invite/", staff.invite_staff, name="invite_staff"),
    path("staff/invite/again/", staff.invite_staff_again, name="invite_staff_again"),
    path("staff/invite/withdraw/", staff.withdraw_staff_invitation, name="withdraw_staff_invitation"),
    path("staff/<path:email>/roles/", staff.change_roles, name="change_roles"),
    path("staff/<path:email>/registration/", staff.change_registration, name="change_registration"),
    path("staff/<path:email>/deactivate/", staff.deactivate_person, name="deactivate_person"),
    path("staff/<path:email>/reactivate/", staff.reactivate_person, name="reactivate_person"),
    path("staff/<path:email>/reset-second-factor/", staff.reset_factor, name="reset_second_factor"),
    # Last, since an address may hold a slash.
    path("staff/<path:email>/", staff.person, name="staff_person"),
]
