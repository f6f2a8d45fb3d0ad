"""No way out: every kind of socket is refused, and there is no network behind them."""

from __future__ import annotations

import errno

import pytest

AF_NETLINK, AF_PACKET, AF_ALG, AF_VSOCK = 16, 17, 38, 40


@pytest.mark.parametrize(
    ("family", "kind"),
    [
        pytest.param("AF_INET", "SOCK_STREAM", id="tcp"),
        pytest.param("AF_INET6", "SOCK_STREAM", id="tcp6"),
        pytest.param("AF_INET", "SOCK_DGRAM", id="udp"),
        pytest.param("AF_UNIX", "SOCK_STREAM", id="unix"),
        pytest.param("AF_UNIX", "SOCK_DGRAM", id="unix datagram"),
    ],
)
def test_sockets_are_refused(lasting, family, kind):
    source = f"import socket; socket.socket(socket.{family}, socket.{kind})"
    assert lasting.errno(source) == errno.EPERM


@pytest.mark.parametrize("family", [AF_NETLINK, AF_PACKET, AF_ALG, AF_VSOCK])
@pytest.mark.parametrize("kind", ["SOCK_STREAM", "SOCK_DGRAM", "SOCK_RAW"])
def test_odd_sockets_are_refused(lasting, family, kind):
    assert lasting.errno(f"import socket; socket.socket({family}, socket.{kind})") == errno.EPERM


def test_a_datagram_pair_could_be_readdressed_and_is_refused(inmate):
    source = "import socket; socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)"
    assert inmate.errno(source) == errno.EPERM


def test_a_stream_pair_works_because_event_loops_need_it(inmate):
    source = "import socket; a, b = socket.socketpair(); a.send(b'x'); return b.recv(1).decode()"
    assert inmate.run(source) == "x"


def test_the_channel_cannot_be_turned_into_another_connection(inmate):
    source = "import os, socket; socket.socket(fileno=os.dup(3)).connect('/run/x')"
    assert inmate.errno(source) == errno.EPERM


def test_names_are_not_resolved(inmate):
    assert inmate.errno("import socket; socket.getaddrinfo('example.org', 80)") is not None


def test_the_full_jail_has_no_interface_but_the_loopback(walled):
    lines = walled.run("return open('/proc/self/net/dev').read()").splitlines()[2:]
    assert [line.split(":")[0].strip() for line in lines] == ["lo"]
