import type { AnyOf, Phrase } from './phrase';

const AIRSPACE: AnyOf = ['Consolidation', 'Pneumonia', 'Infiltration'];
const SPOT: AnyOf = ['Nodule', 'Mass'];

type Rest = Pick<Phrase, 'side' | 'size'>;
const synonym = (text: string, ...present: AnyOf[]): Phrase => ({
  text,
  category: 'synonym',
  present,
  absent: [],
});
const lay = (text: string, ...present: AnyOf[]): Phrase => ({ text, category: 'lay', present, absent: [] });
const sided = (text: string, finding: AnyOf, rest: Rest): Phrase => ({
  text,
  category: 'side',
  present: [finding],
  absent: [],
  ...rest,
});
const sized = (text: string, finding: AnyOf, rest: Rest): Phrase => ({
  text,
  category: 'severity',
  present: [finding],
  absent: [],
  ...rest,
});
const both = (text: string, ...present: AnyOf[]): Phrase => ({
  text,
  category: 'combination',
  present,
  absent: [],
});
const without = (text: string, present: AnyOf[], absent: Phrase['absent']): Phrase => ({
  text,
  category: 'negation',
  present,
  absent,
});

/** Written for this project by its authors; no sentence is a data set's, and none is a label's name. */
export const phrases: readonly Phrase[] = [
  synonym('the cardiac silhouette is enlarged', ['Cardiomegaly']),
  synonym('cardiothoracic ratio above one half', ['Cardiomegaly']),
  synonym('fluid in the pleural space', ['Effusion']),
  synonym('blunted costophrenic angle', ['Effusion']),
  synonym('volume loss with plate-like opacities at the base', ['Atelectasis']),
  synonym('partial collapse of a lobe', ['Atelectasis']),
  synonym('free air between lung and chest wall', ['Pneumothorax']),
  synonym('a visceral pleural line without lung markings beyond it', ['Pneumothorax']),
  synonym('airspace opacity with air bronchograms', AIRSPACE),
  synonym('patchy shadowing that suggests infection', AIRSPACE),
  synonym('rounded lesion in the lung field', SPOT),
  synonym('a solitary coin lesion', ['Nodule']),
  synonym('space-occupying lesion suspicious for a tumour', ['Mass']),
  synonym('interstitial and alveolar fluid from a failing heart', ['Edema']),
  synonym('hyperinflated lungs with flattened diaphragms', ['Emphysema']),
  synonym('reticular scarring with distortion of the lung', ['Fibrosis']),
  synonym('thick pleura along the chest wall', ['Pleural_Thickening']),
  synonym('stomach above the diaphragm behind the heart', ['Hernia']),

  lay('the heart looks too big', ['Cardiomegaly']),
  lay('water around the lung', ['Effusion']),
  lay('a collapsed lung with air outside it', ['Pneumothorax']),
  lay('a chest infection', ['Pneumonia', 'Consolidation', 'Infiltration']),
  lay('part of the lung has gone flat and airless', ['Atelectasis']),
  lay('water in the lungs because of a weak heart', ['Edema']),
  lay('a small spot on the lung', ['Nodule']),
  lay('a lump in the chest that may be cancer', ['Mass']),
  lay('smoker’s lungs that are blown up too far', ['Emphysema']),
  lay('old scars in the lungs', ['Fibrosis', 'Pleural_Thickening']),
  lay('the skin around the lung is thickened', ['Pleural_Thickening']),
  lay('white cloudy patch in the lung', AIRSPACE),

  sided('fluid at the left lung base', ['Effusion'], { side: 'left' }),
  sided('right-sided pleural fluid', ['Effusion'], { side: 'right' }),
  sided('fluid on both sides of the chest', ['Effusion'], { side: 'bilateral' }),
  sided('air in the pleural space on the left', ['Pneumothorax'], { side: 'left' }),
  sided('collapsed right lung with a rim of free air', ['Pneumothorax'], { side: 'right' }),
  sided('opacity in the right lung, probably infection', AIRSPACE, { side: 'right' }),
  sided('infection in the left lung', ['Pneumonia', 'Consolidation', 'Infiltration'], { side: 'left' }),
  sided('shadowing in both lungs', AIRSPACE, { side: 'bilateral' }),
  sided('a round lesion in the right lung', SPOT, { side: 'right' }),
  sided('coin lesion on the left', SPOT, { side: 'left' }),
  sided('volume loss at the left base', ['Atelectasis'], { side: 'left' }),
  sided('linear atelectatic bands on the right', ['Atelectasis'], { side: 'right' }),

  sized('massive fluid that hides most of the lung', ['Effusion'], { size: 'large' }),
  sized('a trace of pleural fluid', ['Effusion'], { size: 'small' }),
  sized('complete collapse of the lung from free air', ['Pneumothorax'], { size: 'large' }),
  sized('a tiny rim of air at the apex', ['Pneumothorax'], { size: 'small' }),
  sized('grossly enlarged heart', ['Cardiomegaly'], { size: 'large' }),
  sized('extensive consolidation of a whole lung', AIRSPACE, { size: 'large' }),
  sized('a faint small patch of infection', AIRSPACE, { size: 'small' }),
  sized('a bulky tumour of several centimetres', SPOT, { size: 'large' }),
  sized('a tiny nodular density', SPOT, { size: 'small' }),
  sized('minor streaks of collapsed lung', ['Atelectasis'], { size: 'small' }),
  sized('large area of lung collapse', ['Atelectasis'], { size: 'large' }),

  both('big heart and fluid beside the lungs', ['Cardiomegaly'], ['Effusion']),
  both('heart failure with congested lungs and pleural fluid', ['Edema', 'Cardiomegaly'], ['Effusion']),
  both('fluid with collapse of the lung next to it', ['Effusion'], ['Atelectasis']),
  both('infection together with a parapneumonic fluid collection', AIRSPACE, ['Effusion']),
  both('free air and fluid in the same pleural space', ['Pneumothorax'], ['Effusion']),
  both('overinflated lungs with a pneumothorax', ['Emphysema'], ['Pneumothorax']),
  both('a tumour with pleural fluid', SPOT, ['Effusion']),
  both('airspace shadowing and volume loss', AIRSPACE, ['Atelectasis']),
  both('several nodules and a larger mass', ['Nodule'], ['Mass']),
  both('scarring with thickened pleura', ['Fibrosis'], ['Pleural_Thickening']),
  both('congestion and patchy opacities', ['Edema'], AIRSPACE),
  both('enlarged heart with basal volume loss', ['Cardiomegaly'], ['Atelectasis']),

  without('a normal chest film', [], 'all'),
  without('clear lungs, normal heart, no fluid', [], 'all'),
  without('nothing abnormal to be seen', [], 'all'),
  without('enlarged heart without pleural fluid', [['Cardiomegaly']], ['Effusion']),
  without('pleural fluid but the heart is of normal size', [['Effusion']], ['Cardiomegaly']),
  without(
    'fluid without any sign of infection',
    [['Effusion']],
    ['Pneumonia', 'Consolidation', 'Infiltration'],
  ),
  without('a collapsed lung with no fluid', [['Pneumothorax']], ['Effusion']),
  without('infection, no pleural fluid', [AIRSPACE], ['Effusion']),
  without(
    'isolated round lesion, lungs otherwise clear',
    [SPOT],
    ['Atelectasis', 'Consolidation', 'Edema', 'Effusion', 'Infiltration', 'Pneumonia'],
  ),
  without('volume loss without free air', [['Atelectasis']], ['Pneumothorax']),
  without('opacities, but no enlargement of the heart', [AIRSPACE], ['Cardiomegaly']),
  without('no consolidation, only scarring', [['Fibrosis']], ['Consolidation', 'Pneumonia']),
];
