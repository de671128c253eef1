"""The office keeps the picture of a livelihood project."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction

from assignments.ledger import access, writing
from assignments.ledger.writing import verb
from assignments.models import User, Work, WorkPhoto


@dataclass(frozen=True)
class Sizes:
    """One picture in the two sizes that are kept."""

    picture: bytes
    thumbnail: bytes


@verb
def keep_photo(
    *,
    work: Work,
    sizes: Sizes | None,
    caption: str,
    taken_on: date | None,
    is_public: bool,
    expected_version: int | None,
    by: User,
) -> WorkPhoto:
    """Put a picture to a work, or, without `sizes`, change what is said of the one it has.
    The file of a picture that was replaced goes once that is certain. Raises StaleVersion
    where somebody else changed it since `expected_version`."""
    access.demand(access.can_keep_photo(by), "项目照片由督查室维护。")
    photo = WorkPhoto.objects.filter(work=work).first() or WorkPhoto(work=work)
    former = [photo.picture.name, photo.thumbnail.name] if photo.pk and sizes else []
    if sizes:
        photo.picture = ContentFile(sizes.picture, name="picture.jpg")
        photo.thumbnail = ContentFile(sizes.thumbnail, name="thumbnail.jpg")
    photo.caption, photo.taken_on, photo.is_public = caption, taken_on, is_public
    writing.save(photo, by=by, expected_version=expected_version if photo.pk else None)
    transaction.on_commit(partial(forget, photo, former))
    return photo


@verb
def remove_photo(*, photo: WorkPhoto, by: User) -> None:
    """Take a picture away; its files go when that is certain."""
    access.demand(access.can_keep_photo(by), "项目照片由督查室维护。")
    names = [photo.picture.name, photo.thumbnail.name]
    writing.delete(photo, by=by, reason="删除项目照片")
    transaction.on_commit(partial(forget, photo, names))


def forget(photo: WorkPhoto, names: list[str]) -> None:
    for name in names:
        photo.picture.storage.delete(name)
