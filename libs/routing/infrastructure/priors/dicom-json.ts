import { z } from 'zod';

const Attribute = z.looseObject({ Value: z.array(z.unknown()).optional() });
/** As much of DICOM JSON (PS3.18 F.2) as answers to queries are read for. */
export const DicomJsonAnswer = z.array(z.record(z.string(), Attribute));
type DicomJsonItem = z.infer<typeof DicomJsonAnswer>[number];

const PersonName = z.object({
  Alphabetic: z.string().default(''),
  Ideographic: z.string().default(''),
  Phonetic: z.string().default(''),
});

/** The attribute's values that are text; a person's name with its groups parted by `=` (PS3.18 F.2.2). */
export const textsOf = (item: DicomJsonItem, tag: string): string[] =>
  (item[tag]?.Value ?? []).flatMap((value) => {
    if (typeof value === 'string') return value;
    const name = PersonName.safeParse(value);
    if (!name.success) return [];
    const { Alphabetic, Ideographic, Phonetic } = name.data;
    return [Alphabetic, Ideographic, Phonetic].join('=').replace(/=+$/, '');
  });
