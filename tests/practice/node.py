"""What the browser's own modules answer, in a process of Node."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from scripts.markdown.katex import NODE

FOLDER = Path(__file__).parent


def ask(request: dict[str, Any]) -> Any:
    """An answer of numbers.mjs; what goes wrong there is told as Node tells it."""
    command = [NODE, FOLDER / "numbers.mjs"]
    process = subprocess.run(
        command, input=json.dumps(request), capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert process.returncode == 0, process.stderr
    return json.loads(process.stdout)


def run_tests(*paths: Path) -> subprocess.CompletedProcess[str]:
    """Node's own test runner."""
    return subprocess.run([NODE, "--test", *paths], capture_output=True, text=True, encoding="utf-8", check=False)
