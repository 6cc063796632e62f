import { FrameHeader, StudyConformance, StudyDetail, StudyRouting } from '@wetread/contracts';
import type { Frame } from '../viewer/film-viewer';
import { ApiFault } from './api-fault';
import { call, send } from './http';

export const fetchStudy = (studyInstanceUid: string, signal: AbortSignal): Promise<StudyDetail> =>
  call(StudyDetail, `/api/studies/${encodeURIComponent(studyInstanceUid)}`, { signal });

export const fetchConformance = (studyInstanceUid: string, signal: AbortSignal): Promise<StudyConformance> =>
  call(StudyConformance, `/api/studies/${encodeURIComponent(studyInstanceUid)}/conformance`, { signal });

export const fetchRouting = (studyInstanceUid: string, signal: AbortSignal): Promise<StudyRouting> =>
  call(StudyRouting, `/api/studies/${encodeURIComponent(studyInstanceUid)}/routing`, { signal });

export const thumbnailUrl = (sopInstanceUid: string): string =>
  `/api/instances/${encodeURIComponent(sopInstanceUid)}/frames/1/rendered.png`;

/** Fetches a decoded frame; `onProgress` hears fractions (0..1) while the bytes arrive. */
export async function fetchFrame(
  sopInstanceUid: string,
  frame: number,
  signal: AbortSignal,
  onProgress: (fraction: number) => void,
): Promise<Frame> {
  const path = `/api/instances/${encodeURIComponent(sopInstanceUid)}/frames/${frame}/pixels`;
  const response = await send(path, { signal });
  const header = headerOf(response);
  if (!header) throw ApiFault.unreadable(path);
  const size = header.rows * header.columns * header.samplesPerPixel * (header.bitsAllocated / 8);
  const bytes = await readAll(response, size, onProgress);
  if (bytes.byteLength !== size) throw ApiFault.unreadable(path);
  return { key: `${sopInstanceUid}:${frame}`, header, bytes };
}

function headerOf(response: Response): FrameHeader | null {
  const text = response.headers.get('x-wetread-frame');
  if (!text) return null;
  try {
    return FrameHeader.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

async function readAll(
  response: Response,
  size: number,
  onProgress: (fraction: number) => void,
): Promise<ArrayBuffer> {
  const reader = response.body?.getReader();
  if (!reader) return response.arrayBuffer();
  const bytes = new Uint8Array(size);
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    if (length + value.length > size) throw ApiFault.unreadable(response.url);
    bytes.set(value, length);
    length += value.length;
    onProgress(length / size);
  }
  return bytes.buffer.slice(0, length);
}
