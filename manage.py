#!/usr/bin/env python
"""Django's command line for 抓落实; settings come from the environment and from .env."""

import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from yuhuan_tasks.env import say_and_leave

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yuhuan_tasks.settings")
    try:
        bool(
            settings.DEBUG
        )  # read now: Django hides a wrong setting from some commands
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as wrong:
        say_and_leave(wrong, 1)
    except KeyboardInterrupt:
        sys.exit(130)
