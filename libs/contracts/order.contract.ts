import { z } from 'zod';

/** `GET /api/orders?accession=` or `?study=` (ability `read`). */
export const OrderQuery = z
  .object({ accession: z.string().min(1).max(64).optional(), study: z.string().min(1).max(64).optional() })
  .refine(({ accession, study }) => (accession === undefined) !== (study === undefined), {
    error: 'give either accession or study',
  });
export type OrderQuery = z.infer<typeof OrderQuery>;

const text = z.string().nullable();

export const OrderSummary = z.object({
  id: z.string(),
  patientId: z.string(),
  issuerOfPatientId: text,
  placerOrderNumber: text,
  fillerOrderNumber: text,
  accessionNumber: text,
  studyInstanceUid: text,
  requestedProcedureId: text,
  procedure: z.object({ code: text, scheme: text, text }),
  modality: text,
  priority: z.enum(['stat', 'urgent', 'routine']),
  reason: text,
  clinicalInformation: text,
  referringPhysician: text,
  scheduledAt: text,
  status: z.enum(['requested', 'held', 'in-progress', 'completed', 'cancelled']),
});

/** Reports are of other systems, as ORU^R01 brought them. */
export const OrderList = z.object({
  orders: z.array(OrderSummary),
  reports: z.array(
    z.object({
      id: z.string(),
      sender: z.string(),
      reportNumber: z.string(),
      accessionNumber: text,
      procedureText: text,
      observedOn: text,
      status: z.string(),
      body: z.string(),
    }),
  ),
});
export type OrderList = z.infer<typeof OrderList>;

const page = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).default(0),
};

/** `GET /api/orders/received` (ability `manage-connections`), changed last first. */
export const ReceivedOrderQuery = z.object({ show: z.enum(['all', 'unmatched']).default('all'), ...page });
export type ReceivedOrderQuery = z.infer<typeof ReceivedOrderQuery>;

export const ReceivedOrder = OrderSummary.omit({ reason: true, clinicalInformation: true }).extend({
  patientName: z.string(),
  source: z.object({ kind: z.enum(['hl7', 'mwl']), peer: z.string() }),
  changedAt: z.iso.datetime(),
  /** Studies that fulfil it, by number and patient. */
  studies: z.array(z.string()),
  /** Studies with its number whose patient is another one: nothing is done with these. */
  otherPatients: z.array(z.string()),
});
export type ReceivedOrder = z.infer<typeof ReceivedOrder>;
export const ReceivedOrderPage = z.object({ orders: z.array(ReceivedOrder), total: z.number().int() });
export type ReceivedOrderPage = z.infer<typeof ReceivedOrderPage>;

/** `GET /api/hl7-messages` (ability `manage-connections`), the latest first; never what was in them. */
export const Hl7MessageQuery = z.object({ show: z.enum(['all', 'refused']).default('all'), ...page });
export type Hl7MessageQuery = z.infer<typeof Hl7MessageQuery>;

export const ReceivedHl7Message = z.object({
  id: z.uuid(),
  /** MSH-3 and MSH-4: `RIS^HOSPITAL`. */
  sender: z.string(),
  /** MSH-9: `ADT^A40`. */
  type: z.string(),
  /** MSH-10. */
  controlId: z.string(),
  /** Address that it came from. */
  peer: z.string(),
  outcome: z.enum(['accepted', 'error', 'rejected']),
  /** Why it was refused, and at which field. */
  faults: z.array(z.object({ at: text, text: z.string() })),
  receivedAt: z.iso.datetime(),
  /** How often it came. */
  times: z.number().int(),
});
export type ReceivedHl7Message = z.infer<typeof ReceivedHl7Message>;
export const Hl7MessagePage = z.object({
  messages: z.array(ReceivedHl7Message),
  total: z.number().int(),
});
export type Hl7MessagePage = z.infer<typeof Hl7MessagePage>;
