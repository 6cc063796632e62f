import { Injectable } from '@nestjs/common';
import type { StudyInstanceUid } from '@wetread/kernel';
import { Database } from '@wetread/platform';
import { IdentityReview, type RecordedMerge, type ReviewedNote } from '../../domain/identity/identity-review';
import { storableText } from '../../domain/storable-json';
import { type MergeRow, mergeOf, type NoteRow, noteOf } from './identity-review-rows';

// What a doubt's other side said may be what the study says by now: then there is no doubt any more.
const NOTES = `select note.*, study.study_description, study.study_date, study.patient_name,
    patient.patient_id, patient.issuer,
    note.kind in ('demographics-differ', 'update-withheld') and note.settled_at is null and exists (
      select 1 from jsonb_array_elements(note.differences) difference
      where difference->>'received' is distinct from case difference->>'attribute'
        when 'PatientName' then study.patient_name
        when 'PatientBirthDate' then study.patient_birth_date
        when 'PatientSex' then study.patient_sex end
    ) as open
  from identity_notes note
  join studies study on study.study_instance_uid = note.study_instance_uid and study.deleted_at is null
  join patients patient on patient.id = study.patient_id`;

const MERGES = `select retired.id, retired.patient_id as retired_id, retired.issuer as retired_issuer,
    retired.patient_name as retired_name, survivor.patient_id as survivor_id, survivor.issuer as survivor_issuer,
    survivor.patient_name as survivor_name, retired.merged_at, retired.merged_by, retired.merged_message,
    (select count(*)::int from studies where patient_id = survivor.id and deleted_at is null) as studies
  from patients retired join patients survivor on survivor.id = retired.merged_into
  order by retired.merged_at desc, retired.id limit $1 offset $2`;

const SETTLE = `update identity_notes set settled_at = $2, settled_by = $3, settled_reason = $4
  where id = $1 and settled_at is null returning id`;

@Injectable()
export class IdentityReviewRepository extends IdentityReview {
  constructor(private readonly database: Database) {
    super();
  }

  async notes(
    show: 'open' | 'all',
    limit: number,
    offset: number,
  ): Promise<{ notes: ReviewedNote[]; total: number }> {
    const shown = `select * from (${NOTES}) shown ${show === 'open' ? 'where open' : ''}`;
    const rows = await this.query<NoteRow>(
      `${shown} order by last_at desc, id limit $1 offset $2`,
      limit,
      offset,
    );
    const [count] = await this.query<{ total: number }>(
      `select count(*)::int as total from (${shown}) counted`,
    );
    return { notes: rows.map(noteOf), total: count?.total ?? 0 };
  }

  async merges(limit: number, offset: number): Promise<{ merges: RecordedMerge[]; total: number }> {
    const rows = await this.query<MergeRow>(MERGES, limit, offset);
    const [count] = await this.query<{ total: number }>(
      'select count(*)::int as total from patients where merged_into is not null',
    );
    return { merges: rows.map(mergeOf), total: count?.total ?? 0 };
  }

  async settle(
    id: string,
    by: string,
    reason: string,
    at: Date,
  ): Promise<{ studyInstanceUid: StudyInstanceUid; kind: string; isNew: boolean } | null> {
    const [note] = await this.query<{ study: StudyInstanceUid; kind: string }>(
      'select study_instance_uid as study, kind from identity_notes where id = $1 for update',
      id,
    );
    if (!note) return null;
    // TypeORM gives an UPDATE's rows with their count.
    const [, count] = await this.query(SETTLE, id, at, by, storableText(reason));
    return { studyInstanceUid: note.study, kind: note.kind, isNew: count === 1 };
  }

  private query<Row>(statement: string, ...parameters: unknown[]): Promise<Row[]> {
    return this.database.manager().query<Row[]>(statement, parameters);
  }
}
