import { byUrgency, isCriticalFinding, type NihFindingCode } from '@wetread/terminology';
import { unionOf } from './grey-image';
import type { FindingDecision, Statement } from './reading';

/**
 * Normal statements in reading order: heart, pleura, lungs. Each is made only when the head decided the finding
 * absent and none of `unless` present: "no consolidation" beside a pneumonia would contradict the draft.
 */
const normalStatements: readonly { finding: NihFindingCode; unless: readonly NihFindingCode[] }[] = [
  { finding: 'Cardiomegaly', unless: [] },
  { finding: 'Effusion', unless: [] },
  { finding: 'Pneumothorax', unless: [] },
  { finding: 'Consolidation', unless: ['Pneumonia', 'Infiltration'] },
  { finding: 'Edema', unless: [] },
  // A mass is a large nodule (Fleischner glossary: more than 3 cm); one sentence speaks for both.
  { finding: 'Nodule', unless: ['Mass'] },
];

/**
 * What the draft is to say: each finding that is present, most urgent first, then the normal statements; then the
 * impression, most urgent first, or that there is no finding.
 */
export function planStatements(decisions: readonly FindingDecision[]): Statement[] {
  const present = decisions.filter((decision) => decision.present).sort((a, b) => byUrgency(a.code, b.code));
  const seen = new Set(present.map(({ code }) => code));
  const normal = normalStatements
    .filter(({ finding, unless }) => !seen.has(finding) && !unless.some((code) => seen.has(code)))
    .flatMap(({ finding }) => decisions.find(({ code }) => code === finding) ?? []);
  return [
    ...present.map((decision) => presentStatement('findings', decision)),
    ...normal.map(absentStatement),
    ...(present.length > 0
      ? present.map((decision) => presentStatement('impression', decision))
      : [nothingFound(decisions)]),
  ];
}

const presentStatement = (section: Statement['section'], decision: FindingDecision): Statement => ({
  section,
  finding: decision.code,
  polarity: 'present',
  location: decision.location,
  size: decision.size,
  band: decision.band,
  probability: decision.probability,
  evidence: decision.evidence,
  critical: isCriticalFinding(decision.code),
});

const absentStatement = ({ code, probability, evidence }: FindingDecision): Statement => ({
  section: 'findings',
  finding: code,
  polarity: 'absent',
  location: { side: 'none', zone: 'none' },
  size: 'none',
  band: 'none',
  probability,
  evidence,
  critical: false,
});

/** Its evidence is everywhere that was looked at; its probability that of the least unlikely finding being absent. */
const nothingFound = (decisions: readonly FindingDecision[]): Statement => ({
  section: 'impression',
  finding: 'NoFinding',
  polarity: 'present',
  location: { side: 'none', zone: 'none' },
  size: 'none',
  band: 'none',
  probability: 1 - Math.max(0, ...decisions.map(({ probability }) => probability)),
  evidence: { box: unionOf(decisions.map(({ evidence }) => evidence.box)) },
  critical: false,
});

/** The decoder's condition, in the order in which it was trained; every slot is filled. */
export const conditionOf = ({ section, finding, polarity, location, size, band }: Statement): string[] => [
  `<section:${section}>`,
  `<finding:${finding}>`,
  `<status:${polarity}>`,
  `<side:${location.side}>`,
  `<zone:${location.zone}>`,
  `<size:${size}>`,
  `<band:${band}>`,
];
