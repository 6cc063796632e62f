import { z } from 'zod';
import { IdentityNote } from './study.contract';

const page = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).default(0),
};

/** An identifier and who is behind it, as it was told last. */
const NamedPatient = z.object({
  patientId: z.string(),
  issuerOfPatientId: z.string().nullable(),
  patientName: z.string(),
});

/** A note of one study as an administrator goes through them. */
export const ReviewedIdentityNote = IdentityNote.extend({
  id: z.uuid(),
  studyInstanceUid: z.string(),
  studyDescription: z.string().nullable(),
  studyDate: z.string().nullable(),
  patient: NamedPatient,
  /** A doubt that nobody has settled and that what the study says now has not taken away. */
  open: z.boolean(),
  settled: z.object({ at: z.iso.datetime(), byName: z.string().nullable(), reason: z.string() }).nullable(),
});
export type ReviewedIdentityNote = z.infer<typeof ReviewedIdentityNote>;

/** `GET /api/identity/notes` (ability `manage-connections`, as all of these), the latest first. */
export const IdentityNoteQuery = z.object({ show: z.enum(['open', 'all']).default('open'), ...page });
export type IdentityNoteQuery = z.infer<typeof IdentityNoteQuery>;
export const IdentityNotePage = z.object({
  notes: z.array(ReviewedIdentityNote),
  total: z.number().int(),
});
export type IdentityNotePage = z.infer<typeof IdentityNotePage>;

/** `PUT /api/identity/notes/:id/settlement`: somebody has looked and says why it is right as it is. */
export const SettleIdentityNoteBody = z.object({ reason: z.string().trim().min(1).max(500) });
export type SettleIdentityNoteBody = z.infer<typeof SettleIdentityNoteBody>;

/** `GET /api/identity/merges`, the latest first. */
export const MergeQuery = z.object(page);
export type MergeQuery = z.infer<typeof MergeQuery>;
export const MergePage = z.object({
  merges: z.array(
    z.object({
      id: z.uuid(),
      retired: NamedPatient,
      survivor: NamedPatient,
      at: z.iso.datetime(),
      /** Who told it: `RIS^HOSPITAL`. */
      by: z.string().nullable(),
      /** MSH-10 of the message that told it. */
      message: z.string().nullable(),
      /** Of the survivor now. */
      studies: z.number().int(),
    }),
  ),
  total: z.number().int(),
});
export type MergePage = z.infer<typeof MergePage>;
