import { byUrgency, isCriticalFinding, type NihFindingCode } from '@wetread/terminology';
import { unionOf } from './grey-image';
import type { FindingDecision, Statement } from './reading';

/** What "the lungs are clear" denies, in the company of the first of them. */
const clearLungs = [
  'Consolidation',
  'Atelectasis',
  'Infiltration',
  'Mass',
  'Nodule',
  'Pneumonia',
  'Edema',
] as const satisfies readonly NihFindingCode[];

/**
 * Normal statements in reading order: heart, pleura, lungs; findings of one line share a sentence. Each finding is
 * denied only when the head decided it absent and none of `unless` present: "no consolidation" beside a pneumonia
 * would contradict the draft. A mass is a large nodule (Fleischner glossary: more than 3 cm): neither is denied beside
 * the other.
 */
const normalLines: readonly (readonly { finding: NihFindingCode; unless?: readonly NihFindingCode[] }[])[] = [
  [{ finding: 'Cardiomegaly' }],
  [{ finding: 'Effusion' }, { finding: 'Pneumothorax' }],
  [{ finding: 'Consolidation', unless: ['Pneumonia', 'Infiltration'] }, { finding: 'Edema' }],
  [
    { finding: 'Nodule', unless: ['Mass'] },
    { finding: 'Mass', unless: ['Nodule'] },
  ],
];
const OF_THE_LUNGS = 2;
/** Beside these nobody calls the lungs clear, though the words deny none of them. */
const notClearWith = ['Pneumothorax', 'Emphysema', 'Fibrosis'] as const satisfies readonly NihFindingCode[];

/**
 * What the draft is to say: each finding that is present, most urgent first, then what has resolved since the prior
 * film, then the normal statements; then the impression, most urgent first, or that there is no finding.
 */
export function planStatements(decisions: readonly FindingDecision[]): Statement[] {
  const present = decisions.filter((decision) => decision.present).sort((a, b) => byUrgency(a.code, b.code));
  const resolved = decisions.filter(({ change }) => change === 'resolved');
  return [
    ...present.map((decision) => presentStatement('findings', decision)),
    ...resolved.map((decision) => absentStatement([decision])),
    ...normalGroups(decisions).map(absentStatement),
    ...(present.length > 0
      ? present.map((decision) => presentStatement('impression', decision))
      : [nothingFound(decisions)]),
  ];
}

/** Findings to be denied, a sentence each group. */
function normalGroups(decisions: readonly FindingDecision[]): FindingDecision[][] {
  const byCode = new Map(decisions.map((decision) => [decision.code, decision]));
  const isDenied = (code: NihFindingCode): boolean =>
    byCode.get(code)?.present === false && byCode.get(code)?.change !== 'resolved';
  const lines = normalLines.map((line) =>
    line.filter(
      ({ finding, unless = [] }) => isDenied(finding) && !unless.some((code) => byCode.get(code)?.present),
    ),
  );
  const groups = lines.map((line) => line.flatMap(({ finding }) => byCode.get(finding) ?? []));
  const isClear = clearLungs.every(isDenied) && !notClearWith.some((code) => byCode.get(code)?.present);
  const clear = isClear
    ? [...groups.slice(0, OF_THE_LUNGS), clearLungs.flatMap((code) => byCode.get(code) ?? [])]
    : groups;
  return clear.filter((group) => group.length > 0);
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
  alsoAbsent: [],
  change: decision.change,
});

/** Its evidence is everywhere that any of the group was looked for. */
function absentStatement(group: readonly FindingDecision[]): Statement {
  const [first, ...others] = group as [FindingDecision, ...FindingDecision[]];
  return {
    section: 'findings',
    finding: first.code,
    polarity: 'absent',
    location: { side: 'none', zone: 'none' },
    size: 'none',
    band: 'none',
    probability: first.probability,
    evidence: { box: unionOf(group.map(({ evidence }) => evidence.box)) },
    critical: false,
    alsoAbsent: others.map(({ code, probability }) => ({ finding: code, probability })),
    change: first.change === 'resolved' ? 'resolved' : 'none',
  };
}

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
  alsoAbsent: [],
  change: 'none',
});

/** Whether a denial denies all that clear lungs are clear of. */
export function deniesTheLungs({ finding, alsoAbsent }: Statement): boolean {
  const denied = new Set<string>([finding, ...alsoAbsent.map((other) => other.finding)]);
  return denied.size === clearLungs.length && clearLungs.every((code) => denied.has(code));
}

/** So many findings may be denied in the company of the first. */
const COMPANY = 3;

/** The decoder's condition, in the order in which it was trained; every slot is filled. */
export function conditionOf(statement: Statement): string[] {
  const { section, finding, polarity, location, size, band, change, alsoAbsent } = statement;
  const company = deniesTheLungs(statement) ? ['lungs'] : alsoAbsent.map((other) => other.finding);
  return [
    `<section:${section}>`,
    `<finding:${finding}>`,
    `<status:${polarity}>`,
    `<side:${location.side}>`,
    `<zone:${location.zone}>`,
    `<size:${size}>`,
    `<band:${band}>`,
    `<change:${change}>`,
    ...Array.from({ length: COMPANY }, (_, at) => `<also:${company[at] ?? 'none'}>`),
  ];
}
