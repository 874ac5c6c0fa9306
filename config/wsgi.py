"""WSGI entry point, served by granian."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import resolve

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()
# Every address is loaded now, not by the first requests, which come several at once.
resolve("/")
