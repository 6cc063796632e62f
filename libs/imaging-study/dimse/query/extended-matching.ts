import type { ServedAssociation } from '@wetread/dimse';
import type { IdentifierOptions } from '../../domain/query/query-from-identifier';

/**
 * What a C-FIND may be asked beyond plain matching, in the order of the bytes of PS3.4 table C.5-2; those that are
 * always done are granted and need no option.
 */
const MATCHING = [
  { name: 'relational queries', granted: true, option: null },
  { name: 'combined date-time matching', granted: true, option: 'combineDateAndTime' },
  { name: 'fuzzy semantic matching of person names', granted: true, option: 'fuzzy' },
  { name: 'timezone query adjustment', granted: true, option: null },
  { name: 'enhanced multi-frame image conversion', granted: false, option: null },
  { name: 'empty value matching', granted: true, option: 'emptyValues' },
  { name: 'multiple value matching', granted: true, option: 'multipleValues' },
] as const satisfies readonly { name: string; granted: boolean; option: keyof IdentifierOptions | null }[];

/** Names of what is granted, for the conformance statement. */
export const grantedMatching: readonly string[] = MATCHING.filter(({ granted }) => granted).map(
  ({ name }) => name,
);

/** The answer to a proposal: as many bytes as were offered, 1 for what is asked and done here. */
export const grantMatching = (asked: Uint8Array): Uint8Array =>
  Uint8Array.from(asked.subarray(0, MATCHING.length), (byte, index) =>
    byte === 1 && MATCHING[index]?.granted ? 1 : 0,
  );

/** How the identifiers of a class are to be read on this association. */
export function negotiatedMatching(
  { contexts }: Pick<ServedAssociation, 'contexts'>,
  sopClassUid: string,
): IdentifierOptions {
  const granted = contexts.find(({ abstractSyntaxUid }) => abstractSyntaxUid === sopClassUid)?.extended;
  const options = MATCHING.flatMap(({ option }, index) => (option && granted?.[index] === 1 ? [option] : []));
  return Object.fromEntries(options.map((option) => [option, true]));
}
