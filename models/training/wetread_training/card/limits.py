"""What the model cannot do, and what its figures do not say."""

from __future__ import annotations

from typing import Any

from .markdown import page

Report = dict[str, Any]


def limit_section(manifest: Report, training: Report) -> str:
    films, recipe, heatmap = training["films"], training["recipe"], manifest["encoder"]["heatmap"]
    lines = [
        f"{films['nihTrain']} real labelled films: a small set. Rare findings (hernia, fibrosis, emphysema) are"
        " poorly known.",
        "NIH labels were mined from reports by a program; many are wrong. AUROC and draft truth are against those"
        " labels. Infiltration, pneumonia and consolidation overlap in them, and so they do in the model.",
        "Probabilities hold for this subset, in which disease is more common than in any clinic; elsewhere they are"
        " too high.",
        "NIH's sex and age were not used and its films carry no race or ethnicity here: performance by these groups"
        " was **not** measured. The view (PA, AP) is told by the encoder, not by a table.",
        "One hospital system in the United States gave all labelled findings: expect it to be worse elsewhere."
        " Films of two other sources carried the teachers' word for findings, children's films none.",
        "Findings on children mean nothing: in the small ablation an encoder that had children's films as an auxiliary"
        " task ranked disease on them worse than chance, and one without them well (see the sources left out).",
        f"Side, zone and size are derived from a map of {heatmap['width']} x {heatmap['height']} cells: coarse. Small"
        " findings (nodules above all) are poorly placed.",
        "**A draft that does not name a finding does not exclude it**, a large pneumothorax not excepted.",
        "Support devices are not detected, and there is no lateral view.",
        "A comparison with an earlier film is claimed only when the log-odds moved far; most of what is called new"
        " coincides with no change of NIH's labels (`wetread eval comparison`).",
        "The decoder says what the encoder decided in words that radiologists use; it knows nothing of the film that the"
        " encoder does not. Of its longer sentences a part stands word by word in training reports, stock phrases all"
        " (`wetread eval text` counts them).",
        "A film that was mirrored before it came is **not** noticed: training mirrors films, every film is read"
        " together with its mirror image, and the side told would be the wrong one.",
        "The joint space was trained without a single film that has a report. It knows the 14 findings with side, zone"
        " and extent; other words mean little to it. Phrases and grades of its evaluation are our own.",
        "Pictures went to the training machine as lossy packs (WebP; auxiliary pictures smaller than the model's"
        " input). Everything that is chosen or measured reads the original files.",
        "An eighth of VQA-Med's training part chooses the gate's thresholds. The shipped trunk had seen these pictures"
        " in its auxiliary tasks (the code now leaves them out), so that the gate's false acceptances on validation are"
        " flattered; the part that is reported was never seen.",
        f"Gate thresholds allow {100 * recipe['gateFalseRefusals']:.0f} % of real frontal validation films to be refused."
        " What nobody thought of when the gate's pictures were gathered may pass.",
    ]
    return page("## Limits", "\n".join(f"- {line}" for line in lines))
