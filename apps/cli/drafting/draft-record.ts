import type { ModelIdentity, PriorFilm, Repair } from '@wetread/inference';
import { renderText } from '@wetread/reporting';
import type { Drafted } from './draft-source';

/** What `wetread draft --format json` prints for one study; boxes are [x, y, w, h] as fractions of the image. */
export interface DraftRecord {
  source: readonly string[];
  status: 'drafted' | 'refused';
  refusal: { code: string; reason: string } | null;
  model: ModelIdentity;
  marks: readonly string[];
  /** Faults of the stored picture that were undone before it was read; boxes point into what is stored. */
  repairs: readonly Repair[];
  /** The earlier film among the files that this one was compared with. */
  prior: PriorFilm | null;
  /** All 14 NIH findings when the film was read, none when it was refused. */
  findings: {
    code: string;
    label: string;
    probability: number;
    present: boolean;
    /** Since the prior film; `none` where nothing is claimed. */
    change: string;
    location: { side: string; zone: string };
    evidence: { box: readonly number[] };
  }[];
  sentences: {
    section: string;
    text: string;
    finding: string | null;
    polarity: string | null;
    probability: number | null;
    evidence: { box: readonly number[] } | null;
    flags: readonly { code: string; message: string }[];
  }[];
  text: string;
}

export function draftRecord(
  { paths, refusal, reading, document }: Drafted,
  model: ModelIdentity,
): DraftRecord {
  return {
    source: paths,
    status: document ? 'drafted' : 'refused',
    refusal,
    model,
    marks: reading?.marks ?? [],
    repairs: reading?.repairs ?? [],
    prior: reading?.prior ?? null,
    findings: (document ? (reading?.findings ?? []) : []).map((finding) => ({
      code: finding.code,
      label: finding.label,
      probability: finding.probability,
      present: finding.present,
      change: finding.change,
      location: finding.location,
      evidence: { box: finding.evidence.box },
    })),
    sentences: (document?.sentences ?? []).map((sentence, index) => ({
      section: sentence.section,
      text: sentence.text,
      finding: sentence.finding,
      polarity: sentence.polarity,
      probability: sentence.probability,
      // A picture has no SOP Instance UID to point at; its region is the reading's own.
      evidence: boxOf(reading?.sentences[index]?.evidence.box),
      flags: sentence.flags,
    })),
    text: document ? renderText(document) : '',
  };
}

const boxOf = (box: readonly number[] | undefined): { box: readonly number[] } | null =>
  box ? { box } : null;
