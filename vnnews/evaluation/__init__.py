"""Predictions and labels in, figures and pictures out."""

from vnnews.evaluation._bootstrap import Comparison, Interval, bootstrap_interval, paired_bootstrap
from vnnews.evaluation._calibration import ReliabilityCurve, expected_calibration_error, reliability_curve
from vnnews.evaluation._confusion_display import ToneConfusionDisplay
from vnnews.evaluation._cross_validate import CrossValidation, cross_validate
from vnnews.evaluation._doubt import DoubtfulLabel, doubtful_labels
from vnnews.evaluation._evidence import EvidenceMetrics, evidence_metrics
from vnnews.evaluation._f1_display import PerIssueF1Display
from vnnews.evaluation._heat_map_display import IssueHeatMapDisplay
from vnnews.evaluation._metrics import IssueMetrics, ToneMetrics, issue_metrics, tone_metrics
from vnnews.evaluation._ordinal import opposite_rate, ordinal_error, tone_score_correlation
from vnnews.evaluation._quantify import Quantifier, Shares
from vnnews.evaluation._reliability_display import ReliabilityDisplay
from vnnews.evaluation._risk_coverage_display import RiskCoverageDisplay
from vnnews.evaluation._selective import RiskCoverageCurve, risk_coverage_curve, selective_accuracy
from vnnews.evaluation._splits import MultilabelGroupKFold, TimeSplit
from vnnews.evaluation._term_display import TermContributionDisplay
from vnnews.evaluation._trend_display import TrendDisplay

__all__ = [
    "Comparison",
    "CrossValidation",
    "DoubtfulLabel",
    "EvidenceMetrics",
    "Interval",
    "IssueHeatMapDisplay",
    "IssueMetrics",
    "MultilabelGroupKFold",
    "PerIssueF1Display",
    "Quantifier",
    "ReliabilityCurve",
    "ReliabilityDisplay",
    "RiskCoverageCurve",
    "RiskCoverageDisplay",
    "Shares",
    "TermContributionDisplay",
    "TimeSplit",
    "ToneConfusionDisplay",
    "ToneMetrics",
    "TrendDisplay",
    "bootstrap_interval",
    "cross_validate",
    "doubtful_labels",
    "evidence_metrics",
    "expected_calibration_error",
    "issue_metrics",
    "opposite_rate",
    "ordinal_error",
    "paired_bootstrap",
    "reliability_curve",
    "risk_coverage_curve",
    "selective_accuracy",
    "tone_metrics",
    "tone_score_correlation",
]
