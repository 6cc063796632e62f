import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { keys } from '../api/query-client';
import { fetchFrame } from '../api/studies';

export interface ImageRef {
  readonly sopInstanceUid: string;
  readonly frame: number;
}

/** Stored pixels never change, so they are kept for a while. */
const frameQuery = (
  { sopInstanceUid, frame }: ImageRef,
  onProgress: (fraction: number) => void = () => undefined,
) => ({
  queryKey: keys.frame(sopInstanceUid, frame),
  queryFn: ({ signal }: { signal: AbortSignal }) => fetchFrame(sopInstanceUid, frame, signal, onProgress),
  staleTime: Infinity,
  gcTime: 60_000,
  structuralSharing: false,
});

/** The pixels of one frame, with how much of them has arrived; then those of the next, so that paging is at once. */
export function useFrame(shown: ImageRef, next: ImageRef) {
  const [progress, setProgress] = useState(0);
  const query = useQuery(frameQuery(shown, setProgress));
  const client = useQueryClient();
  const arrived = query.isSuccess;
  useEffect(() => {
    if (arrived)
      void client.prefetchQuery(frameQuery({ sopInstanceUid: next.sopInstanceUid, frame: next.frame }));
  }, [client, arrived, next.sopInstanceUid, next.frame]);
  return { query, progress };
}
