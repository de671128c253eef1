"""Passwords that Django's list of common ones does not know, because it is a list of English ones."""

from typing import Any

from django.core.exceptions import ValidationError

LOCAL_WORDS = (
    "yuhuan",
    "zhengfu",
    "shifuban",
    "duchashi",
    "zhualuoshi",
    "woaini",
    "5201314",
    "1qaz2wsx",
    "admin",
)


class LocalWordValidator:
    """Refuses a password that is a word everybody in the building would try first, plus a few digits."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError when fewer than six characters remain after the first such word is taken out."""
        lowered = password.lower()
        for word in LOCAL_WORDS:
            if word in lowered and len(lowered.replace(word, "", 1)) < 6:
                raise ValidationError(
                    f"密码太容易猜到：不要用“{word}”加几个字符。", code="password_local_word"
                )

    def get_help_text(self) -> str:
        return "不要用单位、城市拼音或常见口令加几个数字作密码。"
