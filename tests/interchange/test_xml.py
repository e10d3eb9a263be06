"""XML from anywhere can do no harm."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from ocr_pipeline.compare.load.beginnings import is_xml
from ocr_pipeline.errors import TranscriptionBroken, XmlHarmful
from ocr_pipeline.interchange.xml import local, parsed, words_of


class Listening(HTTPServer):
    """A server on this machine that notes what it is asked for."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answer)
        self.asked = []
        self.address = f"http://127.0.0.1:{self.server_port}"


class Answer(BaseHTTPRequestHandler):
    """Notes what is asked for, and has none of it."""

    def do_GET(self):
        if isinstance(self.server, Listening):
            self.server.asked.append(self.path)
        self.send_error(404)

    def log_message(self, *_args):
        pass


@pytest.fixture
def listening():
    server = Listening()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


BOMB = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(12))


LONG = f'<!ENTITY long "{"x" * 100_000}">'


def attacked(declared, inside="<p>&a;</p>", root="TEI"):
    """A document that declares what is `declared`, and uses it."""
    return f"<!DOCTYPE {root} [{declared}]><{root}>{inside}</{root}>".encode()


@pytest.mark.parametrize("inside", ["<p>&a12;</p>", '<p n="&a12;"/>'], ids=["in a text", "in an attribute"])
@pytest.mark.parametrize("root", ["TEI", "alto", "PcGts"])
def test_a_billion_laughs_are_refused_and_named(inside, root):
    with pytest.raises(XmlHarmful, match=r"a\.xml: the XML is made to harm"):
        parsed(attacked(BOMB, inside, root), "a.xml")


def test_a_quadratic_blow_up_is_refused_and_named():
    with pytest.raises(XmlHarmful, match="unfold without end"):
        parsed(attacked(LONG, "<p>" + "&long;" * 10_000 + "</p>"), "a.xml")
    with pytest.raises(XmlHarmful, match="has 100000 characters"):
        parsed(attacked(LONG, "<p>&long;</p>"), "a.xml")


def test_a_file_of_this_machine_is_not_read(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("тайна", encoding="utf-8")
    for inside in ("<p>&a;</p>", '<p n="&a;"/>'):
        with pytest.raises((XmlHarmful, TranscriptionBroken)) as caught:
            parsed(attacked(f'<!ENTITY a SYSTEM "{secret.as_uri()}">', inside), "a.xml")
        assert "тайна" not in str(caught.value)


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY a SYSTEM "{}/secret">',
        '<!ENTITY a PUBLIC "x" "{}/secret">',
        '<!ENTITY % p SYSTEM "{}/secret">%p;',
        '<!ENTITY % p SYSTEM "{}/secret"><!ENTITY a "да">%p;',
        """<!ENTITY % q "<!ENTITY &#37; p SYSTEM '{}/secret'>">%q;%p;""",
    ],
)
def test_nothing_is_fetched(declared, listening):
    with pytest.raises((XmlHarmful, TranscriptionBroken)):
        parsed(attacked(declared.format(listening.address)), "a.xml")
    assert listening.asked == []


def test_a_document_type_elsewhere_is_not_fetched(listening):
    markup = f'<!DOCTYPE TEI SYSTEM "{listening.address}/tei.dtd"><TEI><p>да</p></TEI>'
    assert words_of(parsed(markup.encode(), "a.xml")) == "да"
    schema = '<TEI xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="{}">да</TEI>'
    assert words_of(parsed(schema.format(f"{listening.address}/a.xsd").encode(), "a.xml")) == "да"
    assert listening.asked == []


def test_an_entity_that_stands_for_a_few_letters_is_no_attack():
    root = parsed(attacked('<!ENTITY a "А. А.">'), "a.xml")
    assert (root[0].text, local(root[0][0])) == (None, "&a;")


@pytest.mark.parametrize("markup", [b"<a>" * 500 + b"</a>" * 500, b"<a>", b"", b"<a>" + b"x" * 11_000_000 + b"</a>"])
def test_what_is_broken_or_beyond_measure_is_refused(markup):
    with pytest.raises(TranscriptionBroken, match=r"a\.xml"):
        parsed(markup, "a.xml")


def test_names_are_without_namespace():
    assert local(parsed(b"<x:a xmlns:x='urn:x'/>", "a")) == "a"


@pytest.mark.parametrize("head", ["<неразборчиво>", "текст", "<b>да</b>", "", "<"])
def test_what_is_no_xml(head):
    assert not is_xml(head)
