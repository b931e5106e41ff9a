from __future__ import annotations

import pytest

from sources.reading.addresses import AddressRefused, address, public


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("https://paper.example/a/b?c=d&e", "https://paper.example/a/b?c=d&e"),
        ("HTTP://Paper.EXAMPLE", "http://paper.example/"),
        ("  paper.example/report ", "https://paper.example/report"),
        ("https://paper.example:443/#part", "https://paper.example/"),
        ("https://paper.example./x", "https://paper.example/x"),
        ("https://pàper.example/ä?ö=€", "https://xn--pper-0na.example/%C3%A4?%C3%B6=%E2%82%AC"),
        ("https://paper.example/a%20b", "https://paper.example/a%20b"),
        ("https://93.184.215.14/x", "https://93.184.215.14/x"),
        ("https://[2606:2800:21f:cb07::1]/x", "https://[2606:2800:21f:cb07::1]/x"),
    ],
)
def test_an_address_is_taken_as_the_browser_has_it(typed: str, asked: str) -> None:
    assert str(address(typed)) == asked


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "no address"),
        ("the harbour report", "no address"),
        ("file:///etc/passwd", "Only addresses"),
        ("ftp://paper.example/a", "Only addresses"),
        ("data:text/html,x", "Only addresses"),
        ("javascript:alert(1)", "Only addresses"),
        ("gopher://paper.example/", "Only addresses"),
        ("//paper.example/a", "Only addresses"),
        ("https://ada:secret@paper.example/", "name or password"),
        ("https://paper.example@127.0.0.1/", "name or password"),
        ("https://paper.example:8443/", "Port 8443"),
        ("http://paper.example:443/", "Port 443"),
        ("https://paper.example:0/", "Port 0"),
        ("https://paper.example:99999/", "no address"),
        ("http://2130706433/", "unusual spelling"),
        ("http://0x7f.1/", "unusual spelling"),
        ("http://0177.0.0.1/", "unusual spelling"),
        ("http://127.1/", "unusual spelling"),
        ("http://0x7f000001/", "unusual spelling"),
        ("http://１２７.0.0.1/", "unusual spelling"),
        ("http://paper.example.0x1/", "unusual spelling"),
        ("http://127.0.0.1/", "never asked"),
        ("http://[::1]/", "never asked"),
        ("http://[::ffff:10.0.0.1]/", "never asked"),
        ("http://[fe80::1%25eth0]/", "never asked"),
        ("http://169.254.169.254/latest/meta-data", "never asked"),
        ("http://10.1.2.3/", "never asked"),
        ("http://localhost/", "never asked"),
        ("http://localhost./", "never asked"),
        ("http://desk.localhost/", "never asked"),
        ("http://printer.local/", "never asked"),
        ("http://metadata.google.internal/", "never asked"),
        ("http://router/", "never asked"),
        ("https://paper..example/", "no address"),
        ("https://-paper.example/", "no address"),
        ("https:///report", "no address"),
        ("https://paper.example\\@127.0.0.1/", "no address"),
        ("https://paper.example/a b", "no address"),
        ("https://paper.example/\r\nHost: x", "no address"),
        ("https://[paper.example/", "no address"),
        ("https://paper.example/" + "a" * 2000, "most is 2,000"),
    ],
)
def test_an_address_that_may_not_be_asked_is_refused_by_its_looks(typed: str, why: str) -> None:
    with pytest.raises(AddressRefused, match=why):
        address(typed)


@pytest.mark.parametrize("number", ["93.184.215.14", "8.8.8.8", "2606:2800:21f:cb07::1", "2a00:1450:4001::68"])
def test_a_number_of_the_public_network_may_be_asked(number: str) -> None:
    assert public(number)


@pytest.mark.parametrize(
    "number",
    [
        "0.0.0.0", "10.0.0.1", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.255.254", "168.63.129.16",
        "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.1.1",
        "198.18.0.1", "198.51.100.7", "203.0.113.5", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255",
        "::", "::1", "::ffff:8.8.8.8", "::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::808:808", "64:ff9b:1::1",
        "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::", "3fff::1", "fc00::1", "fd00:ec2::254", "fe80::1",
        "fe80::1%eth0", "fec0::1", "ff02::1", "2130706433", "127.1", "0x7f.0.0.1", "", "paper.example",
    ],
)  # fmt: skip
def test_a_number_of_this_machine_or_of_nobody_may_not(number: str) -> None:
    assert not public(number)
