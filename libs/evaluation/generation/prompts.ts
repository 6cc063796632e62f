import type { NihFindingCode } from '@wetread/terminology';

/** What a film is asked to show: one finding, or none at all. */
export type Subject = NihFindingCode | 'normal';

/** Four prompts a subject, in words that neither training nor the choice of the guidance has used. */
export const evaluationPrompts: Readonly<Record<Subject, readonly string[]>> = {
  Atelectasis: [
    'atelectasis of the left lower lobe',
    'bands of collapsed lung near the diaphragm',
    'right basal collapse',
    'frontal chest film with discoid atelectasis',
  ],
  Cardiomegaly: [
    'marked cardiomegaly',
    'chest film of a patient with a very large heart',
    'cardiac silhouette grossly enlarged',
    'big heart, lungs otherwise clear',
  ],
  Effusion: [
    'large left pleural effusion',
    'pleural fluid on the right with a meniscus',
    'moderate bilateral effusions',
    'chest film with pleural effusion',
  ],
  Infiltration: [
    'patchy infiltrate in the right lung',
    'bilateral pulmonary infiltrates',
    'hazy infiltration of the left lower zone',
    'chest film showing an infiltrate',
  ],
  Mass: [
    'big mass in the left lung',
    'lung cancer, a rounded mass on the right',
    'pulmonary mass of the upper lobe',
    'chest film with a large mass',
  ],
  Nodule: [
    'solitary nodule of the left lung',
    'coin lesion in the right upper lobe',
    'multiple pulmonary nodules',
    'chest film with a lung nodule',
  ],
  Pneumonia: [
    'left lower lobe pneumonia',
    'bilateral pneumonia',
    'signs of pneumonia on the right',
    'chest film of a patient with pneumonia',
  ],
  Pneumothorax: [
    'large right pneumothorax',
    'air in the pleural space with a collapsed lung',
    'left apical pneumothorax',
    'chest film with pneumothorax',
  ],
  Consolidation: [
    'consolidation of the right lower lobe',
    'left lung largely consolidated',
    'lobar consolidation with air bronchogram',
    'chest film showing consolidation',
  ],
  Edema: [
    'severe pulmonary edema',
    'bilateral perihilar edema of heart failure',
    'fluid overload with lung oedema',
    'chest film with pulmonary edema',
  ],
  Emphysema: [
    'severe emphysema',
    'COPD with hyperinflated lungs',
    'emphysematous chest, flattened diaphragms',
    'chest film of a patient with emphysema',
  ],
  Fibrosis: [
    'advanced pulmonary fibrosis',
    'reticular scarring of both lungs',
    'fibrotic changes in the upper lobes',
    'chest film with lung fibrosis',
  ],
  Pleural_Thickening: [
    'left pleural thickening',
    'thickened pleura at both apices',
    'diffuse pleural thickening on the right',
    'chest film with thickened pleura',
  ],
  Hernia: [
    'large hiatal hernia',
    'hernia of the stomach through the diaphragm',
    'retrocardiac hiatus hernia',
    'chest film with a diaphragmatic hernia',
  ],
  normal: [
    'normal chest radiograph',
    'no abnormality in heart or lungs',
    'clear lungs, normal heart size',
    'unremarkable frontal chest film of a healthy adult',
  ],
};
