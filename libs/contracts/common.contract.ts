import { z } from 'zod';

/** [x, y, width, height] as fractions (0..1) of the stored image, origin top left. */
export const Box = z.tuple([z.number(), z.number(), z.number(), z.number()]);
export type Box = z.infer<typeof Box>;

/** RFC 9457 problem details, as every error leaves the HTTP API. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: z.string(),
  requestId: z.string().optional(),
});
export type Problem = z.infer<typeof Problem>;

export const Role = z.enum(['radiologist', 'technologist', 'educator', 'admin', 'privacy-officer']);
export type Role = z.infer<typeof Role>;
