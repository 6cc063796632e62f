import { type DecidedFinding, freeSentence } from '@wetread/reporting';
import { findingVocabulary, nihFindingCodes, type NihFindingCode } from '@wetread/terminology';
import type { NihFilm } from '../data/nih-films';
import type { FaithfulDraft } from './faithful-draft';

/** What a plain reader says of the findings that are not there. */
const normalities: readonly (readonly [code: NihFindingCode, text: string])[] = [
  ['Cardiomegaly', 'The heart is not enlarged.'],
  ['Effusion', 'No pleural effusion.'],
  ['Pneumothorax', 'No pneumothorax.'],
  ['Consolidation', 'No consolidation.'],
  ['Edema', 'No pulmonary edema.'],
];

/**
 * What a radiologist would write who sees exactly what NIH labelled, held against what the head decided of the film:
 * here the head errs, and every flag at a sentence that is true by the labels is a false alarm.
 */
export function labelledReport(
  { image, patient, labels }: Pick<NihFilm, 'image' | 'patient' | 'labels'>,
  decided: readonly DecidedFinding[],
): FaithfulDraft {
  const texts = [
    ...[...labels].map((code) => `${findingVocabulary[code].label}.`),
    ...normalities.filter(([code]) => !labels.has(code)).map(([, text]) => text),
  ];
  return {
    id: image,
    group: patient,
    author: 'person',
    sentences: texts.map((text, at) =>
      freeSentence({ id: String(at + 1), section: 'findings', text, author: 'person' }),
    ),
    film: {
      findings: nihFindingCodes.map((code) => ({
        code,
        label: findingVocabulary[code].label,
        probability: labels.has(code) ? 0.9 : 0.1,
        threshold: 0.5,
        present: labels.has(code),
        location: { side: 'none', zone: 'none' },
      })),
      hasPrior: false,
    },
    against: { findings: decided, hasPrior: false },
  };
}
