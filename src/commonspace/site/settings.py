"""Settings. Every key is an environment variable with a default; the table is in docs/reference/settings.md."""

import os
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from commonspace.kernel.secrets import read_or_make
from commonspace.site.rooms import channel_apps

PACKAGE = Path(__file__).resolve().parent.parent


def _text(name: str, default: str = "") -> str:
    """Return an environment value; ``NAME_FILE`` names a file that holds it."""
    file = os.environ.get(f"{name}_FILE")
    if file:
        return Path(file).read_text().strip()
    return os.environ.get(name, default)


def _yes(name: str, *, default: bool) -> bool:
    value = _text(name, "yes" if default else "no").lower()
    if value not in {"yes", "no"}:
        raise ImproperlyConfigured(f"{name} takes yes or no, not {value!r}.")
    return value == "yes"


COMMONSPACE_DATA = Path(_text("COMMONSPACE_DATA", "var")).resolve()
COMMONSPACE_DATA.mkdir(parents=True, exist_ok=True, mode=0o700)
COMMONSPACE_FILES = COMMONSPACE_DATA / "files"
COMMONSPACE_KEYS = Path(_text("COMMONSPACE_KEYS", str(COMMONSPACE_DATA / "keys")))
COMMONSPACE_EMBEDDER = _text("COMMONSPACE_EMBEDDER", "auto")
COMMONSPACE_CHAT_URL = _text("COMMONSPACE_CHAT_URL")
COMMONSPACE_CHAT_MODEL = _text("COMMONSPACE_CHAT_MODEL")
COMMONSPACE_CHAT_KEY = _text("COMMONSPACE_CHAT_KEY")
COMMONSPACE_MAX_UPLOAD_MB = int(_text("COMMONSPACE_MAX_UPLOAD_MB", "100"))
COMMONSPACE_MAX_RECORDING_MB = int(_text("COMMONSPACE_MAX_RECORDING_MB", "500"))
COMMONSPACE_RECORDINGS_WAITING_GB = int(_text("COMMONSPACE_RECORDINGS_WAITING_GB", "20"))
COMMONSPACE_SPEECH = _text("COMMONSPACE_SPEECH", "none")
COMMONSPACE_SPEECH_KEY = _text("COMMONSPACE_SPEECH_KEY")

