"""No sentence is forgotten: whatever reads like one in the code stands where a catalogue finds it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from cogs.languages.texts import FOLDERS, KEYWORDS, ROOT

TABLE_OF_RIGHTS = ROOT / "cogs" / "permissions.py"
MODULES = sorted(
    path
    for path in [*(ROOT / "cogs").rglob("*.py"), *(ROOT / "bot").glob("watch*.py")]
    if "languages" not in path.parts and path != TABLE_OF_RIGHTS
)
SAID = {*KEYWORDS, "Choice", "ContextMenu"}
"""What takes a text to be told; the names of choices and of menus are among the commands' texts."""
LOGGED = {"debug", "info", "warning", "error", "exception"}
NOT_TOLD = {
    *("compile", "fullmatch", "match", "search", "sub", "startswith"),
    *("execute", "query", "getLogger", "soon", "after", "turn", "TypeVar"),
}
"""What takes patterns, SQL, names of tasks and of types."""
NOT_SHOWN = {"custom_id", "template", "style", "filename", "url", "right", "pattern", "encoding", "mode"}
"""Arguments that nobody reads."""
EXCEPTIONS = {
    "a member": "what earlier releases kept for a name, to be found again",
    "a former member": "likewise",
    "Showrunner": "the usual name of the approvers' role, by which it is found again",
    "an interaction": "for the log of the process",
    "bible thread": "the name of a post, by which it is found again",
    "bible pages": "likewise",
    "called off": "likewise",
    "voice taken": "likewise",
    "draft again": "likewise",
    "told that it was late": "likewise",
    "private, max-age=3600": "an HTTP header",
    "moderation service: {}": "who declined a text, for the administrators' log, like the word list's reasons",
    "every day": "a choice's value; its name is among the command's texts",
}
"""Each with the reason why nobody translates it."""
TABLES = {"LANGUAGES", "HEADERS", "STYLE"}
"""Constants that hold what is the same in every language: languages' own names, HTTP headers, CSS."""
_SHOWN = re.compile(r"<[^>]*>|`[^`]*`|https?://\S*|attachment://\S*|\{[^}]*\}")
_SQL = re.compile(r"\s*\(?(?:SELECT|INSERT|UPDATE|DELETE|CREATE|WITH|PRAGMA)\b")


def parents_of(tree: ast.AST) -> dict[ast.AST, ast.AST]:
    """Each node's parent."""
    return {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}


def words_of(node: ast.Constant | ast.JoinedStr) -> str:
    """What a literal says, its values left out."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    return "{}".join(str(part.value) if isinstance(part, ast.Constant) else "" for part in node.values)


def is_sentence(node: ast.Constant | ast.JoinedStr) -> bool:
    """Whether a literal reads like something that is shown to somebody."""
    raw = words_of(node)
    if _SQL.match(raw):
        return False
    words = re.findall(r"[A-Za-z]{2,}", _SHOWN.sub(" ", raw))
    if isinstance(node, ast.JoinedStr):
        return any(" " in raw[max(0, raw.find(word) - 1) : raw.find(word) + len(word) + 1] for word in words)
    several, begins = re.search(r"[A-Za-z]{2,}[,.:;!?]? [A-Za-z]", raw), re.match(r"\W*[A-Z][a-z]+(?![\w-])", raw)
    return bool(words) and bool(several or begins)


def name_of(function: ast.expr) -> str:
    """The last part of what is called."""
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def is_elsewhere(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    """Whether a literal stands where it is told already, or where nobody reads it."""
    child = node
    while child in parents:
        up = parents[child]
        if isinstance(up, ast.Call) and child is not up.func and name_of(up.func) in SAID | LOGGED | NOT_TOLD:
            return True
        if isinstance(up, ast.keyword) and up.arg in NOT_SHOWN:
            return True
        if isinstance(up, (ast.Compare, ast.Subscript, ast.JoinedStr, ast.arguments, ast.Expr)) and child is node:
            return True
        if child in getattr(up, "decorator_list", ()):
            return True
        if isinstance(up, ast.ClassDef) and child in (*up.keywords, *up.bases):
            return True
        if isinstance(up, ast.Assign) and (TABLES | {"right"}) & {*re.findall(r"\w+", ast.unparse(up.targets[0]))}:
            return True
        if isinstance(up, ast.Dict) and child in up.keys:
            return True
        child = up
    return False


def forgotten(path: Path) -> Iterator[str]:
    """Sentences of a module that no catalogue holds."""
    tree = ast.parse(path.read_text())
    parents = parents_of(tree)
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))
        if is_text and is_sentence(node) and not is_elsewhere(node, parents) and words_of(node) not in EXCEPTIONS:
            yield f"{path.relative_to(ROOT)}:{node.lineno}: {words_of(node)!r}"


def test_every_sentence_is_told_in_the_readers_language() -> None:
    assert [found for path in MODULES for found in forgotten(path)] == []


def test_errors_are_templates_with_values() -> None:
    made = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for folder in FOLDERS
        for path in sorted((ROOT / folder).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and node.args and name_of(node.func) in KEYWORDS
        if isinstance(node.args[0], (ast.JoinedStr, ast.BinOp))
    ]
    assert made == []
