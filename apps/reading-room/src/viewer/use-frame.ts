import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { keys } from '../api/query-client';
import { fetchFrame } from '../api/studies';

export interface ImageRef {
  readonly sopInstanceUid: string;
  readonly frame: number;
}

/** The pixels of one frame, with how much of them has arrived. Stored pixels never change, so they are kept. */
export function useFrame({ sopInstanceUid, frame }: ImageRef) {
  const [progress, setProgress] = useState(0);
  const query = useQuery({
    queryKey: keys.frame(sopInstanceUid, frame),
    queryFn: ({ signal }) => fetchFrame(sopInstanceUid, frame, signal, setProgress),
    staleTime: Infinity,
    gcTime: 60_000,
    structuralSharing: false,
  });
  return { query, progress };
}
