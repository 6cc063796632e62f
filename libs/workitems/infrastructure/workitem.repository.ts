import { Injectable } from '@nestjs/common';
import type { DicomJson } from '@wetread/dicom';
import { Database } from '@wetread/platform';
import { Tag, textOf } from '../domain/json-attributes';
import type { ProcedureStepState } from '../domain/procedure-step-state';
import { Workitem, type WorkitemSnapshot } from '../domain/workitem';
import { WorkitemExists, WorkitemNotFound } from '../domain/workitem-errors';
import { Workitems } from '../domain/workitems';

interface Row {
  uid: string;
  state: ProcedureStepState;
  transaction_uid: string | null;
  performed_here: boolean;
  attributes: DicomJson;
  priority: number;
  created_at: Date;
  modified_at: Date;
}

const COLUMNS = 'uid, state, transaction_uid, performed_here, attributes, priority, created_at, modified_at';
const INSERT = `insert into workitems
    (uid, state, transaction_uid, performed_here, attributes, input_studies, priority, modified_at, created_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (uid) do nothing returning uid`;
const UPDATE = `update workitems set state = $2, transaction_uid = $3, performed_here = $4, attributes = $5,
    input_studies = $6, priority = $7, modified_at = $8 where uid = $1`;
const OPEN_OF_STUDY = `select ${COLUMNS} from workitems
  where input_studies @> array[$1] and state in ('SCHEDULED', 'IN PROGRESS') order by priority, created_at, uid`;
const PAGE = `select ${COLUMNS} from workitems
  where ($1::smallint is null or (priority, created_at, uid) > ($1, $2, $3))
    and ($4::text[] is null or state = any($4))
  order by priority, created_at, uid limit 200`;

const ENDED_BEFORE = `select ${COLUMNS} from workitems
  where state in ('COMPLETED', 'CANCELED') and modified_at < $1
    and ($2::timestamptz is null or (modified_at, uid) > ($2, $3))
  order by modified_at, uid limit $4`;

const PRIORITIES = ['HIGH', 'MEDIUM', 'LOW'];

@Injectable()
export class WorkitemRepository extends Workitems {
  constructor(private readonly database: Database) {
    super();
  }

  async add(workitem: Workitem): Promise<void> {
    const { uid, createdAt } = workitem.snapshot;
    const values = [uid, ...valuesOf(workitem), createdAt];
    const inserted = (await this.database.manager().query(INSERT, values)) as unknown[];
    if (inserted.length === 0) throw new WorkitemExists(uid);
  }

  find(uid: string): Promise<Workitem> {
    return this.one(uid, '');
  }

  lock(uid: string): Promise<Workitem> {
    return this.one(uid, ' for update');
  }

  async save(workitem: Workitem): Promise<void> {
    await this.database.manager().query(UPDATE, [workitem.snapshot.uid, ...valuesOf(workitem)]);
  }

  async openOfStudy(studyInstanceUid: string): Promise<Workitem[]> {
    const rows = (await this.database.manager().query(OPEN_OF_STUDY, [studyInstanceUid])) as Row[];
    return rows.map(workitemOf);
  }

  async endedBefore(before: Date, after: WorkitemSnapshot | null, limit: number): Promise<Workitem[]> {
    const parameters = [before, after?.modifiedAt ?? null, after?.uid ?? null, limit];
    const rows = await this.database.manager().query<Row[]>(ENDED_BEFORE, parameters);
    return rows.map(workitemOf);
  }

  async remove(uid: string): Promise<void> {
    await this.database.manager().query('delete from workitems where uid = $1', [uid]);
  }

  async *all(states: readonly string[] | null = null): AsyncGenerator<Workitem> {
    let last: Row | undefined;
    do {
      const after = [last?.priority ?? null, last?.created_at ?? null, last?.uid ?? null];
      const rows = (await this.database.manager().query(PAGE, [...after, states])) as Row[];
      yield* rows.map(workitemOf);
      last = rows.at(-1);
    } while (last);
  }

  private async one(uid: string, suffix: string): Promise<Workitem> {
    const query = `select ${COLUMNS} from workitems where uid = $1${suffix}`;
    const [row] = (await this.database.manager().query(query, [uid])) as Row[];
    if (!row) throw new WorkitemNotFound(uid);
    return workitemOf(row);
  }
}

const workitemOf = (row: Row): Workitem =>
  Workitem.of({
    uid: row.uid,
    state: row.state,
    transactionUid: row.transaction_uid,
    performedHere: row.performed_here,
    attributes: row.attributes,
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
  });

function valuesOf(workitem: Workitem): unknown[] {
  const { state, transactionUid, performedHere, attributes, modifiedAt } = workitem.snapshot;
  const priority = PRIORITIES.indexOf(textOf(attributes, Tag.ScheduledProcedureStepPriority) ?? '');
  return [
    state,
    transactionUid,
    performedHere,
    JSON.stringify(attributes),
    workitem.inputStudies,
    priority < 0 ? PRIORITIES.length : priority,
    modifiedAt,
  ];
}
