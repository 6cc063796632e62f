import { DomainError } from '@wetread/kernel';
import { labelText } from '@wetread/labeller';

/** The prompt is of something that no film can be drawn for; the message says what can be asked instead. */
export class PromptRefused extends DomainError {
  static readonly code = 'generate.prompt-refused';
  readonly code = PromptRefused.code;
  readonly status = 'invalid';
  constructor(why: string) {
    super(`${why}; describe a frontal chest film, for example "${EXAMPLE}"`);
  }
}

const EXAMPLE = 'large right pleural effusion with a normal heart';
/** Why a text is refused that lies far from all that is said of chest films. */
export const ELSEWHERE_MEANT = 'The prompt does not seem to be about a chest film';
const MOST_CHARACTERS = 300;

/** Words that belong to chest films alone; one of them brings a text into scope. */
const CHEST_WORDS =
  /\b(chest|thora(x|cic)|lungs?|pulmonary|pleura(l|e)?|pneumo\w*|cardi\w*|heart|hil(ar|um|a)|mediastin\w*|bronch\w*|diaphragm\w*|costophrenic|ribs?|lobe|lobar|airspace|apex|apices|cxr)\b/i;

/** Words of other examinations; with them no finding helps. */
const ELSEWHERE =
  /\b(mri|mr (scan|image|imaging)|magnetic resonance|ct|computed tomography|tomogra\w*|ultraso\w*|sonogra\w*|mammogra\w*|pet|scintigra\w*|endoscop\w*|histolog\w*|microscop\w*|lateral (view|film|projection|radiograph|chest))\b/i;

/** Parts of the body that no chest film shows; a word of the chest beside them outweighs them. */
const OTHER_PARTS =
  /\b(brain|head|skull|face|jaw|teeth|tooth|neck|shoulder|arm|elbow|wrist|hand|fingers?|thumb|pelvis|hips?|legs?|knees?|ankles?|foot|feet|toes?|abdom\w*|liver|kidneys?|bowel|bladder|lumbar|breasts?|thyroid|prostate)\b/i;

/** What a prompt says of findings. */
export interface PromptReading {
  readonly asked: readonly string[];
  readonly ruledOut: readonly string[];
  /** Whether words decide that it is about a chest film; if not, its place in the text space has to. */
  readonly inWords: boolean;
}

/**
 * Reads a prompt by its words: refused when it is empty, too long, names another examination or, without a word of
 * the chest, another part of the body; in scope when it names a finding or a part of the chest.
 * @throws PromptRefused
 */
export function readPrompt(prompt: string): PromptReading {
  const text = prompt.trim();
  if (!/\p{L}/u.test(text)) throw new PromptRefused('The prompt is empty');
  if (text.length > MOST_CHARACTERS)
    throw new PromptRefused(`The prompt is longer than ${MOST_CHARACTERS} characters`);
  if (ELSEWHERE.test(text)) throw new PromptRefused('The prompt names another examination');
  const mentions = labelText(text);
  const of = (...polarities: string[]): string[] => [
    ...new Set(
      mentions.filter(({ polarity }) => polarities.includes(polarity)).map(({ finding }) => finding),
    ),
  ];
  const ofChest = CHEST_WORDS.test(text);
  // Tumours and effusions are found elsewhere, too.
  if (!ofChest && OTHER_PARTS.test(text))
    throw new PromptRefused('The prompt names another part of the body');
  return {
    asked: of('present', 'uncertain'),
    ruledOut: of('absent'),
    inWords: ofChest || mentions.length > 0,
  };
}

/** Short texts about chest films in other words than the rules know; what lies near one of them is in scope. */
export const CHEST_PHRASES: readonly string[] = [
  'normal film',
  'nothing abnormal on this radiograph',
  'healthy adult x-ray, no abnormality',
  'fluid on the left side',
  'water around the breathing organ',
  'air leak with collapse on the right',
  'white out of one side',
  'small round spot in the upper zone',
  'suspicious shadow, possible tumour',
  'overinflated from smoking',
  'scarring at the top',
  'swollen from fluid overload',
  'infection at the base',
  'hazy patch in the lower zone',
];

/** @throws PromptRefused when neither words nor nearness bring the prompt into scope */
export function requireScope(inWords: boolean, similarity: number, least: number): void {
  if (!inWords && similarity < least) throw new PromptRefused(ELSEWHERE_MEANT);
}
