"""Jails for the tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from autograder.records import Limits
from autograder.sandbox.launcher import Sandbox, SandboxError

from .inmate import PROBE, SMALL, Inmate


def _open(limits: Limits, tier: str) -> Sandbox:
    try:
        return Sandbox(limits, guest=PROBE, tiers=(tier,))  # type: ignore[arg-type]
    except SandboxError as error:
        pytest.skip(f"this machine does not give a {tier} jail: {error}")


@pytest.fixture(scope="session", params=["full", "cold", "reduced"])
def any_sandbox(request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    """One sandbox of each tier, for what both promise."""
    with _open(SMALL, request.param) as sandbox:
        yield sandbox


@pytest.fixture(scope="session")
def full_sandbox() -> Iterator[Sandbox]:
    with _open(SMALL, "full") as sandbox:
        yield sandbox


@pytest.fixture(scope="session", params=["full", "cold"])
def namespaced_sandbox(request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    """One sandbox of each tier with namespaces and a private root."""
    with _open(SMALL, request.param) as sandbox:
        yield sandbox


@pytest.fixture
def inmate(any_sandbox: Sandbox) -> Iterator[Inmate]:
    """A child in each tier."""
    child = any_sandbox.spawn()
    yield Inmate(child)
    child.end()


@pytest.fixture
def full(full_sandbox: Sandbox) -> Iterator[Inmate]:
    """A child in the full jail."""
    child = full_sandbox.spawn()
    yield Inmate(child)
    child.end()


@pytest.fixture(scope="session", params=["full", "cold", "reduced"])
def lasting(request: pytest.FixtureRequest) -> Iterator[Inmate]:
    """One child of each tier for many small questions that leave it as it was."""
    with _open(SMALL, request.param) as sandbox:
        yield Inmate(sandbox.spawn())


@pytest.fixture
def walled(namespaced_sandbox: Sandbox) -> Iterator[Inmate]:
    """A child in each tier with namespaces and a private root."""
    child = namespaced_sandbox.spawn()
    yield Inmate(child)
    child.end()


@pytest.fixture
def new_sandbox() -> Iterator[Callable[..., Sandbox]]:
    """Makes sandboxes that a test may break."""
    made: list[Sandbox] = []

    def make(limits: Limits = SMALL, tier: str = "full") -> Sandbox:
        made.append(_open(limits, tier))
        return made[-1]

    yield make
    for sandbox in made:
        sandbox.close()
