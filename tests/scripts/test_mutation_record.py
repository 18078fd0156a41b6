"""The record of the mutants: enough are caught, and each that is not has a reviewed reason."""

from __future__ import annotations

import json
from datetime import date

import pytest

from scripts.mutation import record, recorded
from scripts.mutation.fingerprints import code_fingerprint, files

TOLD = recorded.read()
KINDS = {"the same", "any such number", "speed", "too small", "not tried"}


def test_record_says_when_and_how_it_was_made():
    for name, module in TOLD["modules"].items():
        assert module["command"] == f"{record.COMMAND} {name}"
        assert set(module["versions"]) == {"python", "numpy", "cosmic-ray"}
        assert date.fromisoformat(module["date"]) <= date.fromisoformat(TOLD["date"])


def test_every_module_is_there():
    unknown = [path for path in files() if path.stem not in TOLD["modules"]]
    missing = [f"nnref/{path.name}: no record of its mutants. Run {record.COMMAND} {path.stem}" for path in unknown]
    assert missing == []
    assert set(TOLD["modules"]) == {path.stem for path in files()}
    assert all(module["tried"] > 0 for module in TOLD["modules"].values())


def test_numbers_of_the_record_fit_together():
    for name, module in TOLD["modules"].items():
        assert module["caught"] == module["tried"] - len(module["survivors"]), name
    assert TOLD["caught"] == TOLD["tried"] - len(TOLD["survivors"])
    assert TOLD["share"] == round(TOLD["caught"] / TOLD["tried"], 4)


def test_enough_mutants_are_caught():
    assert TOLD["caught"] / TOLD["tried"] >= record.ENOUGH


def test_every_survivor_has_a_reason_and_every_reason_a_survivor():
    assert set(record.reasons()) == record.survivors(TOLD)


def test_reasons_are_of_a_known_kind_and_say_something():
    for key, reason in record.reasons().items():
        kind, why = reason.split(": ", 1)
        assert kind in KINDS, key
        assert len(why.split()) >= 4, key


def test_a_record_of_other_code_is_noticed():
    modules = {path.stem: {"code": code_fingerprint(path)} for path in files()}
    assert recorded.is_of_this_code({"modules": modules})
    assert not recorded.is_of_this_code({"modules": modules | {"softmax": {"code": "0" * 64}}})
    del modules["softmax"]
    assert not recorded.is_of_this_code({"modules": modules})


def test_a_survivor_without_a_reason_is_told(monkeypatch, capsys):
    planted = json.loads(json.dumps(TOLD))
    planted["survivors"].append({"module": "softmax", "in": "softmax", "before": "a", "after": "b"})
    monkeypatch.setattr(record, "read", lambda: planted)
    assert record.report() == 1
    assert "nnref/softmax.py, in softmax: this survives, and has no reason" in capsys.readouterr().err


def test_a_reason_given_twice_is_refused(tmp_path):
    path = tmp_path / "survivors.toml"
    entry = "[[survivor]]\nmodule = 'm'\nin = 'f'\nline = 'a'\nbecomes = ['b', 'b']\nkind = 'speed'\nreason = 'None at all.'"
    path.write_text(entry, encoding="utf-8")
    with pytest.raises(ValueError, match="once"):
        record.reasons(tmp_path)
    other = tmp_path / "survivors_m.toml"
    path.write_text(entry.replace(", 'b'", ""), encoding="utf-8")
    other.write_text(entry.replace(", 'b'", ""), encoding="utf-8")
    with pytest.raises(ValueError, match=r"survivors_m\.toml: expected each survivor once"):
        record.reasons(tmp_path)
