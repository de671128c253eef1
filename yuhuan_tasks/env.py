"""Settings as text from the environment become values; a value that cannot be meant is answered
with a sentence that names the setting, what stands there and what may stand there."""

import math
import re
import sys
import warnings
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

TRUE = ("true", "on", "ok", "y", "yes", "1")
FALSE = ("false", "off", "n", "no", "0", "")
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
# 15, +15, -1; no 1e3 and no １５.
WHOLE = re.compile(r"[+-]?[0-9]+")


class Settings(environ.Env):
    """The environment and the `.env` file. Every question takes the setting's name and its default;
    all but `str` and `list` raise ImproperlyConfigured with a Chinese sentence for a value that
    they cannot take."""

    def read_file(self, path: str) -> None:
        """Take what a file of settings adds to the environment; one that is not there adds
        nothing."""
        try:
            if path and Path(path).is_file():
                self.read_env(path)
        except UnicodeDecodeError:
            raise ImproperlyConfigured(
                f"设置文件 {path} 不是 UTF-8 编码，请另存后再启动。"
            ) from None
        except OSError as error:
            raise ImproperlyConfigured(
                f"读不了设置文件 {path}（{error.strerror}），请核对它的属主和权限。"
            ) from None

    def flag(self, name: str, default: bool) -> bool:
        """Yes or no. Other words are refused: one that is misspelt must not pass for no."""
        text = self.given(name)
        if text is None:
            return default
        if text.lower() in TRUE:
            return True
        if text.lower() in FALSE:
            return False
        raise self.wrong(name, text, "写 true 或 false")

    def whole(self, name: str, default: int, least: int, most: int = 2**31 - 1) -> int:
        """A whole number from `least` to `most`."""
        text = self.given(name)
        if text is None:
            return default
        if not WHOLE.fullmatch(text) or not least <= int(text) <= most:
            raise self.wrong(name, text, f"写整数，{bounds(least, most)}")
        return int(text)

    def number(self, name: str, default: float, above: float, most: float) -> float:
        """A number more than `above` and at most `most`: SESSION_HOURS=0.5 is half an hour."""
        text = self.given(name)
        if text is None:
            return default
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not above < value <= most:  # nan is in no range
            raise self.wrong(name, text, f"写数字，大于 {above:g}，不超过 {most:g}")
        return value

    def choice(self, name: str, default: str, allowed: tuple[str, ...]) -> str:
        """One of a few words."""
        text = self.given(name)
        if text is None or text in allowed:
            return default if text is None else text
        raise self.wrong(
            name, text, "写 {} 之一".format("、".join(filter(None, allowed)))
        )

    def origins(self, name: str) -> list[str]:
        """Addresses of pages, each with its scheme, separated by commas."""
        origins: list[str] = self.list(name, default=[])
        if all(origin.startswith(("https://", "http://")) for origin in origins):
            return origins
        raise self.wrong(
            name, ",".join(origins), "写成 https://域名，几个之间用逗号隔开"
        )

    def database(self, name: str, default: str) -> dict[str, Any]:
        """An address of a database, as Django's settings want it. A password is not repeated in the
        sentence."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # environ's own tells the password
                database = dict(self.db_url(name, default=default))
        except Exception:  # environ has no list of what a crooked address makes of it
            database = {}
        if str(database.get("ENGINE", "")).rpartition(".")[2] in (
            "sqlite3",
            "postgresql",
        ):
            return database
        raise ImproperlyConfigured(
            f"设置 {name} 不能用：请写成 postgresql://用户:密码@主机:5432/库名，"
            "密码里的 @ : / # % 要转写。"
        )

    def mail(self, name: str, default: str) -> dict[str, Any]:
        """An address of a mail server. A password is not repeated in the sentence."""
        try:
            return dict(self.email_url(name, default=default))
        except Exception:  # as above
            raise ImproperlyConfigured(
                f"设置 {name} 不能用：请写成 smtp+tls://用户:密码@主机:587。"
            ) from None

    def given(self, name: str) -> str | None:
        """What stands in the environment, without blanks around it; None where nothing is said."""
        text = self.str(name, default="\0")
        return None if text == "\0" else text.strip()

    @staticmethod
    def wrong(name: str, text: str, wanted: str) -> ImproperlyConfigured:
        return ImproperlyConfigured(
            f"设置 {name}={text} 不能用：请{wanted}。见 docs/deployment.md。"
        )


def bounds(least: int, most: int) -> str:
    return f"不小于 {least}" if most >= 2**31 - 1 else f"从 {least} 到 {most}"


def say_and_leave(wrong: ImproperlyConfigured, code: int) -> None:
    """End the process with a sentence instead of a traceback."""
    sys.stderr.write(f"\n{wrong}\n\n")
    sys.exit(code)
