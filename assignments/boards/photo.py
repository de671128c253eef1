"""The page on which the office keeps a livelihood project's picture, and the picture itself."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from assignments.boards.photo_verbs import Sizes, keep_photo, remove_photo
from assignments.choices import TaskKind
from assignments.evidence.pictures import small_jpeg
from assignments.fields.day_input import DayInput
from assignments.fields.text_field import LineField
from assignments.ledger import access
from assignments.ledger.writing import REFUSALS, sentences
from assignments.models import Work, WorkPhoto
from assignments.rules.sizes import MB, size_words, too_big

LARGEST = 10 * MB
PICTURE, PICTURE_BYTES = (1280, 960), 400 * 1024
THUMBNAIL, THUMBNAIL_BYTES = (480, 360), 32 * 1024


class PhotoForm(forms.Form):
    """A picture and what is said of it; the picture is asked for only where there is none."""

    file = forms.FileField(
        label="照片",
        help_text=(
            f"JPG 或 PNG，不超过 {size_words(LARGEST)}。保存时自动缩小，"
            "并去掉照片里的拍摄地点等信息。"
        ),
        widget=forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png"}),
        error_messages={
            "required": "请选择一张照片。",
            "empty": "这是空文件，请重新选择。",
        },
    )
    caption = LineField(
        label="图片说明",
        max_length=80,
        help_text="写出画面里是什么，例如“新建的公交站台”。看不见图片的人靠它了解内容。",
        error_messages={
            "required": "请写图片说明。",
        },
    )
    taken_on = forms.DateField(
        label="拍摄日期",
        required=False,
        widget=DayInput(),
        error_messages={"invalid": "日期请写成 2021-09-30 的样子。"},
    )
    is_public = forms.BooleanField(
        label="可以公开",
        required=False,
        help_text="勾选后，这张照片也显示在不用登录的民生实事公开页上。",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, photo: WorkPhoto | None, as_of: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.as_of = as_of
        if photo:
            self.fields["file"].required = False
            self.fields["file"].label = "换一张照片"

    def clean_file(self) -> Sizes | None:
        upload: UploadedFile | None = self.cleaned_data["file"]
        if not upload:
            return None
        name = upload.name or "照片"
        if upload.size > LARGEST:
            raise forms.ValidationError(
                too_big(name, upload.size, LARGEST) + "请缩小后再上传。"
            )
        content = upload.read()
        return Sizes(
            small_jpeg(content, name, PICTURE, PICTURE_BYTES),
            small_jpeg(content, name, THUMBNAIL, THUMBNAIL_BYTES),
        )

    def clean_taken_on(self) -> date | None:
        taken = self.cleaned_data["taken_on"]
        if taken and taken > self.as_of:
            raise forms.ValidationError("拍摄日期晚于今天，请核对。")
        return taken


class PhotoPage:
    """One project and its picture, for the office."""

    def __init__(self, pk: int, request: access.Request, as_of: date):
        projects = access.works(request.user).filter(kind=TaskKind.LIVELIHOOD)
        self.work: Work = get_object_or_404(projects, pk=pk)
        access.demand(access.can_keep_photo(request.user), "项目照片由督查室维护。")
        self.photo = access.photos(request.user).filter(work=self.work).first()
        self.request = request
        given = (
            (request.POST, request.FILES) if request.method == "POST" else (None, None)
        )
        self.form = PhotoForm(
            *given, photo=self.photo, as_of=as_of, initial=self.present
        )

    @property
    def present(self) -> dict[str, Any]:
        photo = self.photo or WorkPhoto()
        return {
            "caption": photo.caption,
            "taken_on": photo.taken_on,
            "is_public": photo.is_public,
            "version": photo.version,
        }

    def keep(self) -> HttpResponse | None:
        """The way on; None where the form needs mending."""
        if not self.form.is_valid():
            return None
        given = self.form.cleaned_data
        try:
            keep_photo(
                work=self.work,
                sizes=given["file"],
                caption=given["caption"],
                taken_on=given["taken_on"],
                is_public=given["is_public"],
                expected_version=given["version"],
                by=self.request.user,
            )
        except REFUSALS as refusal:
            self.form.add_error(None, sentences(refusal))
            return None
        messages.success(self.request, "照片已保存。")
        return redirect("boards:photo", self.work.pk)

    def remove(self) -> HttpResponse:
        if self.photo is None:
            raise Http404("这个项目没有照片。")
        remove_photo(photo=self.photo, by=self.request.user)
        messages.success(self.request, "照片已删除。")
        return redirect("boards:photo", self.work.pk)

    def context(self) -> dict[str, Any]:
        """What templates/boards/photo.html shows."""
        picture = shown(self.photo) if self.photo else None
        return {
            "work": self.work,
            "photo": self.photo,
            "picture": picture,
            "form": self.form,
        }


@dataclass(frozen=True)
class Picture:
    """A picture as pages show it: where it is in both sizes, and what it shows in words."""

    url: str
    small_url: str
    text: str
    taken_on: date | None = None


def shown(photo: WorkPhoto, name: str = "boards:photo_file") -> Picture:
    """Another picture has another address, so that no old one is shown from a cache."""
    url = f"{reverse(name, args=[photo.work_id])}?v={photo.version}"
    return Picture(url, f"{url}&small", photo.caption, photo.taken_on)


def file(pk: int, user, *, small: bool, kept: str) -> FileResponse:
    """A work's picture for those who may see it, as a JPEG; `kept` says who may keep a copy."""
    photo = get_object_or_404(access.photos(user), work=pk)
    file = photo.thumbnail if small else photo.picture
    if not file.storage.exists(file.name):
        raise Http404("图片不在了。")
    answer = FileResponse(file.open("rb"), content_type="image/jpeg")
    answer["Content-Disposition"] = "inline"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = f"{kept}, max-age=600"
    return answer


@require_safe
def photo_file(request: access.Request, pk: int) -> FileResponse:
    """A project's picture; with `?small` the small one."""
    return file(pk, request.user, small="small" in request.GET, kept="private")


@require_http_methods(["GET", "HEAD", "POST"])
def photo(request: access.Request, pk: int) -> HttpResponse:
    """The office puts a picture to a project, says what it shows, and whether everybody may see
    it."""
    page = PhotoPage(pk, request, timezone.localdate())
    answer = page.keep() if request.method == "POST" else None
    return answer or render(request, "boards/photo.html", page.context())


@require_POST
def remove_picture(request: access.Request, pk: int) -> HttpResponse:
    """The office takes a project's picture away."""
    return PhotoPage(pk, request, timezone.localdate()).remove()
