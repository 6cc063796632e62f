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
  call(Worklist, '/api/worklist', {
    query: {
      state: state ?? undefined,
      q: text.trim() || undefined,
      limit: PAGE,
      offset: offset || undefined,
    },
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
