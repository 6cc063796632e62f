import { Worklist, type ReadingState, type WorklistItem } from '@wetread/contracts';
import { call } from './http';

export interface WorklistAsked {
  readonly state: ReadingState | null;
  readonly text: string;
}

const PAGE = 100;

export const fetchWorklist = (
  { state, text }: WorklistAsked,
  offset: number,
  signal: AbortSignal,
): Promise<Worklist> =>
  // By POST: what is searched for may be a patient's name, and addresses are kept on the way.
  call(Worklist, '/api/worklist/search', {
    method: 'POST',
    body: { state: state ?? undefined, q: text.trim() || undefined, limit: PAGE, offset },
    signal,
  });

/** Where one study stands; null when the worklist does not know it. */
export async function fetchStanding(
  studyInstanceUid: string,
  signal: AbortSignal,
): Promise<WorklistItem | null> {
  const { items } = await call(Worklist, '/api/worklist', {
    query: { studyInstanceUid, limit: 200 },
    signal,
  });
  return items.find((item) => item.studyInstanceUid === studyInstanceUid) ?? null;
}
