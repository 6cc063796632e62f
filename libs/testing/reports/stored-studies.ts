import { randomUUID } from 'node:crypto';
import type { Inferences, Reading } from '@wetread/inference';
import { sopInstanceUid, studyInstanceUid } from '@wetread/kernel';
import type { Database } from '@wetread/platform';
import { aDraft } from './drafts';

/** A film that was read. */
export function aReading(of: Parameters<typeof aDraft>[0] = {}): Reading {
  const draft = aDraft(of);
  const shared = {
    band: 'definite',
    size: 'small',
    evidence: { box: [0.5, 0.6, 0.3, 0.2] },
    change: 'none',
  } as const;
  return {
    status: 'read',
    refusal: null,
    findings: draft.findings.map((finding) => ({ ...finding, ...shared })) as unknown as Reading['findings'],
    gate: null,
    repairs: [],
    inputSha256: draft.model.inputSha256,
    sentences: draft.sentences.map((sentence) => ({
      ...sentence,
      ...shared,
    })) as unknown as Reading['sentences'],
    prior: null,
    marks: [],
    milliseconds: 1,
  };
}

/** Keeps what was read of a study's film, as inference would. @returns the id that `DraftReport` takes */
export async function keepReading(
  inferences: Inferences,
  study: string,
  reading: Reading = aReading(),
  film = `${study}.1.1`,
): Promise<string> {
  const id = randomUUID();
  await inferences.add({
    id,
    studyInstanceUid: studyInstanceUid(study),
    completion: 1,
    reason: 'first',
    model: { name: 'wetread-cxr', version: '0.1.0', sha256: 'a'.repeat(64) },
    film: { sopInstanceUid: sopInstanceUid(film), frame: 1 },
    reading,
    createdAt: new Date(),
  });
  return id;
}

/** A stored study with one film, `<uid>.1.1`. */
export async function seedStudy(database: Database, uid: string, patient = 'Doe^Jane'): Promise<void> {
  const manager = database.manager();
  await manager.query(
    `with patient as (
       insert into patients (patient_id, patient_name, created_at) values ($1 || '-p', $2, now()) returning id)
     insert into studies (study_instance_uid, patient_id, patient_name, study_date, accession_number,
       study_description, state, completions, first_received_at, last_received_at)
     select $1, id, $2, '2026-11-23', 'ACC-1', 'Chest PA', 'complete', 1, now(), now() from patient`,
    [uid, patient],
  );
  await manager.query(
    `insert into series (series_instance_uid, study_instance_uid, modality) values ($1 || '.1', $1, 'DX')`,
    [uid],
  );
  await manager.query(
    `insert into instances (sop_instance_uid, sop_class_uid, series_instance_uid, study_instance_uid,
       transfer_syntax_uid, content_hash, bytes, number_of_frames, has_pixel_data, source_kind,
       source_peer, received_at)
     values ($1 || '.1.1', '1.2.840.10008.5.1.4.1.1.1.1', $1 || '.1', $1, '1.2.840.10008.1.2.1', 'c', 1, 1,
       true, 'import', 'spec', now())`,
    [uid],
  );
}
