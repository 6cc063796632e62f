import { freeSentence, type ReportSentence } from '@wetread/reporting';
import { bareName, type Draw, oneOf, sayOf } from './choose';
import type { ErrorKind } from './error-kind';
import { absentIn, type FaithfulDraft, presentIn, standsFor } from './faithful-draft';
import { type PlantedError, retold } from './planted-error';
import { normalStatements, nothingAcute, unseenFindings } from './wordings/added-wordings';
import { assertions, contraryImpressions } from './wordings/statement-wordings';
import type { WordingHalf } from './wordings/wording-halves';
import type { SeededRandom } from '../measures/seeded-random';

type Planter = (draft: FaithfulDraft, draw: Draw) => PlantedError | null;

/** Errors made by adding a sentence, or by leaving some out. */
const planters: Partial<Record<ErrorKind, Planter>> = {
  'finding-added': (draft, draw) => {
    const stranger = oneOf(absentIn(draft), draw);
    return stranger ? add(draft, 'finding-added', 'findings', sayOf(assertions, stranger, draw)) : null;
  },
  'unseen-finding': (draft, draw) =>
    add(draft, 'unseen-finding', 'findings', oneOf(unseenFindings[draw.half], draw)!),
  'called-normal': (draft, draw) => {
    const present = presentIn(draft);
    if (present.length === 0) return null;
    const isAcute = present.some(({ code }) => ACUTE.has(code));
    const wordings = [...normalStatements[draw.half], ...(isAcute ? nothingAcute[draw.half] : [])];
    return add(draft, 'called-normal', 'impression', oneOf(wordings, draw)!);
  },
  'contrary-impression': plantContraryImpression,
  'finding-left-out': (draft, draw) => {
    const finding = oneOf(presentIn(draft), draw);
    if (!finding) return null;
    const sentences = draft.sentences.filter((sentence) => !standsFor(sentence, finding.code));
    if (sentences.length === 0) return null;
    return { kind: 'finding-left-out', sentences, film: draft.film, at: null, leftOut: finding.code };
  },
};
const ACUTE = new Set(['Pneumothorax', 'Edema', 'Pneumonia', 'Consolidation', 'Effusion']);

export function plantAddition(
  draft: FaithfulDraft,
  kind: ErrorKind,
  half: WordingHalf,
  random: SeededRandom,
): PlantedError | null {
  return planters[kind]?.(draft, { half, random }) ?? null;
}

/** The impression's sentence of a finding turned round; where it has none, one is added. The findings keep theirs. */
function plantContraryImpression(draft: FaithfulDraft, draw: Draw): PlantedError | null {
  const stated = presentIn(draft).filter(({ code }) =>
    draft.sentences.some((sentence) => sentence.section === 'findings' && standsFor(sentence, code)),
  );
  const finding = oneOf(stated, draw);
  const [other, third] = absentIn(draft);
  if (!finding || !other || !third) return null;
  const text = sayOf(contraryImpressions, finding, draw, {
    other: bareName(other, draw),
    third: bareName(third, draw),
  });
  const before = draft.sentences.find(
    (sentence) => sentence.section === 'impression' && sentence.finding === finding.code,
  );
  if (!before) return add(draft, 'contrary-impression', 'impression', text);
  return retold(draft, 'contrary-impression', before.id, text);
}

function add(
  { sentences, film, author }: FaithfulDraft,
  kind: ErrorKind,
  section: ReportSentence['section'],
  text: string,
): PlantedError {
  const planted = freeSentence({ id: 'planted', section, text, author });
  const at = sentences.findLastIndex((sentence) => sentence.section === section) + 1;
  return {
    kind,
    sentences: [...sentences.slice(0, at), planted, ...sentences.slice(at)],
    film,
    at: planted.id,
    leftOut: null,
  };
}
