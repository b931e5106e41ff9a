from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sources.reading import NotRead, limits, read, read_one
from sources.source import Document
from sources.untrusted import sound
from tests.sources.reading.web import answer, serving

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">
<channel><title>Quellhaven Herald</title><link>https://herald.example/</link><description>News</description>
<image><title>Logo</title><url>https://herald.example/l.png</url></image>
<item><title>Ferries stop &amp; wait</title><link>https://herald.example/ferries</link><guid>h-1</guid>
  <media:title>A ship</media:title><media:content url="a.jpg"><media:description>Ship</media:description>
  </media:content><itunes:author>Desk</itunes:author><dc:creator>Ada Holm</dc:creator>
  <pubDate>Mon, 4 May 2026 23:30:00 -0500</pubDate><description>Short.</description>
  <content:encoded><![CDATA[<p>Twelve ferries were <b>stopped</b> on&nbsp;Monday.</p><script>alert(1)</script>
  <p>&ldquo;We wait,&rdquo; the master said.</p>]]></content:encoded></item>
<item><title>Only a link</title><link>https://herald.example/link</link></item>
<item><title>Pier opens</title><author>desk@herald.example (Ben Cole)</author><pubDate>soon</pubDate>
  <description>The pier opens.\n\nOn Friday it was painted.</description>
  <source url="https://wire.example/rss">Northgate Wire</source></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">Radio &lt;i&gt;Merrow&lt;/i&gt;</title>
<author><name>Everybody</name></author>
<entry><title>Bridge shut</title><id>tag:radio.example,2026:1</id><link rel="self" href="https://radio.example/self"/>
  <link href="https://radio.example/bridge"/><updated>2026-05-06T00:10:00Z</updated>
  <published>2026-05-05T08:00:00+02:00</published>
  <author><name>Ada Holm</name></author><author><name>Ben Cole</name></author>
  <summary type="text">a &lt; b</summary>
  <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The bridge was <em>shut</em>.</p>
  <p>It is old.</p></div>
  </content></entry>
<entry><title>Two</title><content type="text">Fish &amp; chips &lt;b&gt; cost more.</content></entry></feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
  xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Old Gazette</title></channel>
