import { z } from 'zod';

const MiB = 1024 * 1024;

/** Which earlier studies are fetched; the defaults are chest films of the last five years. */
export const PriorRelevance = z
  .object({
    modalities: z.array(z.string().min(1).max(16)).min(1).max(20).default(['CR', 'DX', 'RG']),
    /** Words of which description or body part must hold one; empty: any. */
    bodyParts: z.array(z.string().min(1).max(64)).max(20).default([]),
    maxAgeYears: z.number().int().min(1).max(150).default(5),
    maxStudies: z.number().int().min(1).max(20).default(3),
    maxBytes: z
      .number()
      .int()
      .min(1)
      .max(64 * 1024 * MiB)
      .default(512 * MiB),
  })
  .strict();

const relevance = PriorRelevance.prefault({});

/** `PUT /api/prior-sources/:name` (ability `manage-connections`, as all of these). */
export const PriorSourceBody = z
  .object({
    active: z.boolean().default(true),
    settings: z.discriminatedUnion('kind', [
      z
        .object({
          kind: z.literal('dimse'),
          /** Of an application entity of `/api/application-entities`. */
          aeTitle: z.string().trim().min(1).max(16),
          retrieve: z.enum(['get', 'move']).default('get'),
          relevance,
        })
        .strict(),
      z
        .object({
          kind: z.literal('dicomweb'),
          /** Of the service, e.g. `https://pacs.example/dicom-web`. */
          baseUrl: z
            .url({ protocol: /^https?$/ })
            .max(500)
            .refine(
              (url) => !URL.canParse(url) || new URL(url).username === '',
              'must name no user; name a secret instead',
            ),
          /** Name of a secret that holds the value of the Authorization header, e.g. `Bearer ...`. */
          authorizationSecret: z.string().nullable().default(null),
          relevance,
        })
        .strict(),
    ]),
  })
  .strict();
export type PriorSourceBody = z.infer<typeof PriorSourceBody>;

/** `GET /api/prior-sources` */
export const PriorSource = z.object({ name: z.string(), ...PriorSourceBody.shape });
export type PriorSource = z.infer<typeof PriorSource>;

/** The name of a source in its address. */
export const PriorSourceName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}$/);

/** `GET /api/studies/:studyInstanceUid/priors`: how the search for its priors went; `null` before there was one. */
export const PriorSearch = z.object({
  state: z.enum(['running', 'finished', 'given-up']),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  sources: z.array(
    z.object({
      source: z.string(),
      found: z.number().int(),
      wanted: z.number().int(),
      studies: z.number().int(),
      instances: z.number().int(),
      bytes: z.number().int(),
      refused: z.number().int(),
      errorCode: z.string().nullable(),
    }),
  ),
});
export type PriorSearch = z.infer<typeof PriorSearch>;
export const StudyPriors = z.object({ search: PriorSearch.nullable() });
export type StudyPriors = z.infer<typeof StudyPriors>;
