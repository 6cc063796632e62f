import type { Report } from '@wetread/contracts';
import { useEffect, useReducer } from 'react';
import { unsavedWork } from '../navigation/unsaved-work';
import { draftOf, isDirty, reduceDraft } from './draft';

/**
 * The working copy of a report. It follows the server as long as the reader has changed nothing; after that a newer
 * revision is only told (`overtaken`), never swapped in under the reader's hands.
 */
export function useReportDraft(report: Report) {
  const [draft, dispatch] = useReducer(reduceDraft, report, draftOf);
  const dirty = isDirty(draft);
  const newer = report.revision > draft.base.revision || report.updatedAt !== draft.base.updatedAt;

  useEffect(() => {
    if (newer && !dirty && report.revision >= draft.base.revision) dispatch({ type: 'start-from', report });
  }, [newer, dirty, report, draft.base.revision]);

  useEffect(() => {
    unsavedWork.markDirty(dirty);
    return () => unsavedWork.markDirty(false);
  }, [dirty]);

  return { draft, dispatch, dirty, overtaken: dirty && report.revision > draft.base.revision };
}
