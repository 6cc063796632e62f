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
