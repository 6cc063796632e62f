/** What a VQA-Med 2019 picture is, as far as its questions tell; the rules are those of training (gate/pictures.py). */
export type VqaMedClass =
  'frontal-chest' | 'lateral-chest' | 'other-radiograph' | 'ct' | 'mr' | 'us' | 'other-medical';

export interface VqaMedAnswers {
  readonly modality: string;
  readonly plane: string;
  readonly organ: string;
  /** The modality question asked of it: a bare yes or no needs it. */
  readonly question: string;
}

const CHEST_ORGANS: ReadonlySet<string> = new Set(['lung, mediastinum, pleura', 'heart and great vessels']);
const FRONTAL_PLANES: ReadonlySet<string> = new Set(['pa', 'ap', 'frontal']);
const OTHER_MODALITY = /^(an |bas|ugi|be |sbft|nm|pet|venogram|mammograph)/;
const BARE_ANSWERS: ReadonlySet<string> = new Set(['yes', 'no', 'contrast', 'noncontrast']);

/** `null` when the tables do not tell: such a picture is not counted. */
export function vqaMedClass(answers: VqaMedAnswers): VqaMedClass | null {
  const modality = modalityOf(answers);
  if (modality !== 'xr') return modality;
  if (!CHEST_ORGANS.has(answers.organ)) {
    // A film of vessels may well be a chest film with a catheter.
    return answers.organ === 'vascular and lymphatic' ? null : 'other-radiograph';
  }
  if (FRONTAL_PLANES.has(answers.plane)) return 'frontal-chest';
  return answers.plane === 'lateral' ? 'lateral-chest' : null;
}

function modalityOf({
  modality,
  question,
}: VqaMedAnswers): 'xr' | 'ct' | 'mr' | 'us' | 'other-medical' | null {
  const words = `${modality} `;
  if (words.startsWith('xr')) return 'xr';
  if (/^(noncontrast )?ct/.test(words)) return 'ct';
  if (/^(mr|t1|t2|flair)/.test(words)) return 'mr';
  if (words.startsWith('us')) return 'us';
  if (!BARE_ANSWERS.has(modality)) return OTHER_MODALITY.test(words) ? 'other-medical' : null;
  return modalityOfQuestion(question, modality);
}

/** "Was this taken with contrast?" tells the modality by its own words, unless the answer is that it is not one. */
function modalityOfQuestion(question: string, answer: string): 'ct' | 'mr' | null {
  if (answer === 'no' && /^is this (a ct scan|an mri)/.test(question)) return null;
  const words = question.split(/\s+/);
  if (words.includes('ct') || words.includes('ct?')) return 'ct';
  return /mri|t1|t2|mr /.test(question) ? 'mr' : null;
}
