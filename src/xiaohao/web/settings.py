"""The one place of settings. Every variable is read by a function that fails loudly; docs/reference lists them."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

PACKAGE = Path(__file__).resolve().parents[1]


def truth(name: str, *, default: bool) -> bool:
    """`1`, `yes`, `true` or `0`, `no`, `false`; anything else stops the start."""
    value = os.environ.get(name, "").strip().lower()
    if value in ("1", "yes", "true"):
        return True
    if value in ("0", "no", "false"):
        return False
    if value:
        raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}")
    return default


def data_folder() -> Path:
    """XIAOHAO_DATA: where the database, the evidence and the secret stand; the user's data folder by default."""
    named = os.environ.get("XIAOHAO_DATA")
    if named:
        return Path(named).expanduser().resolve()
    base = os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "xiaohao"


def database() -> dict[str, Any]:
    """XIAOHAO_DATABASE: `postgresql://user:password@host:port/name` (host may be a socket folder as `?host=/run/…`); SQLite in the data folder by default."""
    url = os.environ.get("XIAOHAO_DATABASE", "")
    if not url:
        return {
            "ENGINE": "xiaohao.web.sqlite",
            "NAME": DATA / "xiaohao.sqlite3",
            "TEST": {"NAME": ":memory:"},  # said outright: only Django's own engine is known to be without files in tests
            # IMMEDIATE: a transaction that reads and then writes never loses its lock to a neighbour.
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"},
        }
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres"):
        raise ImproperlyConfigured("XIAOHAO_DATABASE must begin with postgresql://")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", None) or parts.hostname or "",
        "PORT": options.pop("port", None) or str(parts.port or ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,
    }


def secret() -> str:
    """XIAOHAO_SECRET, else a file in the data folder that is made once, readable by its owner alone."""
    given = os.environ.get("XIAOHAO_SECRET")
    if given:
        return given
    path = DATA / "secret"
    if not path.exists():
        DATA.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text("ascii")
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(64))
    return path.read_text("ascii")


def hosts() -> list[str]:
    """XIAOHAO_HOSTS: names under which the pages are reached, separated by commas."""
    return [name.strip() for name in os.environ.get("XIAOHAO_HOSTS", "127.0.0.1,localhost,[::1]").split(",") if name.strip()]


def whole_number(name: str, default: int) -> int:
    """A number above zero; anything else stops the start."""
    value = os.environ.get(name, str(default))
    if not value.isdecimal() or int(value) < 1:
        raise ImproperlyConfigured(f"{name} must be a whole number above zero, not {value!r}")
    return int(value)


def kinds_of_evidence() -> tuple[str, ...]:
    """XIAOHAO_EVIDENCE_KINDS: what is taken as evidence, of picture, pdf, office, text, archive, recording, separated by commas; all of them by default."""
    known = ("picture", "pdf", "office", "text", "archive", "recording")
    named = tuple(one.strip() for one in os.environ.get("XIAOHAO_EVIDENCE_KINDS", ",".join(known)).split(",") if one.strip())
    if not named or set(named) - set(known):
        raise ImproperlyConfigured(f"XIAOHAO_EVIDENCE_KINDS must name some of {', '.join(known)}")
    return named


def scanner() -> str:
    """XIAOHAO_CLAMD: where a ClamAV daemon listens, `unix:/run/clamav/clamd.ctl` or `tcp:host:port`; nothing is scanned where it is empty."""
    address = os.environ.get("XIAOHAO_CLAMD", "").strip()
    way, _, place = address.partition(":")
    port = place.rpartition(":")[2]
    if address and not (way == "unix" and place.startswith("/") or way == "tcp" and ":" in place and port.isdecimal()):
        raise ImproperlyConfigured("XIAOHAO_CLAMD must be unix:/path or tcp:host:port")
    return address


