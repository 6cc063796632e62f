import type { PhantomFindingRequest, PhantomView } from './phantom-finding';
import type { PhantomPatient, PhantomStudyOrder } from './phantom-order';
import type { PhantomStudy } from './phantom-study';
import { writePhantomStudy } from './phantom-study';

/** A fixed case of the demo: a study of a phantom and what a reader should notice. */
export interface DemoCase {
  key: string;
  title: string;
  /** Whether the case shows something a radiologist would telephone about. */
  critical: boolean;
  order: PhantomStudyOrder;
}

interface DemoSketch {
  key: string;
  title: string;
  critical?: boolean;
  seed: number;
  view?: PhantomView;
  findings: readonly PhantomFindingRequest[];
  given: string;
  sex: PhantomPatient['sex'];
  birthDate: string;
  /** Number of the case whose patient this is too. */
  patientOf?: string;
  at: [date: string, time: string];
}

const sketches: readonly DemoSketch[] = [
  { key: 'normal', title: 'Normal chest', seed: 4101, findings: [], given: 'Adam Normal', sex: 'M', birthDate: '19880214', at: ['20261102', '081200'] },
  { key: 'cardiomegaly', title: 'Cardiomegaly', seed: 4102, findings: [{ code: 'Cardiomegaly', size: 'large' }], given: 'Berta Bigheart', sex: 'F', birthDate: '19510703', at: ['20261102', '084500'] },
  { key: 'effusion', title: 'Right pleural effusion', seed: 4103, findings: [{ code: 'Effusion', side: 'right', size: 'moderate' }], given: 'Carl Meniscus', sex: 'M', birthDate: '19620919', at: ['20261102', '091000'] },
  { key: 'pneumothorax', title: 'Left pneumothorax', critical: true, seed: 4104, findings: [{ code: 'Pneumothorax', side: 'left', size: 'moderate' }], given: 'Dora Airleak', sex: 'F', birthDate: '19990530', at: ['20261102', '093300'] },
  { key: 'consolidation', title: 'Right lower zone consolidation', seed: 4105, findings: [{ code: 'Consolidation', side: 'right', zone: 'lower', size: 'large' }], given: 'Emil Bronchogram', sex: 'M', birthDate: '19740126', at: ['20261103', '101500'] },
  { key: 'nodule', title: 'Left upper zone nodule', seed: 4106, findings: [{ code: 'Nodule', side: 'left', zone: 'upper', size: 'large' }], given: 'Frida Coin', sex: 'F', birthDate: '19580811', at: ['20261103', '104000'] },
  { key: 'edema', title: 'Pulmonary edema', seed: 4107, findings: [{ code: 'Edema', size: 'large' }], given: 'Georg Batwing', sex: 'M', birthDate: '19460322', at: ['20261103', '112500'] },
  { key: 'combination', title: 'Cardiomegaly with effusion and atelectasis', seed: 4108, findings: [{ code: 'Cardiomegaly', size: 'moderate' }, { code: 'Effusion', side: 'left', size: 'moderate' }, { code: 'Atelectasis', side: 'right', zone: 'lower', size: 'moderate' }], given: 'Hanna Several', sex: 'F', birthDate: '19491205', at: ['20261104', '075500'] },
  { key: 'pacemaker', title: 'Pacemaker', seed: 4109, findings: [{ code: 'SupportDevice', device: 'pacemaker', side: 'left' }], given: 'Igor Pacer', sex: 'M', birthDate: '19440617', at: ['20261104', '083000'] },
  { key: 'portable', title: 'Portable film with central line and tube', seed: 4110, view: 'AP', findings: [{ code: 'SupportDevice', device: 'central-line', side: 'right' }, { code: 'SupportDevice', device: 'endotracheal-tube' }, { code: 'Infiltration', side: 'left', zone: 'lower', size: 'moderate' }], given: 'Jana Bedside', sex: 'F', birthDate: '19670909', at: ['20261104', '031000'] },
  { key: 'before-effusion', title: 'The patient of the right effusion, eight months before', seed: 4103, findings: [], given: 'Carl Meniscus', sex: 'M', birthDate: '19620919', patientOf: '003', at: ['20260302', '094000'] },
]; // prettier-ignore

/** The demo's cases, two of them of one patient; drawing is left to `writePhantomStudy` so that listing them costs nothing. */
export function demoCases(): DemoCase[] {
  return sketches.map((sketch, index) => {
    const { key, title, critical = false, seed, view = 'PA', findings } = sketch;
    const number = String(index + 1).padStart(3, '0');
    return {
      key,
      title,
      critical,
      order: {
        patient: {
          id: `PHANTOM-${sketch.patientOf ?? number}`,
          name: `PHANTOM^${sketch.given}`,
          birthDate: sketch.birthDate,
          sex: sketch.sex,
        },
        study: {
          date: sketch.at[0],
          time: sketch.at[1],
          description: view === 'AP' ? 'Chest portable AP (phantom)' : 'Chest PA (phantom)',
          accessionNumber: `PH26-${number}`,
          referringPhysician: 'PHANTOM^Referrer',
        },
        films: [{ seed, view, findings }],
      },
    };
  });
}

/** Draws and writes the demo's cases. `size` is the longest side in pixels. */
export function demoStudies(options: { size?: number } = {}): (DemoCase & { study: PhantomStudy })[] {
  return demoCases().map((demo) => ({ ...demo, study: writePhantomStudy({ ...demo.order, ...options }) }));
}
