"""Whatever our own documents link to is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("infra/*.md")]
LINKS = [
    (path.relative_to(ROOT), link)
    for path in DOCUMENTS
    for link in re.findall(r"\]\(([^)#]+)[^)]*\)", path.read_text("utf-8"))
    if "://" not in link
]


@pytest.mark.parametrize(("document", "link"), LINKS, ids=str)
def test_every_link_leads_to_a_file(document, link):
    assert (ROOT / document.parent / link).exists()
