# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Checks that a page's elements are closed in order, that it refers to nothing
# outside itself, and prints its headings, what its table says, and where its
# templates begin: after how many rows or pictures.

import html.parser
import sys

VOID = {"meta", "br"}


class Checker(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.open = []
        self.ids = set()
        self.links = set()
        self.text = ""
        self.count = 0

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            assert name not in ("src", "onload", "onerror"), (tag, name)
            if name == "href":
                assert value.startswith("#"), value
                self.links.add(value[1:])
            if name == "id":
                assert value not in self.ids, value
                self.ids.add(value)
        if tag in ("tr", "h3"):
            self.count += 1
        if tag == "tbody" or ("class", "cards") in attrs:
            self.count = 0
        if tag == "template":
            print(f"template: {self.count} before")
        if tag in ("td", "h3", "title"):
            self.text = ""

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_data(self, data):
        self.text += data

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, tag
        if tag in ("td", "h3", "title"):
            print(f"{tag}: {self.text}")


page = open(sys.argv[1], encoding="utf-8").read()
assert "http:" not in page and "https:" not in page and "url(" not in page
checker = Checker()
checker.feed(page)
checker.close()
assert not checker.open, checker.open
assert checker.links <= checker.ids
