import { labelText } from '@wetread/labeller';
import type { Draft } from '@wetread/reporting';
import { type NihFindingCode, nihFindingCodes } from '@wetread/terminology';

/** The findings that a draft calls present or possible, as the rule labeller reads its sentences. */
export function findingsRead({ sentences }: Pick<Draft, 'sentences'>): Set<NihFindingCode> {
  const named = new Set(
    sentences
      .flatMap(({ text }) => labelText(text))
      .filter(({ polarity }) => polarity !== 'absent')
      .map(({ finding }) => finding as string),
  );
  return new Set(nihFindingCodes.filter((code) => named.has(code)));
}

/** The findings that the head decided present; none of a film that is refused. */
export const findingsDecided = ({ findings }: Pick<Draft, 'findings'>): Set<NihFindingCode> =>
  new Set(nihFindingCodes.filter((code) => findings.some((one) => one.code === code && one.present)));
