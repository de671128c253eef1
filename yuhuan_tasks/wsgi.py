"""The WSGI entry that gunicorn opens: `yuhuan_tasks.wsgi:application`."""

import gc
import os

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from yuhuan_tasks.env import say_and_leave

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yuhuan_tasks.settings")

GUNICORN_GIVES_UP = 3
"""gunicorn's WORKER_BOOT_ERROR: it ends, instead of starting one worker after the other."""

try:
    application = get_wsgi_application()
except ImproperlyConfigured as wrong:
    say_and_leave(wrong, GUNICORN_GIVES_UP)

# What was loaded lives as long as the process: each full collection would walk through it in vain.
gc.collect()
gc.freeze()
