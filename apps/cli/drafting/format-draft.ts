import { basename, extname } from 'node:path';
import type { ModelIdentity } from '@wetread/inference';
import { renderFhir, renderSr, renderText } from '@wetread/reporting';
import { draftRecord } from './draft-record';
import type { DraftFormat } from './draft-format';
import type { Drafted } from './draft-source';

const fileExtension: Record<DraftFormat, string> = {
  json: '.json',
  jsonl: '.jsonl',
  text: '.txt',
  fhir: '.fhir.json',
  sr: '.sr.dcm',
};

/** One source in one format; `null` when the format has no way to say that the study was refused. */
export function formatDraft(
  drafted: Drafted,
  format: DraftFormat,
  model: ModelIdentity,
): string | Uint8Array | null {
  if (format === 'jsonl') return `${JSON.stringify(draftRecord(drafted, model))}\n`;
  if (format === 'json') return `${JSON.stringify(draftRecord(drafted, model), null, 2)}\n`;
  if (!drafted.document) return null;
  if (format === 'fhir') return `${JSON.stringify(renderFhir(drafted.document), null, 2)}\n`;
  if (format === 'sr') return renderSr(drafted.document);
  return `${renderText(drafted.document)}\n`;
}

/** Name of the file in `--out`: the first source's own, with the format's ending. */
export const outputName = ({ paths }: Drafted, format: DraftFormat): string => {
  const first = basename(paths[0] ?? 'draft');
  return `${first.slice(0, first.length - extname(first).length) || first}${fileExtension[format]}`;
};
