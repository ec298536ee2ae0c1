"""What fuzzing found worth keeping, through the same targets: each input keeps the laws. `make fuzz` looks for more."""

from __future__ import annotations

from pathlib import Path

import pytest
from fuzzed import TARGETS

KEPT = Path(__file__).parent
INPUTS = sorted((path.parent.name, path.name) for path in KEPT.glob("*/*") if path.parent.name in TARGETS)


@pytest.mark.parametrize(("target", "name"), INPUTS)
def test_a_kept_input_keeps_the_laws(target: str, name: str) -> None:
    TARGETS[target]((KEPT / target / name).read_bytes())


@pytest.mark.parametrize("target", sorted(TARGETS))
def test_every_target_has_a_few_small_inputs(target: str) -> None:
    sizes = [(KEPT / target / name).stat().st_size for of, name in INPUTS if of == target]
    assert 5 <= len(sizes) <= 80 and max(sizes) <= 8192


@pytest.mark.parametrize("target", sorted(TARGETS))
def test_no_target_is_stopped_by_nothing_or_noise(target: str) -> None:
    for raw in (b"", b"\x00", b"\xff\xfe", b"<", b"#! document\n", bytes(range(256)), "示例区".encode() * 50):
        TARGETS[target](raw)
