"""Every setting, from the environment (docs/deployment.md lists the variables).

A `.env` file beside manage.py is read first and never overrides what the environment says. Without
any variable the product refuses to start instead of starting unsafely: DEBUG is off and SECRET_KEY
is asked for.
"""

from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from yuhuan_tasks.env import LOG_LEVELS, Settings

BASE_DIR = Path(__file__).resolve().parent.parent

env = Settings()
ENV_FILE = env.str("ENV_FILE", default=str(BASE_DIR / ".env"))
env.read_file(ENV_FILE)

# ---- The place it runs in

DEBUG = env.flag("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "未设置 SECRET_KEY：请运行 python3 start.py，或按 docs/deployment.md 写好 .env。"
    )
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=["127.0.0.1", "localhost"] if DEBUG else []
)
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
STATIC_ROOT = VAR_DIR / "static"
MEDIA_ROOT = VAR_DIR / "media"
"""Evidence files. No URL points here: they leave only through a view that asks who may see the
report."""
for folder in (
    STATIC_ROOT,
    MEDIA_ROOT,
):  # a backup finds it before there is any evidence
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"设置 VAR_DIR={VAR_DIR} 不能用：建不了其中的目录（{error.strerror}），"
            "请核对它的属主、权限和磁盘空间。"
        ) from None

# ---- What the product asks of its settings

CITY_NAME = env.str("CITY_NAME", default="玉环市")
OFFICE_NAME = env.str("OFFICE_NAME", default="市委市政府督查室")
DEMO = env.flag("DEMO", default=False)
"""Demo accounts and made-up progress may be loaded, and every page says so."""
PALETTE = env.choice("PALETTE", default="", allowed=("", "green-done"))
"""The colours of the standings: empty for the product's own, green-done where a city reads green as
finished."""
BULLETIN_HEAD = env.str("BULLETIN_HEAD", default="")
"""The red head of a bulletin (红头), as 玉环市人民政府办公室文件; empty prints none."""
LEAGUE_TABLE = env.flag("LEAGUE_TABLE", default=False)
"""Units are ranked on a page of their own, with the rule beside it."""
LIVELIHOOD_PUBLIC = env.flag("LIVELIHOOD_PUBLIC", default=False)
"""The livelihood page is open without signing in: name, unit, progress figure, as-of date; nothing
else."""

PUBLIC_CONTACT = env.str("PUBLIC_CONTACT", default="")
"""Whom the public may ask about the livelihood projects: the last line of the public page."""

# ---- What it is made of

INSTALLED_APPS = [
    "yuhuan_tasks.admin.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "axes",
    "csp",
    "django_filters",
    "django_htmx",
    "import_export",
    "simple_history",
    "assignments",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "yuhuan_tasks.keeping.private",
    "yuhuan_tasks.typed_text.mended",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
    "yuhuan_tasks.action_addresses.led_to_page",
    "yuhuan_tasks.uploads.WholeUploads",
]

FORM_RENDERER = (
    "django.forms.renderers.TemplatesSetting"  # with the widgets of templates/django
)
ROOT_URLCONF = "yuhuan_tasks.urls"
WSGI_APPLICATION = "yuhuan_tasks.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "yuhuan_tasks.context.site",
            ],
        },
    },
]

# ---- Data

DATABASES = {
    "default": env.database("DATABASE_URL", f"sqlite:///{VAR_DIR / 'db.sqlite3'}")
}
DATABASE_LOCK_SECONDS = env.whole(
    "DATABASE_LOCK_SECONDS", default=20, least=1, most=600
)
"""How long a change waits for another one that is under way, before the person is asked to try
again."""
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # With Django's defaults most concurrent writes fail with "database is locked"; with these none
    # did.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": DATABASE_LOCK_SECONDS,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
            " PRAGMA foreign_keys=ON; PRAGMA cache_size=-20000;"
        ),
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.whole(
        "CONN_MAX_AGE", default=60, least=0
    )
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASE_STATEMENT_SECONDS = env.whole(
        "DATABASE_STATEMENT_SECONDS", default=60, least=1
    )
    DATABASES["default"]["OPTIONS"] = {
        "connect_timeout": 5,
        "options": (
            f"-c lock_timeout={DATABASE_LOCK_SECONDS}s -c "
            f"statement_timeout={DATABASE_STATEMENT_SECONDS}s"
        ),
        **DATABASES["default"].get("OPTIONS", {}),
    }

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # How far a big import is, told past the transaction that writes it and to every process of the
    # server.
    "progress": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR_DIR / "progress",
    },
}

