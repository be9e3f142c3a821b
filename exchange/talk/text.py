"""Decides what readers see of what somebody typed: Markdown in, safe HTML out.

Pure. People here write as in a chat: a new line means a new line, an address becomes a
link by itself, an indented paragraph is no program. Nothing is loaded from elsewhere: a
picture becomes a link to it.
"""

import re
from collections.abc import Mapping
from html import unescape

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from portal.thai.words import segment

#: Control characters, and marks that turn the direction of the text after them: a title
#: could make the page around it read backwards. Joiners and plain direction marks stay.
UNWANTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]")
MANY_EMPTY_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")

#: An address in running text. The host is plain letters, so that Thai written straight on
#: after it stays text; what follows the host may be anything but a space or bracket.
ADDRESS = re.compile(r"https?://[a-z0-9.-]+\.[a-z]{2,}(?::\d+)?(?:[/?#][^\s<>\"]*)?", re.IGNORECASE)
#: A person or fund named in running text.
NAME = re.compile(r"@\[([^\[\]\n]{2,300})\]")
AFTER_ADDRESS = ".,;:!?'\"*_ๆฯ"

TAGS = {"p", "br", "hr", "strong", "em", "a", "ul", "ol", "li", "blockquote", "code", "pre"}
TAGS |= {"h3", "h4"}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}

#: Where a link may lead: to another site, to a page of this one, to a telephone or mailbox.
LEADS_TO = re.compile(r"(?:https?://|mailto:|tel:|/(?![/\\])|#)", re.IGNORECASE)


def tidy(typed: str) -> str:
    """What is stored of a typed text: plain newlines, no invisible tricks, no empty tail."""
    text = UNWANTED.sub("", typed.replace("\r\n", "\n").replace("\r", "\n"))
    return MANY_EMPTY_LINES.sub("\n\n", text).strip()


def names_typed(text: str) -> list[str]:
    """The names in ``@[…]`` of a text, each once."""
    return list(dict.fromkeys(" ".join(name.split()) for name in NAME.findall(text)))


def to_html(text: str, names: Mapping[str, str] | None = None) -> str:
    """The HTML of a post: only the tags above, links that vouch for nobody.

    `names` are those among the ``@[…]`` that are known, with the page of each; a name
    without a page stands in bold.
    """
    html = MARKDOWN.render(tidy(text), {"names": names or {}})
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_known_way,
        link_rel="nofollow noopener",
    ).strip()


def _known_way(tag: str, attribute: str, value: str) -> str | None:
    """The attribute's value; none for a link that leads anywhere else."""
    return None if attribute == "href" and not LEADS_TO.match(value) else value


def excerpt(html: str, length: int = 150) -> str:
    """The first whole words of a post's HTML as one line of plain text, `length` at most."""
    bare = nh3.clean(html.replace("<", " <"), tags=set())
    line = " ".join(unescape(bare).split())
    if len(line) <= length:
        return line
    kept = ""
    for word in segment(line[:length]):
        if len(kept) + len(word) >= length:
            break
        kept += word
    return f"{kept.rstrip()}…"


def _link_addresses(state: StateCore) -> None:
    """Markdown-it rule: turns plain addresses in text into links, except inside links."""
    for block in state.tokens:
        if block.type != "inline" or not block.children:
            continue
        inside_link = 0
        children: list[Token] = []
        for token in block.children:
            inside_link += {"link_open": 1, "link_close": -1}.get(token.type, 0)
            if token.type == "text" and not inside_link:
                children += _with_links(token)
            else:
                children.append(token)
        block.children = children


def _with_links(token: Token) -> list[Token]:
    """A text token cut into text and links."""
    pieces, end = [], 0
    for match in ADDRESS.finditer(token.content):
        address = _without_tail(match.group())
        pieces.append(Token("text", "", 0, content=token.content[end : match.start()]))
        pieces.append(Token("link_open", "a", 1, attrs={"href": address}))
        pieces.append(Token("text", "", 0, content=address))
        pieces.append(Token("link_close", "a", -1))
        end = match.start() + len(address)
    return [*pieces, Token("text", "", 0, content=token.content[end:])]


def _name_those_known(state: StateCore) -> None:
    """Markdown-it rule: turns known names in text into links or bold, except inside links."""
    names = state.env.get("names")
    for block in state.tokens if names else ():
        if block.type != "inline" or not block.children:
            continue
        inside_link = 0
        children: list[Token] = []
        for token in block.children:
            inside_link += {"link_open": 1, "link_close": -1}.get(token.type, 0)
            if token.type == "text" and not inside_link:
                children += _with_names(token, names)
            else:
                children.append(token)
        block.children = children


def _with_names(token: Token, names: Mapping[str, str]) -> list[Token]:
    """A text token cut into text and the names known."""
    pieces, end = [], 0
    for match in NAME.finditer(token.content):
        name = " ".join(match[1].split())
        if name not in names:
            continue
        pieces.append(Token("text", "", 0, content=token.content[end : match.start()]))
        tag, attrs = ("a", {"href": names[name]}) if names[name] else ("strong", {})
        kind = "link" if names[name] else "strong"
        pieces.append(Token(f"{kind}_open", tag, 1, attrs=attrs))
        pieces.append(Token("text", "", 0, content=f"@{name}"))
        pieces.append(Token(f"{kind}_close", tag, -1))
        end = match.end()
    return [*pieces, Token("text", "", 0, content=token.content[end:])]


def _without_tail(address: str) -> str:
    """The address without the stop or bracket of the sentence it stands in."""
    while True:
        shorter = address.rstrip(AFTER_ADDRESS)
        if shorter.endswith(")") and shorter.count(")") > shorter.count("("):
            shorter = shorter[:-1]
        if shorter == address:
            return address
        address = shorter


def _lower_headings(state: StateCore) -> None:
    """Markdown-it rule: headings of a post stand below those of the page."""
    for token in state.tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = "h3" if token.tag in {"h1", "h2"} else "h4"


def _picture_as_link(renderer, tokens, position, options, env) -> str:
    """Markdown-it renderer: a link to a picture instead of the picture; its name in a link."""
    token = tokens[position]
    name = Token("text", "", 0, content=token.content or str(token.attrs["src"]))
    link = [Token("link_open", "a", 1, attrs={"href": token.attrs["src"]}), name]
    if _inside_link(tokens[:position]):
        return renderer.renderInline([name], options, env)
    return renderer.renderInline([*link, Token("link_close", "a", -1)], options, env)


def _inside_link(tokens: list[Token]) -> bool:
    """Whether a link begun in these tokens is still open after them."""
    return sum({"link_open": 1, "link_close": -1}.get(token.type, 0) for token in tokens) > 0


def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False, "breaks": True})
    # Indented text is a paragraph begun as on paper, a line of dashes is a line.
    markdown.disable(["code", "lheading", "reference"])
    markdown.core.ruler.push("link_addresses", _link_addresses)
    markdown.core.ruler.push("name_those_known", _name_those_known)
    markdown.core.ruler.push("lower_headings", _lower_headings)
    markdown.add_render_rule("image", _picture_as_link)
    return markdown


MARKDOWN = _markdown()
