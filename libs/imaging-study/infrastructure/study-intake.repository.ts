import { Injectable } from '@nestjs/common';
import type { StudyInstanceUid } from '@wetread/kernel';
import { Database } from '@wetread/platform';
import type { StoreSource } from '../domain/store-outcome';
import { StudyIntake } from '../domain/study-intake';

@Injectable()
export class StudyIntakeRepository extends StudyIntake {
  constructor(private readonly database: Database) {
    super();
  }

  async sourcesOf(studyInstanceUid: StudyInstanceUid): Promise<StoreSource[]> {
    return this.database.manager().query<StoreSource[]>(
      `select source_kind as kind, source_peer as peer from instances where study_instance_uid = $1 and deleted_at is null
       group by source_kind, source_peer order by min(received_at), source_kind, source_peer`,
      [studyInstanceUid],
    );
  }

  async latest(limit: number): Promise<StudyInstanceUid[]> {
    const rows = await this.database.manager().query<{ study: StudyInstanceUid }[]>(
      `select study_instance_uid as study from studies where deleted_at is null
         order by first_received_at desc limit $1`,
      [limit],
    );
    return rows.map(({ study }) => study);
  }
}