def stores() -> dict[str, Any]:
    """XIAOHAO_S3: `https://key:secret@host/bucket?region=…` keeps evidence in a bucket that speaks S3 (extra `s3`); a folder of this machine by default."""
    found: dict[str, Any] = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }  # fmt: skip
    parts = urlsplit(os.environ.get("XIAOHAO_S3", ""))
    if not parts.geturl():
        return found
    bucket = parts.path.strip("/")
    if parts.scheme not in ("https", "http") or not parts.hostname or not bucket or not parts.username or not parts.password:
        raise ImproperlyConfigured("XIAOHAO_S3 must be https://key:secret@host/bucket")
    options = {
        "access_key": unquote(parts.username), "secret_key": unquote(parts.password), "bucket_name": bucket,
        "endpoint_url": f"{parts.scheme}://{parts.hostname}{f':{parts.port}' if parts.port else ''}", "region_name": dict(parse_qsl(parts.query)).get("region", "us-east-1"),
        "signature_version": "s3v4", "addressing_style": "path", "default_acl": None, "querystring_auth": True, "file_overwrite": True,
    }  # fmt: skip
    return {**found, "evidence": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}}
def one_of(name: str, *known: str) -> str:
    """One of the words that are known, the first by default; anything else stops the start."""
    value = os.environ.get(name, "").strip().lower() or known[0]
    if value not in known:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(known)}, not {value!r}")
    return value


def proxies() -> int:
    """XIAOHAO_PROXIES: how many proxies of one's own stand in front; one where they speak TLS for us."""
    value = os.environ.get("XIAOHAO_PROXIES", "1" if SECURE else "0")
    if not value.isdecimal():
        raise ImproperlyConfigured(f"XIAOHAO_PROXIES must be a whole number, not {value!r}")
    return int(value)


def single_sign_on() -> dict[str, Any]:
    """XIAOHAO_OIDC_*: the office's own sign-on, described as the library wants it; empty where there is none."""
    issuer, client = os.environ.get("XIAOHAO_OIDC_ISSUER", "").strip(), os.environ.get("XIAOHAO_OIDC_CLIENT", "").strip()
    known = os.environ.get("XIAOHAO_OIDC_SECRET", "").strip()
    if not issuer and not client and not known:
        return {}
    if urlsplit(issuer).scheme not in ("https", "http") or not client or not known:
        raise ImproperlyConfigured("XIAOHAO_OIDC_ISSUER (an address), XIAOHAO_OIDC_CLIENT and XIAOHAO_OIDC_SECRET are given together or not at all")
    return {
        "provider_id": "office", "name": os.environ.get("XIAOHAO_OIDC_NAME", "").strip(), "client_id": client, "secret": known,
        "settings": {"server_url": issuer, "oauth_pkce_enabled": True},
    }  # fmt: skip


def seal_key() -> Path:
    """XIAOHAO_KEY: the file of the key that signs heads and bundles; by default keys/installation.pem in the data folder, made on first use."""
    return Path(os.environ.get("XIAOHAO_KEY") or DATA / "keys" / "installation.pem")


def seal_digest() -> str:
    """XIAOHAO_DIGEST: sha256 or sm3: the digest that is signed; anything else stops the start."""
    value = os.environ.get("XIAOHAO_DIGEST", "sha256")
    if value not in ("sha256", "sm3"):
        raise ImproperlyConfigured(f"XIAOHAO_DIGEST must be sha256 or sm3, not {value!r}")
    return value