FIXTURE_DIRS = [BASE_DIR / "fixtures"]
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "yuhuan_tasks.uploads.OnDisk",
]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # a grid of 150 works with a dozen fields each
DATA_UPLOAD_MAX_NUMBER_FILES = (
    1000  # the form itself says how many it takes, and keeps what was typed
)
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

# ---- Language

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
LOCALE_PATHS = [BASE_DIR / "locale"]

# ---- Files of the pages

STATIC_URL = "/static/"
STATIC_FROM_SOURCE = env.flag("STATIC_FROM_SOURCE", default=DEBUG)
"""Serve the files where they lie, without collectstatic: development, start.py and tests."""
STORAGES = {
    "default": {"BACKEND": "assignments.evidence.storage.WholeFiles"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if STATIC_FROM_SOURCE
            else "yuhuan_tasks.static_files.HashedFiles"
        )
    },
}
WHITENOISE_USE_FINDERS = STATIC_FROM_SOURCE
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_ALLOW_ALL_ORIGINS = False

# ---- Who may come in

AUTH_USER_MODEL = "assignments.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "yuhuan_tasks.backends.PeopleBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "yuhuan_tasks.passwords.LocalWordValidator"},
    {"NAME": "yuhuan_tasks.passwords.VarietyValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "boards:home"
LOGOUT_REDIRECT_URL = "login"
SESSION_COOKIE_AGE = round(
    env.number("SESSION_HOURS", default=72, above=0.01, most=8760) * 3600
)

AXES_FAILURE_LIMIT = env.whole("LOGIN_FAILURES", default=5, least=1)
AXES_COOLOFF_TIME = timedelta(
    minutes=env.number("LOGIN_LOCK_MINUTES", default=15, above=0, most=10_080)
)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "yuhuan_tasks.lockout.page"
AXES_CLIENT_IP_CALLABLE = "yuhuan_tasks.lockout.client_ip"
AXES_VERBOSE = False
PROXIES = env.whole("PROXIES", default=0, least=0, most=10)
"""How many of our own proxies stand in front; that many entries of X-Forwarded-For are believed."""

# ---- What the browser is told

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CSRF_TRUSTED_ORIGINS = env.origins("CSRF_TRUSTED_ORIGINS")

BEHIND_TLS = env.flag("BEHIND_TLS", default=not DEBUG)
"""HTTPS ends at our proxy, which sets X-Forwarded-Proto. Off only on an intranet that has no TLS.
"""
SESSION_COOKIE_SECURE = BEHIND_TLS
CSRF_COOKIE_SECURE = BEHIND_TLS
SECURE_SSL_REDIRECT = BEHIND_TLS
if BEHIND_TLS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = env.whole("HSTS_SECONDS", default=31_536_000, least=0)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
else:
    # Decided, not forgotten: the four checks that ask for TLS have their answer in BEHIND_TLS.
    SILENCED_SYSTEM_CHECKS = [
        "security.W004",
        "security.W008",
        "security.W012",
        "security.W016",
    ]

# ---- Import and export

IMPORT_EXPORT_IMPORT_PERMISSION_CODE = "import"
IMPORT_EXPORT_EXPORT_PERMISSION_CODE = "export"
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True
IMPORT_EXPORT_ESCAPE_ILLEGAL_CHARS_ON_EXPORT = True
IMPORT_EXPORT_USE_TRANSACTIONS = True

# ---- Mail and the log

EMAIL_CONFIG = env.mail("EMAIL_URL", default="dummymail://")
EMAIL_BACKEND = EMAIL_CONFIG["EMAIL_BACKEND"]
EMAIL_HOST = EMAIL_CONFIG.get("EMAIL_HOST", "")
EMAIL_PORT = EMAIL_CONFIG.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = EMAIL_CONFIG.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = EMAIL_CONFIG.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = EMAIL_CONFIG.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = EMAIL_CONFIG.get("EMAIL_USE_SSL", False)
EMAIL_FILE_PATH = EMAIL_CONFIG.get("EMAIL_FILE_PATH") or None
# Seconds: a mail server that does not answer must not hold up the daily round.
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="zhualuoshi@localhost")

LOG_KEEP_DAYS = env.whole("LOG_KEEP_DAYS", default=400, least=183, most=36_500)
"""How long the operations log is kept, at least six months (网络安全法第二十一条); `manage.py
daily` drops what is older."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {
        "handlers": ["console"],
        "level": env.choice("LOG_LEVEL", default="INFO", allowed=LOG_LEVELS),
    },
    "loggers": {
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False}
    },
}
