import { type CodedConcept, radlex, sct } from './coded-concept';
import { type FindingCode, findingCodes } from './finding-code';

/** What is known of a finding, whatever film it is seen on. */
export interface FindingTerm {
  readonly code: FindingCode;
  /** As a reader says it: `Pleural effusion`. */
  readonly label: string;
  /** A reader must acknowledge it before signing; see {@link FindingVocabulary}. */
  readonly critical: boolean;
  /** 1 is told first in an impression. */
  readonly urgency: number;
  /** Whether a side (left, right, bilateral) is meaningful. */
  readonly sided: boolean;
  /** Whether a zone (upper, middle, lower) is: free fluid and diffuse disease have none. */
  readonly zoned: boolean;
  /** Whether the extent on a film is customarily told as small, moderate or large. */
  readonly sized: boolean;
  readonly snomed: CodedConcept | null;
  readonly radlex: CodedConcept | null;
}

/**
 * Codes are listed only where they are beyond doubt, else `null`: SNOMED CT International Edition, each held to
 * its check digit by the spec; RadLex 4 as BioPortal resolves it. RadLex has no plain concept for an enlarged
 * heart, a radiographic infiltrate or a support device as such.
 *
 * Critical is only what needs no further picture to be urgent: pneumothorax (ACR Practice Parameter for
 * Communication of Diagnostic Imaging Findings). Whether one is under tension is not decided here.
 */
export type FindingVocabulary = Readonly<Record<FindingCode, FindingTerm>>;

type Row = Pick<FindingTerm, 'label' | 'urgency'> & Partial<Omit<FindingTerm, 'code'>>;

const rows: Readonly<Record<FindingCode, Row>> = {
  Pneumothorax: {
    label: 'Pneumothorax',
    urgency: 1,
    critical: true,
    sized: true,
    snomed: sct('36118008', 'Pneumothorax'),
    radlex: radlex('RID5352', 'pneumothorax'),
  },
  Edema: {
    label: 'Pulmonary edema',
    urgency: 2,
    zoned: false,
    snomed: sct('19242006', 'Pulmonary edema'),
  },
  Pneumonia: {
    label: 'Pneumonia',
    urgency: 3,
    snomed: sct('233604007', 'Pneumonia'),
    radlex: radlex('RID5350', 'pneumonia'),
  },
  Consolidation: {
    label: 'Consolidation',
    urgency: 4,
    snomed: sct('95436008', 'Lung consolidation'),
    radlex: radlex('RID43255', 'consolidation'),
  },
  Mass: {
    label: 'Lung mass',
    urgency: 5,
    snomed: sct('309529002', 'Lung mass'),
    radlex: radlex('RID3874', 'mass'),
  },
  Effusion: {
    label: 'Pleural effusion',
    urgency: 6,
    zoned: false,
    sized: true,
    snomed: sct('60046008', 'Pleural effusion'),
    radlex: radlex('RID34539', 'pleural effusion'),
  },
  Nodule: {
    label: 'Lung nodule',
    urgency: 7,
    radlex: radlex('RID50149', 'pulmonary nodule'),
  },
  Infiltration: {
    label: 'Infiltrate',
    urgency: 8,
    snomed: sct('409609008', 'Radiologic infiltrate of lung'),
  },
  Atelectasis: {
    label: 'Atelectasis',
    urgency: 9,
    snomed: sct('46621007', 'Atelectasis'),
    radlex: radlex('RID28493', 'atelectasis'),
  },
  Cardiomegaly: {
    label: 'Cardiomegaly',
    urgency: 10,
    sided: false,
    zoned: false,
    snomed: sct('8186001', 'Cardiomegaly'),
  },
  Fibrosis: {
    label: 'Fibrosis',
    urgency: 11,
    snomed: sct('51615001', 'Fibrosis of lung'),
  },
  Emphysema: {
    label: 'Emphysema',
    urgency: 12,
    zoned: false,
    snomed: sct('87433001', 'Pulmonary emphysema'),
    radlex: radlex('RID4799', 'emphysema'),
  },
  Pleural_Thickening: { label: 'Pleural thickening', urgency: 13 },
  // On a film the label means a hiatal hernia, but ChestX-ray14 does not say so; no code is claimed for it.
  Hernia: { label: 'Hernia', urgency: 14, sided: false, zoned: false },
  SupportDevice: { label: 'Support device', urgency: 15 },
  NoFinding: { label: 'No finding', urgency: 16, sided: false, zoned: false },
};

export const findingVocabulary: FindingVocabulary = Object.fromEntries(
  findingCodes.map((code) => [
    code,
    {
      code,
      critical: false,
      sided: true,
      zoned: true,
      sized: false,
      snomed: null,
      radlex: null,
      ...rows[code],
    },
  ]),
) as unknown as FindingVocabulary;

/** Label for people; a code that this version does not know is shown as it is. */
export const findingLabel = (code: string): string =>
  (findingVocabulary as Record<string, FindingTerm | undefined>)[code]?.label ?? code;

/** Compares codes for an impression: the most urgent first. */
export const byUrgency = (a: FindingCode, b: FindingCode): number =>
  findingVocabulary[a].urgency - findingVocabulary[b].urgency;

/** Whether a finding that is present must be acknowledged before signing. */
export const isCriticalFinding = (code: string): boolean =>
  (findingVocabulary as Record<string, FindingTerm | undefined>)[code]?.critical ?? false;
