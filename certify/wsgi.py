"""The web server's way in. Refuses to serve an unsafe production configuration, since servers do not run checks."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "certify.settings")
application = get_wsgi_application()

from certify.checks import refuse_unsafe_configuration  # noqa: E402  (apps must be loaded first)

refuse_unsafe_configuration()
