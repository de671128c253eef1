"""Passwords that Django's list of common ones does not know, because it is a list of English
ones."""

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
    "password",
    "p@ssw0rd",
    "qwer1234",
)
# Letters that must stand beside a word that everybody tries: the word with the year and a sign
# has none.
FEWEST_LETTERS = 4
# Different signs: aaaabbbb1111 is long and soon guessed.
FEWEST_SIGNS = 5


class LocalWordValidator:
    """Refuses a password that is a word everybody in the building would try first, plus a few
    digits."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError when hardly a letter remains after such a word is taken out:
        everybody adds the year and a sign."""
        lowered = password.lower()
        for word in LOCAL_WORDS:
            rest = [sign for sign in lowered.replace(word, "") if sign.isalpha()]
            if word in lowered and len(rest) < FEWEST_LETTERS:
                raise ValidationError(
                    f"密码太容易猜到：不要用“{word}”加几个字符。",
                    code="password_local_word",
                )

    def get_help_text(self) -> str:
        return "不要用单位、城市拼音或常见口令加几个数字作密码。"


class VarietyValidator:
    """Refuses what is long only because one sign is repeated."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError when there are fewer than five different signs in it."""
        if len(set(password)) < FEWEST_SIGNS:
            raise ValidationError(
                f"密码里重复的字符太多：至少要有 {FEWEST_SIGNS} 个不同的字符。",
                code="password_repeats",
            )

    def get_help_text(self) -> str:
        return f"至少要有 {FEWEST_SIGNS} 个不同的字符。"
