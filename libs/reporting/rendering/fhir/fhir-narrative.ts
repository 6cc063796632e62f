import type { Narrative } from '@medplum/fhirtypes';
import type { ReportDocument } from '../../domain/report-document';
import { addendumLine, documentSections, markText, provenanceText } from '../report-words';

/** The id of a sentence within the narrative, which Provenance points at. */
export const sentenceAnchor = (sentenceId: string): string => `sentence-${sentenceId}`;

/** The text of the report as XHTML; every sentence says whether a model or a person wrote it. */
export function fhirNarrative(document: ReportDocument): Narrative {
  const facts = [
    ...document.marks.map(markText),
    provenanceText(document),
    ...document.notes.map(({ message }) => message),
  ];
  const sections = documentSections(document).map(({ heading, sentences }) => {
    const lines = sentences.map(({ id, text, author }) => {
      const added = addendumLine(document, id);
      const origin =
        author === 'model' ? `written by ${document.model?.name ?? 'a model'}` : 'written by a person';
      return `<p id="${escaped(sentenceAnchor(id))}">${escaped(text)} <i>(${escaped(added ?? origin)})</i></p>`;
    });
    return `<h3>${escaped(heading)}</h3>${lines.join('')}`;
  });
  const head = facts.map((fact) => `<p>${escaped(fact)}</p>`).join('');
  return {
    status: 'generated',
    div: `<div xmlns="http://www.w3.org/1999/xhtml">${head}${sections.join('')}</div>`,
  };
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (sign) => entities[sign] ?? sign);
