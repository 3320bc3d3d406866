"""The benchmark's table says yes and no rightly, and its scenes can be staged."""

from __future__ import annotations

import pytest

from benchmarks.stage.__main__ import main
from benchmarks.stage.mixed import FPS, KINDS, SECONDS, SHOT_FRAMES, SHOTS
from benchmarks.stage.table import ROWS, Group, Row, as_table, missed, ratio


def test_a_target_is_met_at_its_bound_and_missed_beyond() -> None:
    least, most = Row(figure="a", key="a", least=0.75), Row(figure="b", key="b", most=10.0)
    assert (least.is_met(0.75), least.is_met(0.749)) == (True, False)
    assert (most.is_met(10.0), most.is_met(10.01)) == (True, False)
    both = Row(figure="c", key="c", least=0.98, most=1.0)
    assert [both.is_met(value) for value in (0.97, 0.98, 1.0, 1.001)] == [False, True, True, False]
    assert (least.target(), most.target(), both.target()) == ("≥ 0.75", "≤ 10", "≥ 0.98 ≤ 1")
    free = Row(figure="d", key="d")
    assert (free.is_met(5.0), free.target()) == (None, "")


def test_what_was_not_measured_is_missed() -> None:
    figures = {"mixed_real_time": 2.3}
    assert missed(figures, [Group.MIXED]) == []
    assert missed({}, [Group.MIXED]) == ["mixed_real_time"]
    assert "film_of_movielite" in missed({"film_of_moviepy": 40.0, "film_of_ffmpeg": 8.0}, [Group.PEERS])


def test_every_figure_of_the_issue_stands_in_the_table_once() -> None:
    keys = [row.key for rows in ROWS.values() for row in rows]
    assert len(keys) == len(set(keys))
    assert set(ROWS) == set(Group)
    assert {key for group in Group for key in missed({}, [group])} >= {
        "film_of_encoder", "compositor_ms", "film_of_moviepy", "film_of_ffmpeg", "film_of_movielite",
        "mixed_real_time", "changed_share", "animatic_seconds", "frames_peak_mib", "best_vmaf", "best_seconds",
    }  # fmt: skip
    assert as_table({"mixed_real_time": 1.0}, list(Group), "all").row_count == len(keys)


def test_a_mixed_episode_is_a_third_of_each_kind() -> None:
    assert SHOTS % len(KINDS) == 0
    assert SHOTS * SHOT_FRAMES / FPS == SECONDS == 36.0


def test_nothing_is_faster_than_what_was_not_measured() -> None:
    assert (ratio(30.0, 2.0), ratio(30.0, 0.0)) == (15.0, 0.0)


def test_an_unknown_group_is_refused() -> None:
    with pytest.raises(ValueError, match="nonsense"):
        main(["--only", "nonsense"])
