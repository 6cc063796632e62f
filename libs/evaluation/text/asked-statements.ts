import type { Statement } from '@wetread/inference';
import { isCriticalFinding, type NihFindingCode, nihFindingCodes } from '@wetread/terminology';
import type { Claim, SentenceClaims } from './claims';

/** How many findings one sentence denies beside its own, general denials aside. */
const MOST_ALSO = 3;

/**
 * What the product's writer is asked to say so that a report with these claims comes out: the claims in the order of
 * the reference, what one sentence denies in one statement, and nothing twice. There is no film: no region, no prior
 * film, and no probability but the claim's own.
 */
export function statementsOf(claims: readonly SentenceClaims[]): Statement[] {
  const said = new Set<string>();
  return claims.flatMap(statementsOfSentence).filter(({ finding, polarity, location, alsoAbsent }) => {
    const also = alsoAbsent.map((other) => other.finding).join();
    const key = [finding, polarity, location.side, location.zone, also].join(' ');
    if (said.has(key)) return false;
    said.add(key);
    return true;
  });
}

function statementsOfSentence(claims: SentenceClaims): Statement[] {
  const present = claims.filter(({ polarity }) => polarity !== 'absent');
  const general = claims.filter(({ implied }) => implied);
  const denied = claims.filter(({ polarity, implied }) => polarity === 'absent' && !implied);
  return [
    // "Otherwise clear" beside an opacity is no denial of it.
    ...(present.length === 0 ? denials(first(general, 'Consolidation'), general.length) : []),
    ...present.map((claim) => statementOf(claim, [])),
    ...denials(distinct(denied), MOST_ALSO),
  ];
}

/** One statement where the writer can join them; a device is denied alone. */
function denials(denied: readonly Claim[], mostAlso: number): Statement[] {
  const [own, ...rest] = denied;
  if (!own) return [];
  const also = nihCode(own) ? rest.filter((claim) => nihCode(claim) !== null).slice(0, mostAlso) : [];
  return [
    statementOf(own, also),
    ...denials(
      rest.filter((claim) => !also.includes(claim)),
      mostAlso,
    ),
  ];
}

const nihCode = ({ finding }: Claim): NihFindingCode | null =>
  nihFindingCodes.find((code) => code === finding) ?? null;

const first = (claims: readonly Claim[], code: NihFindingCode): Claim[] => [
  ...claims.filter(({ finding }) => finding === code),
  ...claims.filter(({ finding }) => finding !== code),
];

const distinct = (claims: readonly Claim[]): Claim[] =>
  claims.filter(({ finding }, place) => claims.findIndex((other) => other.finding === finding) === place);

function statementOf({ finding, polarity, side, zone, size }: Claim, also: readonly Claim[]): Statement {
  const isPresent = polarity !== 'absent';
  return {
    section: 'findings',
    finding,
    polarity: isPresent ? 'present' : 'absent',
    location: { side: also.length > 0 ? 'none' : side, zone: isPresent ? zone : 'none' },
    size,
    band: isPresent ? (polarity === 'uncertain' ? 'possible' : 'definite') : 'none',
    probability: isPresent ? 1 : 0,
    evidence: { box: [0, 0, 1, 1] },
    critical: isPresent && isCriticalFinding(finding),
    alsoAbsent: also.flatMap((claim) => {
      const code = nihCode(claim);
      return code ? [{ finding: code, probability: 0 }] : [];
    }),
    change: 'none',
  };
}
