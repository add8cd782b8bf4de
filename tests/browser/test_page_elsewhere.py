"""A page of another origin in the same browser: what Chromium itself lets it do to the speaker."""

import json
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from skill.speaker.setting import LOCAL_USER

pytestmark = pytest.mark.browser
TRIES = """async url => {
  const post = (path, body, type, about) => fetch(url + path, {
    method: 'POST', body, headers: {'Content-Type': type}, ...about,
  }).then(answer => answer.type, error => error.name);
  const read = path => fetch(url + path).then(answer => answer.text(), error => error.name);
  const follow = path => new Promise(done => {
    const events = new EventSource(url + path);
    events.onmessage = message => done(message.data);
    events.onerror = () => { events.close(); done('refused'); };
  });
  const load = (tag, path) => new Promise(done => {
    const made = Object.assign(document.createElement(tag), {src: url + path});
    made.onload = made.onloadedmetadata = () => done('loaded');
    made.onerror = () => done('refused');
    document.body.append(made);
  });
  const said = JSON.stringify({page: 'elsewhere', text: 'start my back routine'});
  return {
    posted: [
      await post('/speaker/said', said, 'text/plain', {mode: 'no-cors'}),
      await post('/speaker/said', said, 'application/json', {}),
      await post('/speaker/wishes', 'minutes=4&exercise=squat',
        'application/x-www-form-urlencoded', {mode: 'no-cors', credentials: 'include'}),
      await post('/speaker/forget', '', 'text/plain', {mode: 'no-cors', keepalive: true}),
      navigator.sendBeacon(url + '/speaker/forget', 'x'),
    ],
    read: [await read('/speaker/records'), await read('/speaker/wishes'), await read('/')],
    followed: await follow('/speaker/events?page=elsewhere'),
    loaded: [
      await load('img', '/pictures/cat-cow.svg'), await load('img', '/static/icon.svg'),
      await load('script', '/static/page.js'),
    ],
  };
}"""
FORMS = """<!doctype html><body><script>
  const form = Object.assign(document.createElement('form'), {
    method: 'POST', enctype: 'text/plain', action: %s, target: '_self',
  });
  const field = document.createElement('input');
  [field.name, field.value] = ['{"page": "x", "text": "stop", "a": "', '"}'];
  form.append(field); document.body.append(form);
  onload = () => form.submit();
</script>"""
FRAME = "<!doctype html><body><iframe src=%s></iframe>"


class Elsewhere(BaseHTTPRequestHandler):
    """A web site of somebody else's."""

    def __init__(self, speaker_url, *about):
        self._speaker_url = speaker_url
        super().__init__(*about)

    def do_GET(self):
        pages = {"/form": FORMS % json.dumps(f"{self._speaker_url}/speaker/said")}
        pages["/frame"] = FRAME % json.dumps(f"{self._speaker_url}/")
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(pages.get(self.path, "<!doctype html><body>").encode())

    def log_message(self, *_):
        pass


@pytest.fixture
def elsewhere(speaker):
    """The address of the other site: another port is another origin."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Elsewhere, speaker.url)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        # By its other name, so that it is another site as well.
        yield f"http://localhost:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture
def tab(browser, elsewhere):
    """A tab in which the other site is open."""
    context = browser.new_context()
    tab = context.new_page()
    tab.goto(elsewhere)
    yield tab
    context.close()


def test_it_can_neither_say_nor_wish_nor_read_nor_load_anything(tab, speaker):
    speaker.has_a_history()
    before = len(speaker.store.latest_runs(LOCAL_USER, 100)), speaker.wishes
    found = tab.evaluate(TRIES, speaker.url)
    assert found["posted"][1] == "TypeError"
    assert found["read"] == ["TypeError"] * 3
    assert found["followed"] == "refused"
    assert found["loaded"] == ["refused"] * 3
    assert (len(speaker.store.latest_runs(LOCAL_USER, 100)), speaker.wishes) == before


def test_a_form_that_it_sends_is_refused_before_anybody_hears(tab, elsewhere, speaker):
    with tab.expect_response(f"{speaker.url}/speaker/said") as answer:
        tab.goto(f"{elsewhere}/form")
    assert answer.value.status == 403


def test_it_cannot_put_the_page_into_a_frame(tab, elsewhere, speaker):
    with tab.expect_response(f"{speaker.url}/") as answer:
        tab.goto(f"{elsewhere}/frame")
    assert answer.value.status == 403
    (_, framed) = tab.frames
    assert not framed.query_selector("#sentence")


def test_a_link_that_stands_there_opens_the_page(tab, speaker):
    with tab.expect_navigation():
        tab.evaluate("url => { location.href = url }", f"{speaker.url}/")
    assert tab.wait_for_selector("#sentence", state="attached")
