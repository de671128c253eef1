"""The picture of a livelihood project."""

from django.db import models
from django.db.models import Q

from assignments.models.base import Versioned, history
from assignments.models.reports import attachment_path


class WorkPhoto(Versioned):
    """What a project looks like, kept by the office: one picture for each work, in two sizes.
    Only one that is marked public is ever shown without signing in."""

    work = models.OneToOneField(
        "assignments.Work", models.CASCADE, related_name="photo", verbose_name="工作"
    )
    picture = models.FileField("图片", upload_to=attachment_path)
    thumbnail = models.FileField("缩略图", upload_to=attachment_path)
    caption = models.CharField("图片说明", max_length=80)
    taken_on = models.DateField("拍摄日期", null=True, blank=True)
    is_public = models.BooleanField("可以公开", default=False)

    history = history()

    class Meta:
        verbose_name = verbose_name_plural = "项目照片"
        ordering = ["work"]
        constraints = [
            models.CheckConstraint(condition=~Q(caption=""), name="photo_has_caption")
        ]

    def __str__(self):
        return self.caption
