import { Injectable } from '@nestjs/common';
import type { StudyInstanceUid } from '@wetread/kernel';
import { Database } from '@wetread/platform';
import {
  ConformanceChecks,
  type CountedFinding,
  type StudyConformance,
} from '../../domain/conformance/study-conformance';

const SAVE = `insert into study_conformance
    (study_instance_uid, completion, checked_at, instances, unreadable, findings)
  values ($1, $2, $3, $4, $5, $6)
  on conflict (study_instance_uid) do update set
    completion = excluded.completion, checked_at = excluded.checked_at, instances = excluded.instances,
    unreadable = excluded.unreadable, findings = excluded.findings
  where study_conformance.completion <= excluded.completion`;

const FIND = `select completion, checked_at, instances, unreadable, findings from study_conformance
  where study_instance_uid = $1`;

interface Row {
  completion: number;
  checked_at: Date;
  instances: number;
  unreadable: number;
  findings: CountedFinding[];
}

@Injectable()
export class ConformanceRepository extends ConformanceChecks {
  constructor(private readonly database: Database) {
    super();
  }

  async save(check: StudyConformance): Promise<void> {
    const { studyInstanceUid, completion, checkedAt, instances, unreadable, findings } = check;
    const row = [studyInstanceUid, completion, checkedAt, instances, unreadable, JSON.stringify(findings)];
    await this.database.manager().query(SAVE, row);
  }

  async find(studyInstanceUid: StudyInstanceUid): Promise<StudyConformance | null> {
    const [row] = (await this.database.manager().query(FIND, [studyInstanceUid])) as Row[];
    if (!row) return null;
    const { checked_at: checkedAt, ...rest } = row;
    return { studyInstanceUid, checkedAt, ...rest };
  }
}
