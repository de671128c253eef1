"""The WSGI entry that gunicorn opens: `yuhuan_tasks.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yuhuan_tasks.settings")

application = get_wsgi_application()
