import { Injectable } from '@nestjs/common';
import type { DicomJson } from '@wetread/dicom';
import type { StudyPatient } from '../../domain/identity/patient-registry';
import { QueryIndex } from '../../domain/query/query-index';
import { NoteIdentity } from './note-identity';
import type { Telling } from './retell-studies';

/** A study that came under a retired identity is found and shown under the surviving one, and says so. */
@Injectable()
export class FollowSurvivor {
  constructor(
    private readonly index: QueryIndex,
    private readonly noteIdentity: NoteIdentity,
  ) {}

  async execute({ studyInstanceUid, patient }: StudyPatient, { source, actor, at }: Telling): Promise<void> {
    const { patientId, issuer } = patient.identity;
    const identifiers: DicomJson = {
      '00100020': { vr: 'LO', Value: [patientId] },
      ...(issuer !== null && { '00100021': { vr: 'LO', Value: [issuer] } }),
    };
    await this.index.correctStudy(studyInstanceUid, identifiers);
    const note = { kind: 'patient-merged' as const, studyInstanceUid, differences: [], source };
    await this.noteIdentity.execute(note, patient.id, actor, at);
  }
}
