import { findingLabel, isCriticalFinding } from '@wetread/terminology';
import type { DecidedFinding, ReportSentence, SentenceFlag } from '../report-content';
import { mayBeCalled } from './kindred-findings';
import { agrees } from './polarity';
import { deniesOnlyAKind, flag, isOneSide, percent, type ReadSentence } from './read-sentence';
import type { FindingMention } from '@wetread/labeller';

/** Mentions of the sentences read so far, by finding, so that a long report costs no more than its length. */
export type SaidBefore = Map<string, FindingMention[]>;

/** The later of two sentences that cannot both be true is flagged. */
export function againstEarlier(one: ReadSentence, before: SaidBefore): SentenceFlag[] {
  const { byModel } = one;
  return comparable(one).flatMap((mention) => {
    // Only flat statements of a person exclude each other: "blunted angle" and "no large effusion" do not.
    if (!byModel && mention.polarity === 'uncertain') return [];
    const opposite = (before.get(mention.finding) ?? []).some(
      (other) =>
        !agrees(other.polarity, mention.polarity) &&
        (byModel || other.polarity !== 'uncertain') &&
        (other.location.side === mention.location.side ||
          !isOneSide(other.location.side) ||
          !isOneSide(mention.location.side)),
    );
    const label = findingLabel(mention.finding);
    return opposite ? [flag('contradiction', `${label}: an earlier sentence says the opposite`)] : [];
  });
}

/**
 * What may exclude, or be excluded by, another sentence. One film shows several devices: an absent tube and a present one
 * are no contradiction; nor are a finding and a person's denial of a kind of it.
 */
function comparable({ sentence, mentions, byModel }: ReadSentence): FindingMention[] {
  const isWeakDenial = !byModel && deniesOnlyAKind(sentence.text);
  return mentions.filter(
    ({ finding, implied, polarity }) =>
      !implied && finding !== 'SupportDevice' && !(isWeakDenial && polarity === 'absent'),
  );
}

/** Adds a sentence to what has been said. Equal mentions count once: a text that repeats itself says no more. */
export function remember(one: ReadSentence, said: SaidBefore): void {
  for (const mention of comparable(one)) {
    const known = said.get(mention.finding) ?? [];
    const isNew = !known.some(
      ({ polarity, location }) => polarity === mention.polarity && location.side === mention.location.side,
    );
    if (isNew) said.set(mention.finding, [...known, mention]);
  }
}

/** Findings that were decided and that no sentence states, the critical ones first. */
export function omittedFindings(
  read: readonly ReadSentence[],
  findings: readonly DecidedFinding[],
): SentenceFlag[] {
  const stated = new Set<string>();
  const statedByPerson = new Set<string>();
  for (const { mentions, byModel } of read)
    for (const { finding, polarity } of mentions)
      if (polarity !== 'absent') (byModel ? stated : statedByPerson).add(finding);
  const isStated = (code: string): boolean =>
    stated.has(code) ||
    statedByPerson.has(code) ||
    [...statedByPerson].some((finding) => mayBeCalled(code, finding));
  return findings
    .filter(({ code, present }) => present && !isStated(code))
    .sort((a, b) => Number(isCriticalFinding(b.code)) - Number(isCriticalFinding(a.code)))
    .map((finding) =>
      flag(
        'omitted',
        `${findingLabel(finding.code)} (${percent(finding)}) was found by the model and is not stated`,
      ),
    );
}

/** Omissions are told at the last sentence of the impression, else at the last sentence. */
export const bearerOfOmissions = (sentences: readonly ReportSentence[]): string | undefined =>
  (sentences.findLast(({ section }) => section === 'impression') ?? sentences.at(-1))?.id;