DATA = data_folder()
DEBUG = truth("XIAOHAO_DEBUG", default=False)
SECRET_KEY = secret()
ALLOWED_HOSTS = hosts()
DATABASES = {"default": database()}
# Behind a proxy that speaks TLS: cookies and redirects become strict.
SECURE = truth("XIAOHAO_TLS", default=False)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "xiaohao.shell",
    "xiaohao.people",
    "xiaohao.ledger",
    "xiaohao.oversight",
    "xiaohao.roster",
    "xiaohao.publication",
    "xiaohao.api",
    "xiaohao.web",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "xiaohao.shell.language.chosen_language",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "xiaohao.shell.errors.methods_as_pages",
    "xiaohao.shell.refusals.refusals_as_pages",
    "xiaohao.people.sign_in.duties.duties_first",
]
ROOT_URLCONF = "xiaohao.web.urls"
WSGI_APPLICATION = "xiaohao.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
            ],
            "builtins": ["xiaohao.shell.templatetags.shell"],
        },
    }
]

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["xiaohao.people.backend.AccountBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ["username"]}},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
CSRF_FAILURE_VIEW = "xiaohao.shell.errors.csrf_failed"
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "sign-in"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Tries are counted in the database: a cache of each process would multiply every limit by the number of workers. It holds nothing else, and is
# never so full that somebody could push a count out of it.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "people_sign_in_tries", "OPTIONS": {"MAX_ENTRIES": 200_000}}}
ALLAUTH_TRUSTED_PROXY_COUNT = proxies()
ACCOUNT_ADAPTER = "xiaohao.people.sign_in.adapters.Accounts"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
# An office sits behind one address: the limit of an address is for programs, that of an account for whoever guesses at it.
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "30/m/ip,5/5m/key", "change_password": "5/m/user", "reauthenticate": "10/m/user"}
SECOND_FACTOR = one_of("XIAOHAO_SECOND_FACTOR", "optional", "administrators", "all")
MFA_ADAPTER = "xiaohao.people.sign_in.adapters.Factors"
MFA_FORMS = {
    "authenticate": "xiaohao.people.sign_in.forms.CodeForm", "reauthenticate": "xiaohao.people.sign_in.forms.CodeAgainForm",
    "authenticate_webauthn": "xiaohao.people.sign_in.forms.KeyForm", "reauthenticate_webauthn": "xiaohao.people.sign_in.forms.KeyAgainForm",
    "add_webauthn": "xiaohao.people.sign_in.forms.NewKeyForm",
}  # fmt: skip
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # accounts have no e-mail
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
MFA_TOTP_ISSUER = "销号整改台账"
SOCIALACCOUNT_ADAPTER = "xiaohao.people.sign_in.adapters.SingleSignOn"
SOCIALACCOUNT_LOGIN_ON_GET = True  # a link, since the policy lets no form lead to another site
SOCIALACCOUNT_STORE_TOKENS = False
SINGLE_SIGN_ON = single_sign_on()
SINGLE_SIGN_ON_CLAIM = os.environ.get("XIAOHAO_OIDC_CLAIM", "preferred_username")
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [SINGLE_SIGN_ON] if SINGLE_SIGN_ON else []}}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "shell" / "locale"]
TIME_ZONE = os.environ.get("XIAOHAO_TIME_ZONE", "Asia/Shanghai")
USE_TZ = True

STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True
EVIDENCE_FOLDER = DATA / "evidence"
SEAL_KEY, SEAL_DIGEST = seal_key(), seal_digest()
PREVIEW_FOLDER = DATA / "previews"
STORAGES = stores()
EVIDENCE_KINDS = kinds_of_evidence()
CLAMD = scanner()
PICTURE_PIXELS = whole_number("XIAOHAO_PICTURE_MEGAPIXELS", 100) * 1_000_000
# What drawing one preview may cost; the process that draws it is stopped beyond.
PREVIEW_SECONDS = whole_number("XIAOHAO_PREVIEW_SECONDS", 20)
PREVIEW_MEMORY = whole_number("XIAOHAO_PREVIEW_MEMORY_MB", 1024) * 1024 * 1024
UPLOAD_LIMIT = whole_number("XIAOHAO_UPLOAD_LIMIT_MB", 50) * 1024 * 1024
# What reading one document may cost; the process that reads it is stopped beyond.
READ_SECONDS = whole_number("XIAOHAO_READ_SECONDS", 100)
READ_MEMORY = whole_number("XIAOHAO_READ_MEMORY_MB", 1024) * 1024 * 1024
READ_PAGES = whole_number("XIAOHAO_READ_PAGES", 2_000)
READ_ROWS = whole_number("XIAOHAO_READ_ROWS", 200_000)
FILE_UPLOAD_HANDLERS = [
    "xiaohao.shell.uploads.Limited", "django.core.files.uploadhandler.MemoryFileUploadHandler", "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]  # fmt: skip
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
if SECURE:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    CSRF_TRUSTED_ORIGINS = [f"https://{name}" for name in ALLOWED_HOSTS if name != "*"]

NINJA_PAGINATION_PER_PAGE = 50
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
