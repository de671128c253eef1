"""A project's picture, for everybody who is signed in."""

import io

from django.urls import reverse
from PIL import Image

from tests.boards.pictures import picture, put


def test_kept_shrunk_upright_and_without_the_place(
    client_for, office_user, viewer_user, photo_url, own_files, photo_image
):
    exif = Image.Exif()
    exif[274], exif[34853] = 6, {1: "N"}
    client = client_for(office_user)
    assert put(client, photo_url, file=picture(exif=exif)).status_code == 302
    whole = b"".join(client.get(photo_image).streaming_content)
    small = b"".join(client.get(photo_image + "?small").streaming_content)
    assert len(whole) <= 400 * 1024 and len(small) <= 32 * 1024
    with Image.open(io.BytesIO(whole)) as found:
        assert found.size == (720, 960) and not dict(found.getexif())
    page = client.get(reverse("boards:livelihood")).content.decode()
    assert (
        f"{photo_image}?v=" in page and "新建的公交站台" in page and photo_url in page
    )


def test_who_may_what(
    client, client_for, viewer_user, office_user, photo_url, own_files, photo_image
):
    reader = client_for(viewer_user)
    assert (
        client.get(photo_image).status_code == 302
        and reader.get(photo_image).status_code == 404
    )
    put(client_for(office_user), photo_url, file=picture(size=(20, 20)))
    assert reader.get(photo_image).status_code == 200
    assert reader.post(photo_image).status_code == 405