<item rdf:about="y"><title>Harbour</title><link>https://gazette.example/h</link><dc:date>2026-03-02</dc:date>
<description>The harbour froze.</description></item></rdf:RDF>"""


def entries(feed: str | bytes, name: str = "news.xml") -> list[Document]:
    return read(feed if isinstance(feed, bytes) else feed.encode(), name)


def refusal(feed: str | bytes, name: str = "news.xml") -> str:
    with pytest.raises(NotRead) as refused:
        entries(feed, name)
    return str(refused.value)


def test_each_entry_of_rss_is_a_source_with_its_fullest_text() -> None:
    ferries, pier = entries(RSS)
    assert (
        ferries.text
        == "Ferries stop & wait\n\nTwelve ferries were stopped on\u00a0Monday.\n\n“We wait,” the master said."
    )
    assert (ferries.kind, ferries.name, ferries.title, ferries.given_id) == (
        "feed", "news.xml", "Ferries stop & wait", "h-1",
    )  # fmt: skip
    assert (ferries.publisher, ferries.author, ferries.url) == (
        "Quellhaven Herald", "Ada Holm", "https://herald.example/ferries",
    )  # fmt: skip
    assert ferries.published == date(2026, 5, 4)  # the day that the paper wrote, not the one in another zone
    assert ferries.notices == ("1 entry was left out: there is no text in the feed, only a link.",)
    assert pier.text == "Pier opens\n\nThe pier opens.\n\nOn Friday it was painted."
    assert (pier.publisher, pier.author, pier.published, pier.notices) == ("Northgate Wire", "Ben Cole", None, ())


def test_each_entry_of_atom_is_a_source() -> None:
    bridge, two = entries(ATOM, "news.atom")
    assert bridge.text == "Bridge shut\n\nThe bridge was shut.\n\nIt is old."
    assert (bridge.publisher, bridge.author, bridge.published, bridge.url, bridge.given_id) == (
        "Radio Merrow", "Ada Holm, Ben Cole", date(2026, 5, 5), "https://radio.example/bridge",
        "tag:radio.example,2026:1",
    )  # fmt: skip
    assert two.text == "Two\n\nFish & chips <b> cost more."


def test_the_oldest_kind_of_feed_is_read_too() -> None:
    (harbour,) = entries(RDF, "news.rss")
    assert (harbour.title, harbour.publisher, harbour.published) == ("Harbour", "Old Gazette", date(2026, 3, 2))


def test_a_careless_feed_is_read_as_far_as_it_goes() -> None:
    careless = RDF.replace("froze.", "froze&nbsp;&mdash; R&D said <b>so</b>.").replace("</rdf:RDF>", "")
    assert entries(careless)[0].text == "Harbour\n\nThe harbour froze\u00a0— R&D said so."


def test_an_entity_that_points_at_a_file_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the word is swordfish")
    feed = RDF.replace("froze", "froze &x;")
    for subset in (f'<!ENTITY x SYSTEM "{secret.as_uri()}">', '<!ENTITY x "swordfish">'):
        assert "declares entities of its own" in refusal(f"<!DOCTYPE rdf:RDF [{subset}]>{feed}")
    outside = f'<!DOCTYPE rdf:RDF SYSTEM "{secret.as_uri()}">{RDF}'
    assert "swordfish" not in entries(outside)[0].text


def test_an_entity_that_unfolds_without_end_is_refused() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 20))
    assert "declares entities" in refusal(
        f'<!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}]>{RSS[38:].replace("Short", "&l19;")}'
    )


@pytest.mark.parametrize(
    ("feed", "says"),
    [
        ("<rss><channel><title>Empty</title></channel></rss>", "holds no entry"),
        ("<sitemap><url/></sitemap>", "holds no entry"),
        ("just words", "holds no entry"),
        ("<rss><channel><item><title>A</title><link>b</link></item></channel></rss>", "only links"),
        ("<rss>" + "<a>" * (limits.HTML_TAGS + 1), "tags; the most is 300,000"),
    ],
)
def test_a_feed_without_anything_to_read_is_refused(feed: str, says: str) -> None:
    assert says in refusal(feed)


def test_a_feed_is_known_by_its_content_and_is_no_article() -> None:
    assert "is a feed inside" in refusal(RSS, "news.txt")
    assert "Rename it to end in .xml" in refusal(ATOM, "news")
    assert "is an HTML page inside" in refusal("<!doctype html><p>Words.</p>", "news.xml")
    with pytest.raises(NotRead, match="is a feed, which can hold many sources but no article"):
        read_one(RSS.encode(), "news.xml")


def test_a_feed_at_an_address_is_read_and_its_entries_keep_their_own_addresses() -> None:
    from sources.reading.online import read_address

    without_links = RSS.replace("<link>https://herald.example/ferries</link>", "").encode()
    with serving({"herald.example/rss": answer(without_links, Content_Type="application/rss+xml")}) as web:
        ferries, pier = read_address("http://herald.example/rss", web.network)
    assert (ferries.name, ferries.url) == ("rss.xml", "http://herald.example/rss")
    assert pier.title == "Pier opens"


def test_what_cannot_be_stored_is_replaced_in_an_entry_of_a_feed() -> None:
    feed = b"<rss><channel><title>He&#x81;rald</title><item><title>A&#x85;B</title><guid>1&#x9f;</guid>"
    feed += b"<description>The port &#x9f; is closed.</description></item></channel></rss>"
    (source,) = read(feed, "feed.xml")
    for said in (source.text, source.title, source.publisher, source.given_id):
        assert sound(said) == said
    assert "\ufffd" in source.text


def test_a_bare_ampersand_is_read_as_one() -> None:
    feed = (
        "<rss><channel><title>A & B</title><item><title>Smith & Sons &amp; Co</title>"
        "<link>https://a.example/1?a=1&b=2&copy=3</link><description><![CDATA[<p>Fish & chips &amp; &nbsp;peas</p>]]>"
        "</description></item></channel></rss>"
    )
    (source,) = entries(feed)
    assert (source.publisher, source.title) == ("A & B", "Smith & Sons & Co")
    assert source.url == "https://a.example/1?a=1&b=2&copy=3"
    assert source.text.endswith("Fish & chips & \u00a0peas")


def test_a_relative_link_counts_from_the_base_or_from_the_home_of_the_feed() -> None:
    rss = RSS.replace("https://herald.example/ferries", "/ferries?day=1")
    assert entries(rss)[0].url == "https://herald.example/ferries?day=1"
    atom = ATOM.replace("<entry>", '<entry xml:base="https://radio.example/news/">', 1).replace(
        'href="https://radio.example/bridge"', 'href="bridge"'
    )
    assert entries(atom)[0].url == "https://radio.example/news/bridge"
    homeless = (
        "<rss><channel><item><title>A</title><link>a.html</link><description>B</description></item></channel></rss>"
    )
    assert entries(homeless)[0].url == "a.html"


def test_a_relative_link_of_a_feed_at_an_address_counts_from_there() -> None:
    from sources.reading.online import read_address

    homeless = (
        b"<rss><channel><item><title>A</title><link>a.html</link><description>B</description></item></channel></rss>"
    )
    with serving({"herald.example/news/rss": answer(homeless, Content_Type="application/rss+xml")}) as web:
        (source,) = read_address("http://herald.example/news/rss", web.network)
    assert source.url == "http://herald.example/news/a.html"
