"""The wheel's build hook: compiles the stage's kernel into the package, or leaves it out and says so."""

from __future__ import annotations

import importlib.util
import sysconfig
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class StageKernelHook(BuildHookInterface[Any]):
    """Puts `_kernel.so` beside its source; runs for wheels and for editable installs."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it collects files."""
        if self.target_name != "wheel":
            return
        compiler = _load(Path(self.root) / "renderer" / "stage" / "build.py")
        try:
            built = compiler.build()
        except compiler.NoCompiler as error:
            self.app.display_warning(f"The stage's kernel was not compiled; films will render slowly. {error}")
            return
        build_data["artifacts"].append(f"renderer/stage/{built.name}")
        for stand_in in _load(Path(self.root) / "renderer" / "gl" / "build.py").build(compiler.compilers()):
            build_data["artifacts"].append(f"renderer/gl/{stand_in.name}")
        if version == "standard":
            # Compiled code, but of no particular Python.
            build_data["pure_python"] = False
            build_data["tag"] = f"py3-none-{_platform()}"


def _load(path: Path) -> ModuleType:
    """The compiling module by its path: the package is not installed while it is built."""
    spec = importlib.util.spec_from_file_location("stage_build", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} can't be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _platform() -> str:
    return sysconfig.get_platform().replace("-", "_").replace(".", "_")
