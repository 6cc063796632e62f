import { z } from 'zod';

export const InstanceSummary = z.object({
  sopInstanceUid: z.string(),
  sopClassUid: z.string(),
  sopClassName: z.string(),
  instanceNumber: z.number().int().nullable(),
  frames: z.number().int(),
  rows: z.number().int().nullable(),
  columns: z.number().int().nullable(),
  hasPixels: z.boolean(),
  /** Patient Orientation (0020,0020): where rows and columns run to, e.g. `['L', 'F']`; empty when not told. */
  patientOrientation: z.array(z.string()).optional(),
});
export const SeriesSummary = z.object({
  seriesInstanceUid: z.string(),
  modality: z.string().nullable(),
  seriesNumber: z.number().int().nullable(),
  description: z.string().nullable(),
  bodyPart: z.string().nullable(),
  instances: z.array(InstanceSummary),
});
/** Something about whose study it is that its reader must know (docs/identity.md). */
export const IdentityNote = z.object({
  kind: z.enum(['demographics-differ', 'demographics-updated', 'update-withheld', 'patient-merged']),
  differences: z.array(
    z.object({
      attribute: z.enum(['PatientName', 'PatientBirthDate', 'PatientSex']),
      /** What the study said before. */
      held: z.string(),
      /** What the instance or message says. */
      received: z.string(),
    }),
  ),
  /** Door and peer: `dimse CT1`, `hl7 RIS^HOSPITAL`. */
  source: z.string(),
  at: z.iso.datetime(),
  times: z.number().int(),
});
export type IdentityNote = z.infer<typeof IdentityNote>;

/** `GET /api/studies/:studyInstanceUid` */
export const StudyDetail = z.object({
  studyInstanceUid: z.string(),
  patientName: z.string(),
  patientId: z.string(),
  birthDate: z.string().nullable(),
  sex: z.string().nullable(),
  studyDate: z.string().nullable(),
  studyDescription: z.string().nullable(),
  accessionNumber: z.string().nullable(),
  state: z.enum(['receiving', 'complete']),
  completions: z.number().int(),
  /** Oldest first; empty when nothing is doubtful. */
  identityNotes: z.array(IdentityNote),
  series: z.array(SeriesSummary),
});
export type StudyDetail = z.infer<typeof StudyDetail>;

/**
 * `GET /api/instances/:sopInstanceUid/frames/:frame/pixels`: the decoded frame as raw bytes
 * (`application/octet-stream`), described by these headers' JSON in `X-Wetread-Frame`.
 * Grey frames are 8- or 16-bit little-endian *stored* values; colour frames are RGB, 8 bit.
 */
export const FrameHeader = z.object({
  rows: z.number().int(),
  columns: z.number().int(),
  samplesPerPixel: z.union([z.literal(1), z.literal(3)]),
  bitsAllocated: z.union([z.literal(8), z.literal(16)]),
  signed: z.boolean(),
  photometricInterpretation: z.string(),
  rescaleSlope: z.number(),
  rescaleIntercept: z.number(),
  windowCenter: z.number(),
  windowWidth: z.number(),
  voiLutFunction: z.enum(['LINEAR', 'LINEAR_EXACT', 'SIGMOID']),
  /** True when the frame is MONOCHROME1: the viewer inverts. */
  inverted: z.boolean(),
  pixelSpacing: z.tuple([z.number(), z.number()]).nullable(),
});
export type FrameHeader = z.infer<typeof FrameHeader>;
