import { type StoreSource, Studies, StudyIntake, StudyNotFound } from '@wetread/imaging-study';
import type { StudyInstanceUid } from '@wetread/kernel';
import type { Order } from '@wetread/orders';
import type { DataSource } from 'typeorm';

export interface HeldStudy {
  readonly modalities: readonly string[];
  readonly description?: string;
  /** Objects without pixels. */
  readonly documents?: number;
  readonly sources?: readonly StoreSource[];
}

/** The room below, holding what a spec puts in: one series with one instance a modality. */
export class HeldStudies {
  private readonly held = new Map<string, HeldStudy>();
  /** Of every study. */
  order: Order | null = null;

  constructor(private readonly dataSource: DataSource) {}

  /** Rows of other tables refer to the study, so there is a row of it too. */
  async put(study: StudyInstanceUid, told: HeldStudy): Promise<void> {
    this.held.set(study, told);
    await this.dataSource.query(
      `with patient as (insert into patients (created_at) values ($2) returning id)
       insert into studies (study_instance_uid, patient_id, state, first_received_at, last_received_at)
       select $1, id, 'complete', $2, $2 from patient on conflict do nothing`,
      [study, new Date()],
    );
  }

  readonly studies = {
    find: async (study: string) => {
      const told = this.held.get(study);
      return told ? storedStudy(study, told) : null;
    },
    contents: async (study: string) => {
      const told = this.held.get(study);
      if (!told) throw new StudyNotFound(study);
      return {
        study: storedStudy(study, told),
        series: told.modalities.map((modality, index) => ({
          series: { seriesInstanceUid: `${study}.${index}`, modality, seriesNumber: index },
          instances: [{ sopInstanceUid: `${study}.${index}.1`, sopClassUid: '1.2', rows: 1, columns: 1 }],
        })),
      };
    },
    instances: async (study: string) => {
      const told = this.held.get(study);
      const pictures = told?.modalities.map(() => ({ hasPixelData: true })) ?? [];
      return [...pictures, ...Array.from({ length: told?.documents ?? 0 }, () => ({ hasPixelData: false }))];
    },
    instanceHeader: async () => ({ '00081010': { vr: 'SH', Value: ['ROOM 1'] } }),
  } as unknown as Studies;

  readonly intake = {
    sourcesOf: async (study: string) =>
      this.held.get(study)?.sources ?? [{ kind: 'dimse', peer: 'ER_DX1' } as const],
    latest: async (limit: number) => [...this.held.keys()].slice(0, limit),
  } as unknown as StudyIntake;
}

const storedStudy = (study: string, told: HeldStudy) => ({
  studyInstanceUid: study,
  studyDate: '2026-11-23',
  studyDescription: told.description ?? null,
  patient: { id: 'row', patientId: 'P1', issuerOfPatientId: 'HOSP', birthDate: '1980-11-24', sex: 'F' },
});
