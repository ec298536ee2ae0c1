"""登录的网址: those of the library's pages that are offered, under our addresses and in our templates. What is not listed does not exist here."""

from __future__ import annotations

from allauth.account.views import ReauthenticateView
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from allauth.socialaccount.providers.openid_connect import views as office
from django.contrib.auth.views import LogoutView
from django.urls import path, reverse_lazy
from django.views.generic import RedirectView

from xiaohao.people.sign_in import views
from xiaohao.people.sign_in.adapters import within_reach

CONFIRM = "people/confirm.html"
MINE = reverse_lazy("account")

urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign-in"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("sign-in/second/", factor.AuthenticateView.as_view(template_name="people/second.html"), name="mfa_authenticate"),
    path("sign-in/<slug:provider_id>/", within_reach(office.login), name="openid_connect_login"),
    path("sign-in/<slug:provider_id>/back/", within_reach(office.callback), name="openid_connect_callback"),
    path("account/", views.account, name="account"),
    path("account/sessions/", views.end_sessions, name="end-sessions"),
    path("account/confirm/", ReauthenticateView.as_view(template_name=CONFIRM), name="account_reauthenticate"),
    path("account/confirm/code/", factor.ReauthenticateView.as_view(template_name=CONFIRM), name="mfa_reauthenticate"),
    path("account/confirm/key/", keys.ReauthenticateWebAuthnView.as_view(template_name=CONFIRM), name="mfa_reauthenticate_webauthn"),
    path("account/app/", totp.ActivateTOTPView.as_view(template_name="people/app.html"), name="mfa_activate_totp"),
    path("account/app/off/", totp.DeactivateTOTPView.as_view(template_name="people/app_off.html", success_url=MINE), name="mfa_deactivate_totp"),
    path("account/codes/", codes.ViewRecoveryCodesView.as_view(template_name="people/codes.html"), name="mfa_view_recovery_codes"),
    path("account/codes/new/", codes.GenerateRecoveryCodesView.as_view(template_name="people/codes_new.html"), name="mfa_generate_recovery_codes"),
    path("account/keys/new/", keys.AddWebAuthnView.as_view(template_name="people/key.html"), name="mfa_add_webauthn"),
    path("account/keys/<int:pk>/off/", keys.RemoveWebAuthnView.as_view(template_name="people/key_off.html", success_url=MINE), name="mfa_remove_webauthn"),
    path("people/<int:pk>/factor/", views.take_factor, name="take-factor"),
    path("sign-ins/", views.records, name="sign-ins"),
    # Names under which the library looks for pages that are ours.
    path("sign-in/", RedirectView.as_view(url=reverse_lazy("sign-in")), name="account_login"),
    path("account/", RedirectView.as_view(url=MINE), name="mfa_index"),
]
