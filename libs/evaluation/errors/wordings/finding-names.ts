import type { NihFindingCode } from '@wetread/terminology';
import type { Halves } from './wording-halves';

/** A finding as a noun, without and with what stands before it: `nodule`, `a nodule`. */
export type FindingName = readonly [bare: string, whole: string];

const mass = (name: string): FindingName => [name, name];

/** What a planted sentence calls each finding. */
export const findingNames: Readonly<Record<NihFindingCode, Halves<FindingName>>> = {
  Atelectasis: {
    open: [mass('atelectasis'), mass('volume loss')],
    'held-out': [mass('atelectatic change'), mass('discoid atelectasis'), mass('subsegmental collapse')],
  },
  Cardiomegaly: {
    open: [mass('cardiomegaly'), mass('enlargement of the heart')],
    'held-out': [
      mass('cardiac enlargement'),
      mass('an enlarged cardiac silhouette'),
      mass('heart enlargement'),
    ],
  },
  Effusion: {
    open: [['pleural effusion', 'a pleural effusion'], mass('pleural fluid')],
    'held-out': [
      ['effusion', 'an effusion'],
      mass('fluid in the pleural space'),
      mass('pleural fluid collections'),
    ],
  },
  Infiltration: {
    open: [['infiltrate', 'an infiltrate'], mass('patchy opacities')],
    'held-out': [mass('infiltrates'), mass('parenchymal infiltration'), mass('hazy opacification')],
  },
  Mass: {
    open: [
      ['mass', 'a mass'],
      ['lung mass', 'a lung mass'],
    ],
    'held-out': [
      ['pulmonary mass', 'a pulmonary mass'],
      ['tumour', 'a tumour'],
      ['mass lesion', 'a mass lesion'],
    ],
  },
  Nodule: {
    open: [
      ['nodule', 'a nodule'],
      ['lung nodule', 'a lung nodule'],
    ],
    'held-out': [
      mass('nodules'),
      ['pulmonary nodule', 'a pulmonary nodule'],
      ['coin lesion', 'a coin lesion'],
    ],
  },
  Pneumonia: {
    open: [mass('pneumonia'), ['infectious process', 'an infectious process']],
    'held-out': [mass('bronchopneumonia'), mass('pneumonic change'), mass('infective consolidation')],
  },
  Pneumothorax: {
    open: [['pneumothorax', 'a pneumothorax']],
    'held-out': [
      mass('pneumothoraces'),
      mass('air in the pleural space'),
      ['collapsed lung with free pleural air', 'a collapsed lung with free pleural air'],
    ],
  },
  Consolidation: {
    open: [mass('consolidation'), mass('airspace opacity')],
    'held-out': [mass('air space disease'), mass('dense consolidation'), mass('alveolar filling')],
  },
  Edema: {
    open: [mass('pulmonary edema'), mass('edema')],
    'held-out': [mass('pulmonary oedema'), mass('interstitial edema'), mass('pulmonary vascular congestion')],
  },
  Emphysema: {
    open: [mass('emphysema'), mass('emphysematous change')],
    'held-out': [mass('bullous change'), mass('pulmonary emphysema'), mass('bullae')],
  },
  Fibrosis: {
    open: [mass('fibrosis'), mass('scarring')],
    'held-out': [mass('fibrotic change'), mass('parenchymal scars'), mass('honeycombing')],
  },
  Pleural_Thickening: {
    open: [mass('pleural thickening')],
    'held-out': [mass('thickening of the pleura'), mass('pleural plaques'), mass('thickened pleura')],
  },
  Hernia: {
    open: [
      ['hiatal hernia', 'a hiatal hernia'],
      ['hernia', 'a hernia'],
    ],
    'held-out': [
      ['hiatus hernia', 'a hiatus hernia'],
      ['diaphragmatic hernia', 'a diaphragmatic hernia'],
      mass('herniation of the stomach'),
    ],
  },
};
