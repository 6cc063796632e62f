import { Injectable } from '@nestjs/common';
import type {
  Priority,
  ReadingState,
  Worklist as WorklistPage,
  WorklistItem,
  WorklistQuery,
} from '@wetread/contracts';
import { Database } from '@wetread/platform';
import { findingLabel } from '@wetread/terminology';
import { Worklist } from '../application/worklist';
import { worklistPage, worklistTotal } from './worklist.sql';

interface Row {
  study_instance_uid: string;
  patient_name: string;
  patient_id: string | null;
  patient_birth_date: string | null;
  patient_sex: string | null;
  study_date: string | null;
  study_description: string | null;
  accession_number: string | null;
  first_received_at: Date;
  report_id: string | null;
  report_status: WorklistItem['reportStatus'];
  present_findings: string[];
  marks: string[];
  state: ReadingState;
  urgency: 0 | 1 | 2;
  refusal_code: string | null;
  refusal_reason: string | null;
  total: number;
  modalities: string[];
  instance_count: number;
}

const priorities: readonly Priority[] = ['stat', 'urgent', 'routine'];

/** The worklist in one statement; the database keeps its order as the rooms below write their tables. */
@Injectable()
export class WorklistReadModel extends Worklist {
  constructor(private readonly database: Database) {
    super();
  }

  async page({ q, state, studyInstanceUid, limit, offset }: WorklistQuery): Promise<WorklistPage> {
    const words = patternsOf(q);
    const filter = [studyInstanceUid ?? null, state ?? null, ...words];
    const manager = this.database.manager();
    const rows = await manager.query<Row[]>(worklistPage(words.length), [...filter, limit, offset]);
    const [first] = rows;
    if (first) return { items: rows.map(itemOf), total: first.total };
    if (offset === 0) return { items: [], total: 0 };
    const [counted] = await manager.query<{ total: number }[]>(worklistTotal(words.length), filter);
    return { items: [], total: counted?.total ?? 0 };
  }
}

/** Every word must occur somewhere in name, patient ID, accession number or study UID; case does not matter. */
const patternsOf = (q = ''): string[] =>
  q
    .toLowerCase()
    .split(/[\s,^=]+/)
    .filter(Boolean)
    .map((word) => `%${word.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`);

const itemOf = (row: Row): WorklistItem => ({
  studyInstanceUid: row.study_instance_uid,
  patientName: row.patient_name,
  patientId: row.patient_id ?? '',
  birthDate: row.patient_birth_date,
  sex: row.patient_sex,
  studyDate: row.study_date,
  studyDescription: row.study_description,
  accessionNumber: row.accession_number,
  modalities: row.modalities,
  instanceCount: row.instance_count,
  receivedAt: row.first_received_at.toISOString(),
  state: row.state,
  priority: priorities[row.urgency] ?? 'routine',
  reportId: row.report_id,
  reportStatus: row.report_status,
  refusal: row.refusal_code === null ? null : { code: row.refusal_code, reason: row.refusal_reason ?? '' },
  findings: row.present_findings.map(findingLabel),
  marks: row.marks,
});
