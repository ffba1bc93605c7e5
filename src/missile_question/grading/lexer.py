"""Cut a student's code into tokens, however broken it is.

Not :mod:`tokenize`, which stops at the first fault and differs between versions of Python, and not
:mod:`ast`, whose parser a deeply nested text can crash: this runs in the grader's own process.
"""

from __future__ import annotations

import keyword
import re
from typing import NamedTuple

__all__ = ["Token", "sets_name", "tokens"]

_TOKEN = re.compile(
    r"""
      (?P<blank>[ \t\f\r]+|\\\n|\#[^\n]*)
    | (?P<end>\n|;)
    | (?P<string>(?:[rbfuRBFU]{1,2})?(?:
          \"{3}(?:[^"\\]|\\.|\"(?!\"\"))*+(?:\"{3}|\Z)
        | '{3}(?:[^'\\]|\\.|'(?!''))*+(?:'{3}|\Z)
        | \"(?:[^"\\\n]|\\.)*+\"?
        | '(?:[^'\\\n]|\\.)*+'?))
    | (?P<number>(?:0[xXoObB][\da-fA-F_]+
          |(?:\d[\d_]*+\.?[\d_]*+|\.\d[\d_]*+)(?:[eE][+-]?\d+)?)[jJ]?)
    | (?P<name>[^\W\d]\w*)
    | (?P<op>\*\*=|//=|>>=|<<=|\.\.\.|[-+*/%@&|^:=<>!]=|->|\*\*|//|<<|>>|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_MAGIC = re.compile(r"^[ \t]*[%!].*$", re.MULTILINE)
_AUGMENTED = {"+=", "-=", "*=", "/=", "//=", "%=", "@=", "&=", "|=", "^=", ">>=", "<<=", "**="}


class Token(NamedTuple):
    """A token: ``kind`` is "name", "keyword", "number", "string", "op" or "end" (of a statement).

    ``line`` counts from 1.
    """

    kind: str
    text: str
    line: int


def tokens(source: str) -> list[Token]:
    """Return the tokens of some code; comments, blanks and lines for the shell are left out.

    Parameters
    ----------
    source : str
        Anything: text that is no Python gives tokens, too.

    Examples
    --------
    >>> [token.text for token in tokens("answer = f(1)  # so")]
    ['answer', '=', 'f', '(', '1', ')']
    """
    found, line, depth = [], 1, 0
    for match in _TOKEN.finditer(_MAGIC.sub("", source)):
        kind, text = str(match.lastgroup), match[0]
        if kind == "name" and keyword.iskeyword(text):
            kind = "keyword"
        if kind == "op":
            depth = max(0, depth + (text in "([{") - (text in ")]}"))
        if kind != "blank" and not (kind == "end" and depth):
            found.append(Token(kind, text, line))
        line += text.count("\n")
    return found


def sets_name(source: str, name: str) -> bool:
    """Whether some code gives a value to a name, as far as can be told without running it.

    Parameters
    ----------
    source, name : str

    Examples
    --------
    >>> sets_name("low, answer = 1, 2", "answer"), sets_name("f(answer=3) == answer", "answer")
    (True, False)
    """
    statement: list[Token] = []
    for token in [*tokens(source), Token("end", "", 0)]:
        if token.kind != "end":
            statement.append(token)
            continue
        if _statement_sets(statement, name):
            return True
        statement = []
    return False


def _statement_sets(statement: list[Token], name: str) -> bool:
    depth, before, seen = 0, "", False
    for place, (_, text, _) in enumerate(statement):
        if text in (")", "]", "}"):
            depth -= 1
        if text == name and before != ".":
            following = statement[place + 1].text if place + 1 < len(statement) else ""
            if before in ("def", "class", "as", "for") or following == ":=":
                return True
            seen = seen or depth == 0
        if depth == 0 and seen and (text == "=" or text in _AUGMENTED):
            return True
        if text in ("(", "[", "{"):
            depth += 1
        before = text
    return False
