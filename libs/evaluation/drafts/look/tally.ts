import { readFile } from 'node:fs/promises';
import { DomainError } from '@wetread/kernel';
import { z } from 'zod';
import { type Rate, rateOf } from '../../measures/wilson';
import { page, rate, table } from '../../report/markdown/format';
import type { LookedFilm } from './looked-film';

/** Kinds of fault that a reader of drafts tells apart; a form may add its own. */
const kinds = {
  'false-finding': 'names what the film does not show',
  'missed-finding': 'leaves out what the film shows, or denies it',
  'wrong-side': 'the other side, or both for one',
  'wrong-place': 'the side is right, zone or extent is not',
  'wrong-certainty': 'surer or less sure than the film allows',
  'box-misplaced': 'the evidence does not lie on what the sentence speaks of',
  contradiction: 'two sentences cannot both be true',
  repetition: 'says the same twice, the impression aside',
  comparison: 'compares with a film that is not there',
  language: 'no English, or no sentence that a radiologist would write',
  other: 'anything else',
} as const;

const TallyForm = z.object({
  kinds: z.record(z.string(), z.string()),
  films: z.array(
    z.object({
      number: z.number().int(),
      image: z.string(),
      read: z.boolean(),
      faults: z.array(z.string()),
      note: z.string().optional(),
    }),
  ),
});
type TallyForm = z.infer<typeof TallyForm>;

/** The form that a reader fills in. */
export const emptyTally = (films: readonly LookedFilm[]): TallyForm => ({
  kinds,
  films: films.map(({ number, image }) => ({ number, image, read: false, faults: [], note: '' })),
});

/** A form that is no form, or names a kind that it does not explain. */
class TallyUnusable extends DomainError {
  readonly code = 'evaluation.tally-unusable';
  readonly status = 'invalid';
  constructor(path: string, fault: string, options?: ErrorOptions) {
    super(`The form ${path} cannot be counted: ${fault}`, options);
  }
}

/** What was found by eye; counts drafts, not faults: one draft has each kind at most once. */
export interface Tally {
  readonly films: number;
  readonly read: number;
  readonly withoutFault: Rate;
  readonly kinds: readonly { readonly kind: string; readonly meaning: string; readonly drafts: Rate }[];
}

/** @throws TallyUnusable */
export async function readTally(path: string): Promise<Tally> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new TallyUnusable(path, 'it cannot be read', { cause });
  });
  const parsed = TallyForm.safeParse(parseJson(text));
  if (!parsed.success) throw new TallyUnusable(path, z.prettifyError(parsed.error).replaceAll('\n', ' '));
  return countTally(parsed.data, path);
}

function countTally({ kinds: known, films }: TallyForm, path: string): Tally {
  const read = films.filter((film) => film.read || film.faults.length > 0);
  const strange = read.flatMap(({ faults }) => faults).find((fault) => !(fault in known));
  if (strange !== undefined)
    throw new TallyUnusable(path, `its kinds do not explain "${strange}"; add it there`);
  return {
    films: films.length,
    read: read.length,
    withoutFault: rateOf(read.filter(({ faults }) => faults.length === 0).length, read.length),
    kinds: Object.entries(known).map(([kind, meaning]) => ({
      kind,
      meaning,
      drafts: rateOf(read.filter(({ faults }) => faults.includes(kind)).length, read.length),
    })),
  };
}

/** `undefined`, which no form is, when the text is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const tallyPage = ({ films, read, withoutFault, kinds: counted }: Tally): string =>
  page(
    '## Drafts read by eye',
    `${read} of ${films} drafts were read; without any fault: ${rate(withoutFault)}.`,
    table(
      ['Fault', 'Meaning', 'Drafts that have it'],
      counted.map(({ kind, meaning, drafts }) => [kind, meaning, rate(drafts)]),
    ),
  );
