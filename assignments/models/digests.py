"""The daily digest: one mail a day to each address that has something waiting."""

from django.db import models


class Digest(models.Model):
    """A digest that went out, as it was said. One a day for each address, held by the
    database, so that a task that runs twice sends once."""

    address = models.EmailField("收件邮箱")
    on = models.DateField("日期")
    text = models.TextField("内容")
    sent_at = models.DateTimeField("发送时间")

    class Meta:
        verbose_name = verbose_name_plural = "每日提醒"
        ordering = ["-on", "address"]
        constraints = [
            models.UniqueConstraint(
                fields=["address", "on"],
                name="one_digest_a_day",
                violation_error_message="今天已经提醒过这个邮箱。",
            )
        ]

    def __str__(self):
        return f"{self.on} {self.address}"
