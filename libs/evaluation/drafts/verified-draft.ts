import { type ReportSentence, verifySentences } from '@wetread/reporting';
import type { DraftedFilm } from '../reading/film-reader';

/** The sentences of a draft with what the verifier holds against each. */
export function verifiedSentences({ draft }: DraftedFilm): ReportSentence[] {
  const sentences = draft.sentences.map((sentence, index): ReportSentence => ({
    ...sentence,
    id: String(index + 1),
    author: 'model',
    flags: [],
  }));
  return verifySentences(sentences, { findings: draft.findings, hasPrior: draft.prior !== null });
}
