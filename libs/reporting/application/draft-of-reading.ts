import type { Inference } from '@wetread/inference';
import type { Draft } from '../domain/report-content';
import { repairNote } from './repair-note';

/** What a draft is made from: a film that was read, and by which model. A stored inference is one. */
export type DraftSource = Pick<Inference, 'completion' | 'model' | 'reading'> & {
  readonly id: string;
  readonly film: { readonly sopInstanceUid: string; readonly frame: number } | null;
};

/** A reading as the draft of a report: every sentence keeps finding, polarity, place, probability and region. */
export function draftOfReading({ id, completion, model, film, reading }: DraftSource): Draft {
  return {
    inferenceId: id,
    completion,
    model: {
      name: model.name,
      version: model.version,
      sha256: model.sha256,
      inputSha256: reading.inputSha256 ?? '',
    },
    marks: reading.marks,
    notes: reading.repairs.map(repairNote),
    prior: reading.prior,
    findings: reading.findings.map(
      ({ code, label, probability, threshold, present, location, change, band }) => ({
        code,
        label,
        probability,
        threshold,
        present,
        location,
        change,
        band,
      }),
    ),
    sentences: reading.sentences.map((sentence) => ({
      section: sentence.section,
      text: sentence.text,
      finding: sentence.finding,
      polarity: sentence.polarity,
      location: sentence.location,
      probability: sentence.probability,
      evidence: film && { ...film, box: sentence.evidence.box },
      critical: sentence.critical,
      // Readings stored before there was company have none.
      ...(sentence.alsoAbsent?.length ? { alsoAbsent: sentence.alsoAbsent } : {}),
    })),
  };
}
