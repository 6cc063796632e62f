import type { Refusal } from './reading';

const ONLY = 'Wetread drafts reports for frontal chest radiographs only.';

/** What an object of a modality is called (PS3.3 C.7.3.1.1.1); others are named by their code. */
const modalityNouns: Readonly<Record<string, string>> = {
  CT: 'a CT series',
  MR: 'an MR series',
  US: 'an ultrasound series',
  XA: 'an angiography series',
  RF: 'a fluoroscopy series',
  MG: 'a mammogram',
  NM: 'a nuclear medicine series',
  PT: 'a PET series',
  PX: 'a panoramic dental film',
  IO: 'a dental film',
  DX: 'a radiograph',
  CR: 'a radiograph',
  ES: 'an endoscopy picture',
  SM: 'a microscopy slide',
  OT: 'a picture of modality OT (other)',
  SC: 'a secondary capture',
  SR: 'a structured report',
  DOC: 'a document',
  ECG: 'an electrocardiogram',
  PR: 'a presentation state',
  SEG: 'a segmentation',
};

// A CS value (PS3.5 section 6.2); what is not one is neither repeated in a reason nor made part of a code.
const CODE_STRING = /^[A-Z0-9 _]{1,16}$/;

const modalityNoun = (modality: string): string =>
  modalityNouns[modality] ??
  (CODE_STRING.test(modality) ? `an object of modality ${modality}` : 'an object of unknown modality');

export const refuseModality = (modality: string): Refusal => ({
  code: `scope.modality-${modality in modalityNouns ? modality.toLowerCase() : 'other'}`,
  reason: `This is ${modalityNoun(modality)}; ${ONLY}`,
});

export const refuseNoPixels = (modality: string | null): Refusal => ({
  code: 'scope.no-pixels',
  reason: `This is ${modality === null ? 'an object' : modalityNoun(modality)} without a picture; ${ONLY}`,
});

export const refuseBodyPart = (bodyPart: string): Refusal => ({
  code: 'scope.body-part',
  reason: `The header names the body part ${CODE_STRING.test(bodyPart) ? bodyPart : 'in words of its own'}; ${ONLY}`,
});

export const refuseFrames = (frames: number): Refusal => ({
  code: 'scope.multi-frame',
  reason: `This object has ${frames} frames; a chest radiograph has one. ${ONLY}`,
});

export const refuseView = (viewPosition: string): Refusal => ({
  code: 'scope.lateral-view',
  reason: `The header names the view ${viewPosition}, which is not frontal; ${ONLY}`,
});

/** Refusals that need no further fact. */
export const refusals = {
  phantomOutsideDemo: {
    code: 'scope.phantom-outside-demo',
    reason: 'This film is a phantom, not a patient; phantoms are read in the demo profile only.',
  },
  syntheticOutsideDemo: {
    code: 'scope.synthetic-outside-demo',
    reason:
      'This film was made by a computer from a text and shows no patient; synthetic films are read in the demo profile only.',
  },
  tooSmall: {
    code: 'scope.too-small',
    reason: 'The picture is smaller than 128 pixels on one side; there is not enough in it to read.',
  },
  blank: {
    code: 'scope.blank',
    reason: 'The picture is blank: it has no contrast to read.',
  },
  emptyStudy: {
    code: 'scope.no-pixels',
    reason: `The study holds no picture; ${ONLY}`,
  },
} as const satisfies Record<string, Refusal>;

/** What the gate took the picture for. It judges by sight, so the wording says "looks like". */
const gateSights: Readonly<Record<string, string>> = {
  'scope.lateral-view': 'The picture looks like a lateral view',
  'scope.not-chest-film': 'The picture does not look like a chest radiograph',
  'scope.other-radiograph': 'The picture looks like a radiograph of another body part',
  'scope.modality-ct': 'The picture looks like a CT slice',
  'scope.modality-mr': 'The picture looks like an MR slice',
  'scope.modality-us': 'The picture looks like an ultrasound picture',
  'scope.not-radiograph': 'The picture does not look like a radiograph',
  'scope.not-medical': 'The picture does not look like a medical picture',
};

/** A chest film at fault: what is wrong with it, and what to do. */
const gateFaults: Readonly<Record<string, string>> = {
  'scope.inverted':
    'The picture looks like a negative and could not be put right with certainty; send the film again with bone bright and air dark.',
  'scope.rotated':
    'The picture looks turned or upside down and could not be put upright with certainty; send the film again upright.',
  'scope.cropped':
    'The picture shows only part of the chest; send the whole film, with both lungs from apex to costophrenic angle.',
  'scope.unreadable':
    'The picture looks damaged or too poor to read (noise, blur, exposure); send the original film again.',
  'scope.out-of-distribution':
    'The picture is unlike every film that the model has learnt from, so that its findings could not be trusted; have it read without a draft.',
};

/** @param code of the manifest's `gate.reasons`, or `scope.out-of-distribution` */
export const refuseByGate = (code: string): Refusal => ({
  code,
  reason:
    gateFaults[code] ??
    `${gateSights[code] ?? 'The picture does not look like a frontal chest radiograph'}; ${ONLY}`,
});
