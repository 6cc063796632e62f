import { type FindingMention, labelText, summarise } from '@wetread/labeller';
import { findingCodes, findingLabel } from '@wetread/terminology';

/** A finding of a text as `wetread label` prints it. */
export interface LabelledFinding {
  /** The label of NIH ChestX-ray14, or `SupportDevice` when devices are asked for. */
  readonly label: FindingMention['finding'];
  readonly status: FindingMention['polarity'];
  /** Of the patient; `none`: the text tells none. */
  readonly side: FindingMention['location']['side'];
  /** Third of the lung; `none`: the text tells none. */
  readonly place: FindingMention['location']['zone'];
}

/**
 * One entry a finding that the text speaks of, in the order of the NIH labels: what it states outweighs what it leaves
 * open, and that what it denies. A general denial ("the lungs are clear") denies each finding of the airspaces.
 */
export function labelledFindings(text: string, withDevices: boolean): LabelledFinding[] {
  const answers = summarise(labelText(text));
  return findingCodes.flatMap((code) => {
    const answer = code === 'NoFinding' ? undefined : answers.get(code);
    if (!answer || (code === 'SupportDevice' && !withDevices)) return [];
    const { finding, polarity, location } = answer;
    return [{ label: finding, status: polarity, side: location.side, place: location.zone }];
  });
}

/** `present    Pleural effusion, left` and so on, a line a finding. */
export function readableFindings(findings: readonly LabelledFinding[]): string {
  if (findings.length === 0) return 'no finding is spoken of\n';
  return findings
    .map(({ label, status, side, place }) => {
      const where = [side, place === 'none' ? 'none' : `${place} zone`].filter((word) => word !== 'none');
      return `${status.padEnd(10)} ${[findingLabel(label), where.join(' ')].filter(Boolean).join(', ')}\n`;
    })
    .join('');
}
