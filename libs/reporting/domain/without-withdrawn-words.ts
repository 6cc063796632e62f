import type { ReportDocument } from './report-document';
import { isWithdrawn } from './report-status';

/**
 * A report that was taken back says that it was, and nothing else: its words may be about somebody else. What its
 * earlier revisions spoke of is still named, so that it can be taken back where they were sent.
 */
export const withoutWithdrawnWords = (document: ReportDocument): ReportDocument =>
  isWithdrawn(document.status)
    ? { ...document, sentences: [], findings: [], images: [], notes: [], prior: null, addenda: [] }
    : document;
