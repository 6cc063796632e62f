import type { Halves } from './wording-halves';

/** What no head of the model looks for, stated in the model's name. */
export const unseenFindings: Halves = {
  open: [
    'There is an acute rib fracture.',
    'Widening of the mediastinum.',
    'Free air under the right hemidiaphragm.',
    'Calcified granuloma in the left lung.',
    'Scoliosis of the thoracic spine.',
    'Enlarged hilar lymph nodes.',
  ],
  'held-out': [
    'Compression deformity of a mid-thoracic vertebra.',
    'Mediastinal lymphadenopathy.',
    'The aorta is tortuous.',
    'Cavitation in the right upper lobe.',
    'Subcutaneous emphysema along the chest wall.',
    'The left clavicle is broken.',
    'Bronchiectasis at the bases.',
    'Osteopenia.',
    'The trachea is deviated to the right.',
    'Eventration of the right hemidiaphragm.',
    'Lytic lesion of the left scapula.',
    'Pericardial effusion.',
  ],
};

/** `{text}` is the sentence without its full stop. */
export const comparisons: Halves = {
  open: [
    '{text}, unchanged from the prior film.',
    '{text}, stable.',
    '{text}, increased since the last examination.',
    '{text}, again seen.',
    'Compared with the previous film: {text}.',
    '{text}, improved.',
  ],
  'held-out': [
    '{text}, which has enlarged in the interval.',
    '{text}, without significant change.',
    '{text}, as on the earlier radiograph.',
    '{text}; this is better than yesterday.',
    '{text}, smaller than on the previous study.',
    '{text}, still present.',
    '{text}, not seen on the earlier film.',
    '{text}, now more pronounced.',
    '{text}, resolving.',
    'As before, {text}.',
    '{text}, in progression.',
    '{text}; the appearance was the same last time.',
  ],
};

/** Changes told against the change that was found. */
export const changes = {
  unchanged: {
    open: ['{text}, unchanged.', '{text}, stable since the prior film.'],
    'held-out': [
      '{text}, without interval change.',
      '{text}, as before.',
      '{text}, similar to the prior film.',
    ],
  },
  larger: {
    open: ['{text}, increased since the prior film.', '{text}, which has worsened.'],
    'held-out': [
      '{text}, larger than before.',
      '{text}, progressing.',
      '{text}, which has grown in the interval.',
    ],
  },
  smaller: {
    open: ['{text}, decreased since the prior film.', '{text}, improved.'],
    'held-out': [
      '{text}, smaller than before.',
      '{text}, resolving.',
      '{text}, which has become less in the interval.',
    ],
  },
  new: {
    open: ['{text}, new since the prior film.', '{text}, which is new.'],
    'held-out': [
      '{text}, newly developed.',
      '{text}, not present on the prior film.',
      '{text}, which has appeared in the interval.',
    ],
  },
} as const satisfies Record<string, Halves>;

export const measurements: Halves = {
  open: [
    '{text}, measuring 2.3 cm.',
    '{text}, approximately 15 mm.',
    '{text}, 4 x 3 cm in size.',
    '{text} of 12 mm.',
  ],
  'held-out': [
    '{text}, 1.2-cm across.',
    '{text}, about three centimetres in diameter.',
    '{text}, taking up 40 % of the hemithorax.',
    '{text}; the cardiothoracic ratio is 0.62.',
    '{text}, up to 8 millimeters.',
    '{text}, 2 by 3 cm.',
    '{text} with a volume of 300 ml.',
    '{text}, half an inch wide.',
  ],
};

/** The film called normal, although something is found. */
export const normalStatements: Halves = {
  open: ['Normal chest.', 'Normal examination.', 'No abnormality.', 'Unremarkable study.'],
  'held-out': [
    'The chest is within normal limits.',
    'Unremarkable chest radiograph.',
    'No significant findings.',
    'Heart, lungs and pleura are normal.',
    'Nothing abnormal is seen.',
    'Normal appearances throughout.',
    'Essentially normal film.',
    'No abnormality is detected.',
  ],
};

/** The same for what is acute; planted only where something acute is found. */
export const nothingAcute: Halves = {
  open: ['No acute cardiopulmonary disease.', 'No acute abnormality.', 'No active disease.'],
  'held-out': [
    'No acute findings.',
    'No radiographic evidence of acute cardiopulmonary process.',
    'Nothing acute.',
    'No acute intrathoracic pathology.',
    'There is no acute change in the chest.',
    'No evidence of active pulmonary disease.',
  ],
};
