import { Injectable } from '@nestjs/common';
import { Database } from '@wetread/platform';
import type { EntityId, Order, OrderContent, OrderSource } from '../domain/order';
import { OrderRegister } from '../domain/orders';

type Saved = Pick<Order, 'id' | 'status' | 'studyInstanceUid'>;

// The one with this filler number; else the one that only has this placer number; else the accession number alone.
const FIND = `select id from orders
  where case
    when $1::text is not null and filler_order_number is not null
      then filler_order_number = $1 and filler_namespace = $2
    when $3::text is not null and placer_order_number is not null
      then placer_order_number = $3 and placer_namespace = $4
    else $1 is null and $3::text is null and accession_number = $5 and patient_id = $6
  end
  order by filler_order_number is null, updated_at desc limit 1 for update`;

/** Column, and how a value of the message gets there. `null` leaves what is there. */
const COLUMNS = [
  'placer_order_number',
  'placer_namespace',
  'filler_order_number',
  'filler_namespace',
  'accession_number',
  'study_instance_uid',
  'requested_procedure_id',
  'procedure_code',
  'procedure_scheme',
  'procedure_text',
  'modality',
  'priority',
  'reason',
  'clinical_information',
  'referring_physician',
  'scheduled_at',
  'status',
  'patient_id',
  'source_kind',
  'source_peer',
  'updated_at',
] as const;

// Who gives no accession number means the filler's order number by it.
const PRESETS: Partial<Record<(typeof COLUMNS)[number], string>> = {
  placer_namespace: `''`,
  filler_namespace: `''`,
  accession_number: '$3',
  priority: `'routine'`,
  status: `'requested'`,
};

const RETURNING = `returning id, status, study_instance_uid as "studyInstanceUid"`;
const UPDATE = `update orders set ${COLUMNS.map((column, index) => `${column} = coalesce($${index + 2}, ${column})`).join(', ')}
  where id = $1 ${RETURNING}`;
const INSERT = `insert into orders (${COLUMNS.join(', ')}, created_at) values (${COLUMNS.map(
  (column, index) => (PRESETS[column] ? `coalesce($${index + 1}, ${PRESETS[column]})` : `$${index + 1}`),
).join(', ')}, $${COLUMNS.length}) ${RETURNING}`;

@Injectable()
export class OrderRegisterRepository extends OrderRegister {
  constructor(private readonly database: Database) {
    super();
  }

  async save(content: OrderContent, patient: string, source: OrderSource, at: Date): Promise<Saved> {
    const manager = this.database.manager();
    const { placer, filler, accessionNumber } = content;
    const key = [...numberOf(filler), ...numberOf(placer), accessionNumber, patient];
    const [known] = await manager.query<{ id: string }[]>(FIND, key);
    const values = valuesOf(content, patient, source, at);
    // TypeORM gives an UPDATE's rows with their count.
    const answer = known
      ? (await manager.query<[Saved[], number]>(UPDATE, [known.id, ...values]))[0]
      : await manager.query<Saved[]>(INSERT, values);
    return answer[0] as Saved;
  }
}

const numberOf = (id: EntityId | null): (string | null)[] => [id?.number ?? null, id?.namespace ?? null];

const valuesOf = (content: OrderContent, patient: string, source: OrderSource, at: Date): unknown[] => [
  ...numberOf(content.placer),
  ...numberOf(content.filler),
  content.accessionNumber,
  content.studyInstanceUid,
  content.requestedProcedureId,
  content.procedure.code,
  content.procedure.scheme,
  content.procedure.text,
  content.modality,
  content.priority,
  content.reason,
  content.clinicalInformation,
  content.referringPhysician,
  content.scheduledAt,
  content.status,
  patient,
  source.kind,
  source.peer,
  at,
];
