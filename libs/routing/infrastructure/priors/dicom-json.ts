import { z } from 'zod';

const Attribute = z.looseObject({ Value: z.array(z.unknown()).optional() });
/** As much of DICOM JSON (PS3.18 F.2) as answers to queries are read for. */
export const DicomJsonAnswer = z.array(z.record(z.string(), Attribute));
type DicomJsonItem = z.infer<typeof DicomJsonAnswer>[number];

/** The attribute's values that are text. */
export const textsOf = (item: DicomJsonItem, tag: string): string[] =>
  (item[tag]?.Value ?? []).filter((value) => typeof value === 'string');