DEBUG = _yes("COMMONSPACE_DEBUG", default=False)
ALLOWED_HOSTS = _text("COMMONSPACE_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
BEHIND_HTTPS = _yes("COMMONSPACE_HTTPS", default=False)


def _secret_key() -> str:
    return read_or_make(COMMONSPACE_KEYS / "django.key", size=48).decode()


SECRET_KEY = _text("COMMONSPACE_SECRET_KEY") or _secret_key()

INSTALLED_APPS = [
    "commonspace.kernel",
    "commonspace.provenance",
    "commonspace.people",
    "commonspace.consultations",
    "commonspace.contributions",
    "commonspace.intake",
    "commonspace.sharing",
    *channel_apps(),
    "commonspace.meetings",
    "commonspace.texts",
    "commonspace.desk",
    "commonspace.evidence",
    "commonspace.synthesis",
    "commonspace.reports",
    "commonspace.site",
    "commonspace.cli",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "csp",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "commonspace.site.middleware.PrivacyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "commonspace.site.middleware.RefusalMiddleware",
    "commonspace.site.middleware.AudienceMiddleware",
    "commonspace.sharing.arriving.ViaMiddleware",
]

ROOT_URLCONF = "commonspace.site.urls"
WSGI_APPLICATION = "commonspace.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "site" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"


def _database(url: str) -> dict[str, object]:
    """Return Django's settings for ``sqlite:///path`` or ``postgresql://user:word@host:port/name``."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": parts.path[1:] or parts.netloc,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
                    "PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON;"
                ),
            },
        }
    if parts.scheme in {"postgresql", "postgres"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path[1:],
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
        }
    raise ImproperlyConfigured("COMMONSPACE_DATABASE_URL starts with sqlite:// or postgresql://.")


DATABASES = {
    "default": {
        **_database(
            _text(
                "COMMONSPACE_DATABASE_URL", f"sqlite:///{COMMONSPACE_DATA / 'commonspace.sqlite3'}"
            )
        ),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TASKS = {
    "default": {
        "BACKEND": _text("COMMONSPACE_TASKS", "django_tasks_db.DatabaseBackend"),
    }
}

AUTH_USER_MODEL = "people.Account"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "staff-home"
LOGOUT_REDIRECT_URL = "home"

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "commonspace.site.views.form_expired"
SECURE_SSL_REDIRECT = BEHIND_HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if BEHIND_HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "media-src": ["'self'", "blob:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 1000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_TEMP_DIR = COMMONSPACE_DATA / "arriving"
FILE_UPLOAD_TEMP_DIR.mkdir(exist_ok=True, mode=0o700)

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", "English"),
    ("fr", "Français"),
    ("es", "Español"),
    ("ar", "العربية"),
]
LOCALE_PATHS = [PACKAGE / "site" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_COOKIE_NAME = "language"

STATIC_URL = "/static/"
STATIC_ROOT = COMMONSPACE_DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if not _yes("COMMONSPACE_PLAIN_STATIC", default=False)
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

MAIL = urlsplit(_text("COMMONSPACE_MAIL_URL"))
"""``smtp://user:word@host:port`` (with STARTTLS) or ``smtps://…``; empty for no mail at all.

Never the console: letters carry addresses and receipt codes, and a log keeps them.
"""
if MAIL.scheme not in {"", "smtp", "smtps"}:
    raise ImproperlyConfigured("COMMONSPACE_MAIL_URL starts with smtp:// or smtps://.")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if MAIL.hostname else 'dummy'}.EmailBackend"
EMAIL_HOST = MAIL.hostname or "localhost"
EMAIL_PORT = MAIL.port or (465 if MAIL.scheme == "smtps" else 587)
EMAIL_HOST_USER = unquote(MAIL.username or "")
EMAIL_HOST_PASSWORD = unquote(MAIL.password or "")
EMAIL_USE_SSL = MAIL.scheme == "smtps"
EMAIL_USE_TLS = MAIL.scheme == "smtp" and MAIL.hostname not in {"localhost", "127.0.0.1"}
EMAIL_TIMEOUT = 20
COMMONSPACE_IMAP_URL = _text("COMMONSPACE_IMAP_URL")
if urlsplit(COMMONSPACE_IMAP_URL).scheme not in {"", "imap", "imaps"}:
    raise ImproperlyConfigured("COMMONSPACE_IMAP_URL starts with imap:// or imaps://.")
COMMONSPACE_MAIL_ANSWERS = _text("COMMONSPACE_MAIL_ANSWERS")
COMMONSPACE_MAIL_FOLDER = _text("COMMONSPACE_MAIL_FOLDER")
COMMONSPACE_MAIL_SECRETS = _text("COMMONSPACE_MAIL_SECRETS")
COMMONSPACE_MAIL_AUTHSERV = _text("COMMONSPACE_MAIL_AUTHSERV")
COMMONSPACE_MAIL_CHECKS = _text("COMMONSPACE_MAIL_CHECKS")
if not re.fullmatch(r"(?:on|\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?)?", COMMONSPACE_MAIL_CHECKS):
    raise ImproperlyConfigured(
        "COMMONSPACE_MAIL_CHECKS is “on”, the address of a resolver such as 127.0.0.1:5353, or empty."
    )
COMMONSPACE_MAIL_EVERY_S = int(_text("COMMONSPACE_MAIL_EVERY_S", "60"))
COMMONSPACE_REMOVAL_DAYS = int(_text("COMMONSPACE_REMOVAL_DAYS", "30"))
COMMONSPACE_META_API = _text("COMMONSPACE_META_API", "https://graph.facebook.com/v23.0")
COMMONSPACE_TELEGRAM_API = _text("COMMONSPACE_TELEGRAM_API", "https://api.telegram.org")
COMMONSPACE_SMS_API = _text("COMMONSPACE_SMS_API", "https://api.twilio.com")
COMMONSPACE_URL = _text(
    "COMMONSPACE_URL", f"{'https' if BEHIND_HTTPS else 'http'}://{ALLOWED_HOSTS[0]}"
).rstrip("/")
DEFAULT_FROM_EMAIL = _text("COMMONSPACE_MAIL_FROM", "noreply@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "level": "WARNING",
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
