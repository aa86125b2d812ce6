"""The web application as a process of the server loads it: it ends when the server does."""

import os

from django.core.wsgi import get_wsgi_application

from commonspace.cli.together import ends_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonspace.site.settings")
ends_with_parent()

application = get_wsgi_application()
