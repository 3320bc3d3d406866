"""What is written down agrees with what is there: commands, settings, files, and the rules of the house."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from discord.ext import commands

from bot.settings import PREFIX, Settings
from cogs.catalogue import BUTTONS, COGS, documented_names

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("bot", "cogs", "renderer", "sandbox", "show", "storage")
MODULE_LINES, FUNCTION_LINES = 400, 40
TEST_FUNCTION_LINES = 100
"""A told story may be long; everything else is not."""


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _python(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.py"))


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_every_command_is_documented_and_nothing_else_is() -> None:
    page = _text("docs/commands.md")
    mentioned = set(re.findall(r"`/([a-z]+(?: [a-z]+)?)`", page))
    assert mentioned == set(documented_names())
    rows = re.findall(r"^\| `/([a-z]+(?: [a-z]+)?)`", page, re.MULTILINE)
    assert sorted(rows) == sorted(documented_names()), "each has one row of its own"


def test_every_option_of_a_command_is_documented() -> None:
    page = _text("docs/commands.md")
    for cog in COGS:
        group = f"{cog.__cog_group_name__} " if issubclass(cog, commands.GroupCog) else ""
        for command in cog.__cog_app_commands__:
            name = group + command.name
            row = next(line for line in page.splitlines() if line.startswith(f"| `/{name}`"))
            options = {parameter.name for parameter in command.parameters}
            options -= {"first", "second", "third", "fourth", "fifth"}
            missing = {option for option in options if f"[{option}]" not in row}
            assert not missing, f"/{name}: {missing}"


def test_every_button_is_documented() -> None:
    page = _text("docs/commands.md")
    labels = {
        "PitchButton": "Pitch an idea",
        "SupportButton": "Support",
        "UnsupportButton": "Take it back",
        "WithdrawButton": "Withdraw",
        "WithdrawMenu": "Withdraw one of yours",
        "JoinButton": "Join it",
        "KeepButton": "Keep mine",
        "LookButton": "Look at the picture",
        "LetThroughButton": "Let it through",
        "LeaveOutButton": "Leave it out",
        "VoteButton": "Vote A",
        "TakeBackButton": "Take back A",
        "AyeButton": "**Yes**",
        "NayButton": "**No**",
        "PutToVoteButton": "Put it to the vote",
        "LeaveButton": "Withdraw the audition",
        "TakeVoiceMenu": "Take a voice",
        "ApproveButton": "Approve",
        "FavourButton": "In favour",
        "ObjectButton": "Object",
        "TakeObjectionBackButton": "Take my objection back",
        "AcceptButton": "Accept",
        "DeclineButton": "Decline",
        "CallOffMenu": "Call one off",
        "CancelButton": "Call the episode off",
        "RetakeButton": "Retake",
        "EditButton": "Edit a line",
        "RecastButton": "Recast",
        "ReorderButton": "Reorder",
        "LineMenu": "menu of all lines",
        "RuleMenu": "Choose a rule",
        "BranchMenu": "Tell one of these",
        "RetryButton": "Retry",
        "AgainMenu": "Make a shot again",
        "LovedMenu": "Choose what you love",
        "CutButton": "Cut a film of them",
        "TranslateButton": "Translate a line",
        "DubLineMenu": "Choose a line to translate",
        "MakeDubButton": "Make the dub",
        "MoveMenu": "Move one",
        "ReportButton": "Report",
        "TakeDownButton": "Take it down",
        "DismissButton": "Dismiss",
        "BanAuthorButton": "Ban its author",
        "ForgetButton": "Forget me",
    }
    assert {button.__name__ for button in BUTTONS} == set(labels)
    assert [label for label in labels.values() if label not in page] == []


def test_commands_in_the_readme_exist() -> None:
    named = set(re.findall(r"`/([a-z]+(?: [a-z]+)?)`", _text("README.md")))
    assert named
    assert named <= set(documented_names())


def test_every_setting_stands_in_the_example_with_a_comment() -> None:
    lines = _text(".env.example").splitlines()
    shown = [n for n, line in enumerate(lines) if re.match(rf"{PREFIX}[A-Z_]+=", line)]
    names = [lines[n].split("=")[0].removeprefix(PREFIX).lower() for n in shown]
    assert sorted(names) == sorted(Settings.model_fields)
    bare = [lines[n] for n in shown if not lines[n - 1].startswith("# ")]
    assert bare == []


def test_the_example_is_a_valid_environment_with_the_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(PREFIX + name.upper(), raising=False)
    (tmp_path / ".env").write_text(_text(".env.example"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert Settings() == Settings(_env_file=None)


@pytest.mark.parametrize("document", ["README.md", "docs/architecture.md", "docs/commands.md", "sandbox/README.md"])
def test_documents_point_at_files_that_exist(document: str) -> None:
    text, here = _text(document), (ROOT / document).parent
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
    folders = re.findall(r"`((?:[\w.-]+/)+)`", text) if document == "README.md" else []
    modules = re.findall(r"`((?:bot|cogs|renderer|sandbox|show|storage|tests)/[\w/]+\.py)`", text)
    missing = [link for link in links if not (here / link).exists()]
    missing += [name for name in folders + modules if not any(ROOT.glob(name)) and not any(here.glob(name))]
    assert missing == []


def test_the_architecture_names_modules_that_exist() -> None:
    names = re.findall(r"`([\w/*]+(?:\.py|/))`", _text("docs/architecture.md"))
    assert "steps.py" in names
    missing = [n for n in names if not any(ROOT.glob(n)) and not any((ROOT / "renderer").glob(n))]
    assert missing == []


def test_the_readme_names_only_make_targets_and_commands_that_exist() -> None:
    text = _text("README.md")
    targets = set(re.findall(r"^([a-z]+):", _text("Makefile"), re.MULTILINE))
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    code = "\n".join(blocks + re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL)))
    code = re.sub(r"#.*", "", code)
    made = set(re.findall(r"\bmake ([a-z]+)", code))
    assert {"demo", "test"} <= made <= targets
    from bot.__main__ import main

    for command in set(re.findall(r"\bcliffhanger ([a-z]+)", code)):
        with pytest.raises(SystemExit) as end:
            main([command, "--help"])
        assert end.value.code == 0, command


def _loaded(module: str, *unwanted: str) -> str:
    code = f"import sys, {module}; print(*(name for name in {unwanted!r} if name in sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return run.stdout.strip()


def test_the_bot_loads_no_gpu_library_and_no_renderer() -> None:
    assert _loaded("bot.client", "torch", "diffusers", "onnxruntime", "renderer") == ""


def test_the_renderer_loads_neither_discord_nor_a_gpu_library() -> None:
    assert _loaded("renderer.service, renderer.steps", "discord", "cogs", "bot", "torch", "diffusers") == ""


def test_the_sandbox_loads_nothing_of_ours() -> None:
    assert _loaded("sandbox.__main__, sandbox.control", "bot", "cogs", "renderer", "storage", "show", "discord") == ""


def test_no_module_is_too_long() -> None:
    counted = {_name(p): len(p.read_text(encoding="utf-8").splitlines()) for p in _python(*PRODUCT, "tests")}
    assert {name: lines for name, lines in counted.items() if lines > MODULE_LINES} == {}


def _functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
            yield node.name, node.end_lineno - node.lineno + 1


@pytest.mark.parametrize(
    ("folders", "limit"), [((*PRODUCT, "benchmarks"), FUNCTION_LINES), (("tests",), TEST_FUNCTION_LINES)]
)
def test_no_function_is_too_long(folders: tuple[str, ...], limit: int) -> None:
    found = {f"{_name(p)} {name}": n for p in _python(*folders) for name, n in _functions(p) if n > limit}
    assert found == {}


def test_every_module_says_what_lives_in_it() -> None:
    silent = [_name(p) for p in _python(*PRODUCT) if not ast.get_docstring(ast.parse(p.read_text(encoding="utf-8")))]
    assert silent == []


def test_nothing_is_left_for_later() -> None:
    later = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|X" r"XX)\b|raise NotImplemented" r"Error")
    sources = [p for folder in PRODUCT for p in (ROOT / folder).rglob("*") if p.suffix in (".py", ".js", ".c", ".h")]
    assert sources
    assert [_name(p) for p in sources if later.search(p.read_text(encoding="utf-8"))] == []


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    machine = re.compile("|".join(f"(?<![\\w.])/{folder}/" for folder in ("tmp", "root", "work", "home")))
    suffixes = (".py", ".md", ".toml", ".json", ".js", ".css", ".html", ".c", ".h", ".yml", ".sh")
    files = [p for folder in (*PRODUCT, "tests", "docs", "benchmarks") for p in (ROOT / folder).rglob("*")]
    files += [p for p in ROOT.iterdir() if p.is_file()]
    told = [p for p in files if (p.suffix in suffixes or p.name in ("Makefile", ".env.example")) and p.is_file()]
    assert [_name(p) for p in told if machine.search(p.read_text(encoding="utf-8"))] == []
