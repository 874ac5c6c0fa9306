"""What `make run` tells of the machine, and what it skips when it was done before."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from deploy import machine, prepare, run


def test_a_port_somebody_listens_on_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        assert machine.is_port_taken("127.0.0.1", other.getsockname()[1])


def test_a_free_port_is_not_taken() -> None:
    assert not machine.is_port_taken("127.0.0.1", machine.free_port())


def test_a_taken_port_is_told_before_any_work_with_a_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))
        with pytest.raises(machine.Trouble, match=f"make run PORT={port + 1}"):
            run.chosen_address()


@pytest.mark.parametrize("port", ["eighty", "0", "70000", "-1"])
def test_a_port_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("PORT", port)

    with pytest.raises(machine.Trouble, match="between 1 and 65535"):
        run.chosen_address()


def test_a_setting_comes_from_the_environment_before_the_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("# DATABASE_URL=off\nDATABASE_URL='postgres://file'\nREDIS_URL=\n")
    monkeypatch.setattr(machine, "ROOT", tmp_path)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("REDIS_URL", raising=False)

    assert machine.setting("DATABASE_URL") == "postgres://file"
    assert machine.setting("REDIS_URL", "none") == "none"

    monkeypatch.setenv("DATABASE_URL", "postgres://environment")
    assert machine.setting("DATABASE_URL") == "postgres://environment"


def test_a_failing_command_is_shown_with_what_it_said() -> None:
    with pytest.raises(machine.Trouble, match=r"(?s)out of paper.*This command failed"):
        machine.run([sys.executable, "-c", "print('out of paper'); raise SystemExit(3)"])


def test_what_was_done_in_this_state_is_not_done_again(tmp_path: Path) -> None:
    done: list[str] = []
    stamp = tmp_path / "parts.stamp"

    for state in ("first lock file", "first lock file", "second lock file"):
        prepare.once(stamp, state, lambda: done.append("parts"))

    assert len(done) == 2


def test_what_failed_is_tried_again(tmp_path: Path) -> None:
    def fail() -> None:
        raise machine.Trouble("no network")

    stamp = tmp_path / "parts.stamp"
    with pytest.raises(machine.Trouble):
        prepare.once(stamp, "state", fail)

    assert not prepare.is_stamped(stamp, "state")


def test_stopping_ends_a_process_that_does_not_listen() -> None:
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); "
    stubborn = f"{deaf} time.sleep(60)"
    household = run.Household(grace_seconds=0.2)
    process = subprocess.Popen(
        [sys.executable, "-c", stubborn], stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    assert process.stdout is not None
    process.stdout.readline()
    household.members["stubborn"] = process

    household.stop()

    assert process.returncode is not None
    process.stdout.close()


def test_the_demo_file_names_the_address_of_this_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "demo.json").write_text('{"url": "http://localhost:8000", "people": [{"name": "Hải"}]}')
    monkeypatch.setattr(run, "DATA_DIR", tmp_path)

    run.update_demo_file("http://localhost:8123")

    assert run.update_demo_file("http://localhost:8123") == {
        "url": "http://localhost:8123",
        "people": [{"name": "Hải"}],
    }
