import { Injectable } from '@nestjs/common';
import type { StudyInstanceUid } from '@wetread/kernel';
import { Database } from '@wetread/platform';
import type { ClaimedPatient } from '../../domain/identity/same-patient';
import { type Expected, ExpectedStudies } from '../../domain/peers/expected-studies';

const FORGET = 'delete from expected_studies where until < $1';
const EXPECT = `insert into expected_studies (study_instance_uid, patient, until) values ($1, $2, $3)
  on conflict (study_instance_uid) do update set patient = excluded.patient, until = excluded.until`;
const FIND = 'select patient from expected_studies where study_instance_uid = $1 and until >= $2';

@Injectable()
export class ExpectedStudiesRepository extends ExpectedStudies {
  constructor(private readonly database: Database) {
    super();
  }

  async expect(study: StudyInstanceUid, patient: ClaimedPatient, { at, until }: Expected): Promise<void> {
    const { patientId, issuerOfPatientId, patientName, birthDate, sex } = patient;
    const kept = JSON.stringify({ patientId, issuerOfPatientId, patientName, birthDate, sex });
    await this.database.manager().query(FORGET, [at]);
    await this.database.manager().query(EXPECT, [study, kept, until]);
  }

  async patientOf(study: StudyInstanceUid, at: Date): Promise<ClaimedPatient | null> {
    const [row] = await this.database.manager().query<{ patient: ClaimedPatient }[]>(FIND, [study, at]);
    return row?.patient ?? null;
  }
}
