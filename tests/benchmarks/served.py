"""What gunicorn serves while pages are measured: the product as it is, the yardstick beside it, and
on each answer how long the processor worked for it, the garbage collector included."""

import time

from django.conf import settings

from yuhuan_tasks.wsgi import application as product

CPU = "X-CPU-Milliseconds"

settings.ROOT_URLCONF = "tests.benchmarks.yardstick"


def application(environ, start_response):
    heads = []
    started = time.process_time()
    body = product(environ, lambda *head: heads.append(head))
    spent = (time.process_time() - started) * 1000
    status, headers, *more = heads[-1]
    start_response(status, [*headers, (CPU, f"{spent:.3f}")], *more)
    return body
