export const draftFormats = ['json', 'jsonl', 'text', 'fhir', 'sr'] as const;
export type DraftFormat = (typeof draftFormats)[number];
