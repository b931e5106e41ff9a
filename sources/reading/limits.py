"""How much of a file is read, and why each number is what it is."""

from __future__ import annotations

FILE_BYTES = 20 * 1024 * 1024
"""Largest file: the upload limit of the page (server.maxUploadSize in .streamlit/config.toml)."""

TEXT_CHARACTERS = FILE_BYTES
"""Longest text out of one file: no honest document holds more characters than the largest file holds bytes."""

ROWS = 200_000
"""Most sources in one CSV or JSONL; more do not fit into 20 MB with a sentence each, so it stops rows of nothing."""

ROWS_LISTED = 20
"""Most faulty rows named in one message: a screenful, enough to see the pattern; the rest is counted."""

GUESS_BYTES = 200_000
"""Most bytes looked at when an encoding has to be guessed; guessing reads them once per encoding tried."""

NAME_CHARACTERS = 80
"""Most characters of a file name shown in a message; one line on the narrowest page at the smallest type."""

VALUE_CHARACTERS = 40
"""Most characters of a heading, date or id that a message quotes; enough to find it again."""

MARK_BYTES = 1024
"""First bytes searched for a format's mark; a PDF's may be anywhere in them (PDF 1.7, implementation note 13)."""

PAGES = 500
"""Most PDF pages read. 5,000 pages cost pypdf 26 s; a long report has 300. The rest is cut, and that is said."""

STREAM_BYTES = 25 * 1024 * 1024
"""Most bytes that one stream of a PDF may unpack to; a page full of words has 20 kB, a map some 10 MB."""

HTML_DEPTH = 250
"""Deepest nesting of an HTML page. Real pages stay under 50; libxml2 drops what is deeper than 256 without a word."""

HTML_TAGS = 300_000
"""Most tags in an HTML page; the largest real articles have some 20,000. Each costs about 1 kB while reading."""

ARCHIVE_BYTES = 100 * 1024 * 1024
"""Most bytes a DOCX may unpack to, pictures included: five times the largest file, and a tenth of the memory."""

ARCHIVE_MARKUP_BYTES = 25 * 1024 * 1024
"""Most bytes of XML in a DOCX; 300 pages have 5 MB, and the tree made of it takes 20 to 40 times as much memory."""

ARCHIVE_RATIO = 200
"""Most bytes unpacked from one packed byte. Word's XML reaches some 30, deflate's own limit is 1,032."""

ARCHIVE_RATIO_FROM = 5 * 1024 * 1024
"""Below this unpacked size the ratio is not looked at: a short document of blanks packs well and harms nobody."""

ARCHIVE_MEMBERS = 5_000
"""Most files inside a DOCX; a report with a picture on each of 300 pages has about 700."""

SANDBOX_MEMORY_BYTES = 1024 * 1024 * 1024
"""Address space of the sandbox; PDF, DOCX and HTML files of 20 MB need up to 600 MB, libraries included."""

SANDBOX_CPU_SECONDS = 30
"""Computing time of the sandbox; 500 full pages take 2 s, a page of 140,000 tags 6 s."""

SANDBOX_SECONDS = 90
"""Time until it is stopped by the clock: three times its computing time, for a machine that is busy."""

SANDBOXES = 2
"""Sandboxes at once, so that sixteen sessions together need 2 GB and not 16."""

ADDRESS_SECONDS = 45
"""Time for all that one address takes: redirects, further tries, the body; a line of 4 Mbit/s sends 20 MB."""

ANSWER_SECONDS = 10
"""Time to connect, and between two pieces of an answer; who waits for a page gives up after about ten seconds."""

REDIRECTS = 5
"""Redirects followed; browsers stop at 20, but from a link to an article two or three are usual."""

TRIES = 3
"""Times an address is asked when its server fails (5xx) or breaks off."""

WAIT_SECONDS = (0.5, 2.0)
"""Pauses before the second and the third try: a restart behind a load balancer takes about a second."""

NOTES = 2_000
"""Most notes and links of one file; a book of 500 pages has some 1,000 footnotes."""

NOTE_CHARACTERS = 5_000
"""Longest text of one note: about two printed pages; what is longer is an article of its own."""

ADDRESS_CHARACTERS = 2_000
"""Longest address; longer ones are programs' own and break in mail and in old browsers."""

IMAGE_PIXELS = 25_000_000
"""Most grey values of one page that text recognition gets; A3 at 300 dots per inch has 17 million."""

RECOGNISED_PAGES = 200
"""Most scanned pages of one file that are recognised; each takes one to five seconds."""

RECOGNITION_SECONDS = 60
"""Time for the text of one page, in computing and by the clock; a full page of small print takes about five."""

RECOGNITION_ALL_SECONDS = 20 * 60
"""Time for all pages of one file by the clock; 200 pages of small print take 17 minutes, at five seconds each."""
