"""A project's picture for everybody, where the office has marked it and the city has opened the
page."""

from django.core.cache import cache
from django.urls import reverse

from tests.boards.pictures import picture, put

PUBLIC = reverse("boards:public_livelihood")


def test_public_only_where_it_is_marked_and_the_page_is_open(
    client, client_for, office_user, small_plan, photo_url, own_files, settings
):
    outside = reverse("boards:public_photo", args=[small_plan.works["livelihood"].pk])
    put(client_for(office_user), photo_url, file=picture())
    assert client.get(outside).status_code == 404
    settings.LIVELIHOOD_PUBLIC = True
    assert client.get(outside).status_code == 404
    assert "<img" not in client.get(PUBLIC).content.decode()
    cache.clear()
    assert (
        put(client_for(office_user), photo_url, is_public="on", version=0).status_code
        == 302
    )
    answer = client.get(outside)
    assert (
        answer.status_code == 200
        and answer["Content-Type"] == "image/jpeg"
        and not answer.cookies
    )
    assert (
        f'src="{outside}?v=1&amp;small" alt="新建的公交站台"'
        in client.get(PUBLIC).content.decode()
    )
    assert client.post(outside).status_code == 405
