"""The scope gate: tells a frontal chest film from everything else, repairs what can be, refuses with a reason."""

from .build import GateBench, GateBuild, GateHeads, build_gate, gate_settings, report_gate, thresholds_of
from .classes import ACCEPT_CLASS, GATE_CLASSES, REFUSAL_REASONS, REPAIRS, VIEWS
from .decide import Decision, Look, Thresholds, decide
from .features import feature_sizes, features_of
from .head import GateHead
from .judge import onnx_judge, onnx_view_judge, torch_judge, torch_view_judge
from .novelty import Novelty
from .pictures import ScopePicture, modality_of, phantom_pictures, read_questions
from .settings import GateConfig
from .splits import fold, split_of
from .views import ViewHead

__all__ = [
    "ACCEPT_CLASS",
    "GATE_CLASSES",
    "REFUSAL_REASONS",
    "REPAIRS",
    "VIEWS",
    "Decision",
    "GateBench",
    "GateBuild",
    "GateConfig",
    "GateHead",
    "GateHeads",
    "Look",
    "Novelty",
    "ScopePicture",
    "Thresholds",
    "ViewHead",
    "build_gate",
    "decide",
    "feature_sizes",
    "features_of",
    "fold",
    "gate_settings",
    "modality_of",
    "onnx_judge",
    "onnx_view_judge",
    "phantom_pictures",
    "read_questions",
    "report_gate",
    "split_of",
    "thresholds_of",
    "torch_judge",
    "torch_view_judge",
]
