"""Settings for a run without a site: translations and nothing else; no file is made or read."""

from pathlib import Path

SECRET_KEY = "nothing is signed here"  # noqa: S105  # Django asks for one; no page is served
INSTALLED_APPS = ["commonspace.cli"]
DATABASES: dict[str, dict[str, str]] = {}
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français"), ("es", "Español"), ("ar", "العربية")]
LOCALE_PATHS = [Path(__file__).resolve().parents[2] / "site" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
