import type { ReportDocument } from '../domain/report-document';
import {
  addendumLine,
  documentSections,
  headerFields,
  markText,
  provenanceText,
  statusHeading,
  type DocumentSection,
} from './report-words';

const WIDTH = 78;

/** The report as plain text, at most 78 characters a line, ended by a line feed. */
export function renderText(document: ReportDocument): string {
  const marks = document.marks.map((mark) => `*** ${markText(mark)} ***`);
  const notes = document.notes.map(({ message }) => wrap(message, 'Note: '));
  const fields = headerFields(document).map(([label, value]) => wrap(value, `${`${label}:`.padEnd(13)}`));
  const blocks = [
    [
      statusHeading[document.status].toUpperCase(),
      ...marks,
      ...wrapped(provenanceText(document)),
      ...notes,
    ].join('\n'),
    fields.join('\n'),
    ...documentSections(document).map((section) => sectionText(document, section)),
    footer(document),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function sectionText(document: ReportDocument, { section, heading, sentences }: DocumentSection): string {
  if (section === 'findings')
    return [heading.toUpperCase(), ...wrapped(sentences.map(({ text }) => text).join(' '))].join('\n');
  if (section === 'impression')
    return [heading.toUpperCase(), ...sentences.map(({ text }, at) => wrap(text, `${at + 1}. `))].join('\n');
  const addenda = sentences.map(({ id, text }) =>
    [...wrapped(text), addendumLine(document, id)].filter((line) => line !== null).join('\n'),
  );
  return [heading.toUpperCase(), ...addenda].join('\n');
}

function footer({ reportId, revision, contentHash, model, study, reason, status }: ReportDocument): string {
  const lines = [
    `Report ${reportId}, revision ${revision}`,
    ...(reason !== null && (status === 'corrected' || status === 'amended')
      ? [`Changed because: ${reason}`]
      : []),
    `Study ${study.studyInstanceUid}`,
    ...(model ? [`Model ${model.name} ${model.version}, weights SHA-256 ${model.sha256.slice(0, 16)}`] : []),
    `Content SHA-256 ${contentHash}`,
  ];
  return [
    '-'.repeat(WIDTH),
    ...lines.flatMap((line) => (line.startsWith('Content') ? [line] : wrapped(line))),
  ].join('\n');
}

const wrapped = (text: string): string[] => wrap(text, '').split('\n');

/** Breaks at spaces; following lines are indented under the text. A word longer than a line stays whole. */
function wrap(text: string, prefix: string): string {
  const indent = ' '.repeat(prefix.length);
  const lines: string[] = [];
  let line = prefix;
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const empty = line === prefix || line === indent;
    if (!empty && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = indent + word;
    } else line += empty ? word : ` ${word}`;
  }
  return [...lines, line.trimEnd()].join('\n');
}
