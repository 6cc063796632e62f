import { byUrgency, findingLabel, findingVocabulary } from '@wetread/terminology';
import type { FilmFacts } from '../film-facts';
import type { FindingDecision, FrontalView } from '../reading';
import type { SeenClasses } from './answer';

/** One sentence that says what a picture shows, for those who cannot see it. */
export interface Caption {
  readonly text: string;
  /** Findings that the text names, most urgent first; only of frontal chest films. */
  readonly findings: readonly FindingDecision[];
  /** Marks that everything made of the picture must carry; the text says them, too. */
  readonly marks: readonly string[];
}

/** What of a caption a model has said, and nobody looked at. */
const UNREVIEWED = 'AI draft, not reviewed';
/** More findings than these make no alternative text. */
const MOST_FINDINGS = 3;
/** Calibrated chance from which a class of the picture is said. */
const SURE = 0.8;

/** Caption of a frontal chest film: view, the most urgent findings with their certainty and side. */
export function captionOfFilm(
  decisions: readonly FindingDecision[],
  view: FrontalView | null,
  marks: readonly string[],
): Caption {
  const present = decisions.filter((decision) => decision.present).sort((a, b) => byUrgency(a.code, b.code));
  const named = present.slice(0, MOST_FINDINGS);
  const more = present.length - named.length;
  const rest = more > 0 ? ` and ${more} more` : '';
  const told = named.length > 0 ? `${named.map(phraseOf).join('; ')}${rest}` : 'no finding decided';
  const film = `${view ? `${view} ` : 'frontal '}chest radiograph`;
  return { text: sentence([...marks, film], told, UNREVIEWED), findings: named, marks };
}

/** `likely pleural effusion on the left`; what is definite needs no word. */
function phraseOf({ code, band, location }: FindingDecision): string {
  const certainty = band === 'possible' || band === 'likely' ? `${band} ` : '';
  const label = findingLabel(code).toLowerCase();
  return `${certainty}${label}${sideOf(code, location.side)}`;
}

function sideOf(code: FindingDecision['code'], side: FindingDecision['location']['side']): string {
  if (!findingVocabulary[code].sided) return '';
  if (side === 'left' || side === 'right') return ` on the ${side}`;
  return side === 'bilateral' ? ' on both sides' : '';
}

/** What is said of a picture of which neither header nor model tells more. */
const UNKNOWN = 'picture of unknown kind';

/** Modalities of a DICOM header as people say them (PS3.3 C.7.3.1.1.1). */
const modalityNames: Readonly<Record<string, string>> = {
  CT: 'CT picture',
  MR: 'MR picture',
  US: 'ultrasound picture',
  CR: 'radiograph',
  DX: 'radiograph',
  RG: 'radiograph',
  MG: 'mammogram',
  XA: 'angiogram',
  RF: 'fluoroscopy picture',
  NM: 'nuclear medicine picture',
  PT: 'PET picture',
  ES: 'endoscopy picture',
  SM: 'microscopy slide',
  OP: 'ophthalmic photograph',
  XC: 'photograph',
  ECG: 'electrocardiogram',
};

/** The answerer's classes as people say them; `other` says nothing. */
const seenModalities: Readonly<Record<string, string>> = {
  xr: 'radiograph',
  ct: 'CT picture',
  mr: 'MR picture',
  us: 'ultrasound picture',
};
/** What a header's modality is among the answerer's classes: planes and organs are believed only where both agree. */
const headerClass: Readonly<Record<string, string>> = {
  CT: 'ct',
  MR: 'mr',
  US: 'us',
  CR: 'xr',
  DX: 'xr',
  RG: 'xr',
};
const seenOrgans: Readonly<Record<string, string>> = {
  chest: 'the chest',
  head: 'the head or neck',
  spine: 'the spine',
  limb: 'bones or joints',
  abdomen: 'the abdomen or pelvis',
  breast: 'the breast',
};
// BodyPartExamined is a defined term (PS3.16 annex L); what is none of these is not repeated: it may name anything.
const bodyParts: Readonly<Record<string, string>> = {
  CHEST: 'the chest',
  THORAX: 'the chest',
  HEAD: 'the head',
  BRAIN: 'the brain',
  SKULL: 'the skull',
  NECK: 'the neck',
  ABDOMEN: 'the abdomen',
  PELVIS: 'the pelvis',
  SPINE: 'the spine',
  CSPINE: 'the cervical spine',
  TSPINE: 'the thoracic spine',
  LSPINE: 'the lumbar spine',
  BREAST: 'the breast',
  HEART: 'the heart',
  KNEE: 'the knee',
  HAND: 'the hand',
  FOOT: 'the foot',
  ANKLE: 'the ankle',
  SHOULDER: 'the shoulder',
  HIP: 'the hip',
};
const planes = new Set(['axial', 'sagittal', 'coronal']);

/**
 * Caption of any other picture. The header beats the model; the model is heard only where it is sure, and where what
 * it takes for the modality is not what the header contradicts. Nothing of the patient is ever said.
 */
export function captionOfPicture(
  facts: FilmFacts,
  seen: SeenClasses | null,
  marks: readonly string[],
): Caption {
  const code = facts.modality?.trim().toUpperCase() ?? '';
  const told = modalityNames[code];
  const trusted = seen && agrees(code, seen) ? seen : null;
  const noun = told ?? sure(trusted?.modality, seenModalities) ?? UNKNOWN;
  const plane = sure(trusted?.plane) ?? '';
  const part =
    bodyParts[
      facts.bodyPart
        ?.trim()
        .toUpperCase()
        .replace(/[^A-Z]/g, '') ?? ''
    ];
  const organ = part ?? sure(trusted?.organ, seenOrgans);
  const sliced = planes.has(plane) && noun !== 'radiograph' ? `${plane} ` : '';
  const frames = facts.frames > 1 ? `, the middle one of ${facts.frames} frames` : '';
  const shown = organ ? (noun === UNKNOWN ? `picture of ${organ}` : `${noun} of ${organ}`) : noun;
  const text = `${sliced}${shown}${frames}`;
  const byModel = sliced !== '' || (organ !== null && !part) || (!told && noun !== UNKNOWN);
  return { text: sentence([...marks, text], byModel ? UNREVIEWED : null), findings: [], marks };
}

/** Caption of a picture that the scope gate takes for none of medicine. */
export const captionOfOtherThing = (marks: readonly string[]): Caption => ({
  text: sentence([...marks, 'picture that does not look like a medical one'], UNREVIEWED),
  findings: [],
  marks,
});

/** Whether the header does not contradict what the model takes the picture for; OT and SC say nothing of it. */
const agrees = (code: string, { modality }: SeenClasses): boolean =>
  code in headerClass ? headerClass[code] === modality.name : !(code in modalityNames);

/** The name of a class that is sure enough, by `names` where these are given; `null` when there is nothing to say. */
function sure(
  seen: { readonly name: string; readonly probability: number } | undefined,
  names?: Readonly<Record<string, string>>,
): string | null {
  if (!seen || seen.probability < SURE) return null;
  return names ? (names[seen.name] ?? null) : seen.name;
}

/** Parts to one sentence: marks and subject, what it shows, who says so. */
function sentence(subject: readonly string[], ...rest: readonly (string | null)[]): string {
  const [shown, by] = rest.length > 1 ? rest : [null, rest[0] ?? null];
  const start = subject.join(': ');
  const body = `${start.charAt(0).toUpperCase()}${start.slice(1)}${shown ? `: ${shown}` : ''}`;
  return `${body}${by ? ` (${by})` : ''}.`;
}
