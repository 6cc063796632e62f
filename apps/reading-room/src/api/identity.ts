import {
  IdentityNotePage,
  MergePage,
  QuarantinePage,
  QuarantineRetry,
  type IdentityNoteQuery,
} from '@wetread/contracts';
import { call, send } from './http';

const LIMIT = 50;

export const fetchIdentityNotes = (
  show: IdentityNoteQuery['show'],
  offset: number,
  signal: AbortSignal,
): Promise<IdentityNotePage> =>
  call(IdentityNotePage, '/api/identity/notes', { query: { show, offset, limit: LIMIT }, signal });

export const fetchMerges = (offset: number, signal: AbortSignal): Promise<MergePage> =>
  call(MergePage, '/api/identity/merges', { query: { offset, limit: LIMIT }, signal });

export const fetchQuarantine = (offset: number, signal: AbortSignal): Promise<QuarantinePage> =>
  call(QuarantinePage, '/api/quarantine', { query: { offset, limit: LIMIT }, signal });

export async function settleIdentityNote(id: string, reason: string): Promise<void> {
  await send(`/api/identity/notes/${id}/settlement`, { method: 'PUT', body: { reason } });
}

export const retryQuarantined = (id: string): Promise<QuarantineRetry> =>
  call(QuarantineRetry, `/api/quarantine/${id}/retry`, { method: 'POST' });
