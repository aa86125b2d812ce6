"""The settings of the tests: a data folder of their own, immediate tasks, plain static files."""

import os
import tempfile
from pathlib import Path

_folder = tempfile.mkdtemp(prefix="commonspace-tests-")
os.environ["COMMONSPACE_DATA"] = _folder
Path(_folder, "static").mkdir()
os.environ["COMMONSPACE_PLAIN_STATIC"] = "yes"
os.environ["COMMONSPACE_TASKS"] = "django_tasks.backends.immediate.ImmediateBackend"
os.environ.setdefault("COMMONSPACE_DATABASE_URL", f"sqlite:///{_folder}/tests.sqlite3")

from commonspace.site.settings import *  # noqa: E402, F403  # after the environment is set

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
