"""Predictions and labels in, figures out."""

from vnnews.evaluation._metrics import (
    IssueMetrics,
    ToneMetrics,
    expected_calibration_error,
    issue_metrics,
    tone_metrics,
)

__all__ = ["IssueMetrics", "ToneMetrics", "expected_calibration_error", "issue_metrics", "tone_metrics"]
