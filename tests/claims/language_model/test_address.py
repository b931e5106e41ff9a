"""An address is read so that host and port are plain, or refused with one sentence."""

from __future__ import annotations

import pytest

from claims.language_model import read_address
from claims.language_model.choice import Choice
from claims.settings import SettingRefused


@pytest.mark.parametrize(
    ("written", "kept", "path", "local"),
    [
        ("http://127.0.0.1:11434/v1", "http://127.0.0.1:11434/v1", "/v1/chat/completions", True),
        ("http://localhost:8080", "http://localhost:8080/v1", "/v1/chat/completions", True),
        ("http://[::1]:8000/v1/", "http://[::1]:8000/v1", "/v1/chat/completions", True),
        ("http://[::ffff:127.0.0.1]:80/v1", "http://127.0.0.1/v1", "/v1/chat/completions", True),
        ("https://models.example/v1/chat/completions", "https://models.example/v1", "/v1/chat/completions", False),
        ("HTTPS://Models.Example.:443/api", "https://models.example/api", "/api/chat/completions", False),
        ("https://mödel.example", "https://xn--mdel-5qa.example/v1", "/v1/chat/completions", False),
        ("http://192.168.1.20:1234/v1", "http://192.168.1.20:1234/v1", "/v1/chat/completions", False),
        ("http://localhost.models.example", "http://localhost.models.example/v1", "/v1/chat/completions", False),
    ],
)
def test_an_address_says_where_it_leads(written: str, kept: str, path: str, local: bool) -> None:
    endpoint = read_address(written)
    assert (endpoint.address, endpoint.path, endpoint.local) == (kept, path, local)
    assert read_address(kept) == endpoint


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("", "must begin with http"),
        ("models.example/v1", "must begin with http"),
        ("file:///etc/hosts", "must begin with http"),
        ("javascript:alert(1)", "must begin with http"),
        ("https://", "host of the address cannot be read"),
        ("https://ana:word@models.example", "no place for secrets"),
        ("https://models.example/v1?key=abc", "may not have a “?”"),
        ("https://models.example/v1#top", "may not have a “?” or a “#”"),
        ("https://models.example:99999/v1", "cannot be read"),
        ("https://models.example:0/v1", "port of the address is 0"),
        ("http://2130706433/v1", "host of the address cannot be read"),
        ("http://0x7f.1/v1", "host of the address cannot be read"),
        ("http://127.1/v1", "host of the address cannot be read"),
        ("http://0.0.0.0:8000/v1", "Nobody answers at 0.0.0.0"),
        ("http://169.254.169.254/v1", "Nobody answers at 169.254.169.254"),
        ("http://[fe80::1%25eth0]/v1", "cannot be read"),
        ("https://models.example/v1\r\nHost: other.example", "holds a blank"),
        ("https://models.example\\@other.example/v1", "holds a blank or a sign"),
        ("https://" + "a" * 300 + ".example", "316 characters"),
        ("https://-.example/v1", "host of the address cannot be read"),
    ],
)
def test_an_address_that_could_mislead_is_refused_with_a_sentence(written: str, why: str) -> None:
    with pytest.raises(SettingRefused) as refused:
        read_address(written)
    assert why in str(refused.value)
    assert str(refused.value).endswith(".")


def test_another_machine_is_asked_in_plain_http_only_when_a_person_confirms_it() -> None:
    unsure = Choice("http://models.example/v1", "small", offered=True)
    assert "can be read on the way to models.example" in unsure.problem
    assert not unsure.usable
    assert Choice("http://models.example/v1", "small", offered=True, plain=True).usable
    assert Choice("https://models.example/v1", "small", offered=True).usable
    assert Choice("http://127.0.0.1:1234/v1", "small", offered=True).usable
