import {
  ApplicationEntity,
  DicomService,
  EchoResult,
  PeerContact,
  PriorSource,
  type PriorSourceBody,
  type SaveApplicationEntityRequest,
} from '@wetread/contracts';
import { z } from 'zod';
import { call, send } from './http';

const peerPath = (aeTitle: string): string => `/api/application-entities/${encodeURIComponent(aeTitle)}`;
const sourcePath = (name: string): string => `/api/prior-sources/${encodeURIComponent(name)}`;

export const fetchPeers = (signal: AbortSignal): Promise<ApplicationEntity[]> =>
  call(z.array(ApplicationEntity), '/api/application-entities', { signal });

export const fetchPeerContacts = (signal: AbortSignal): Promise<PeerContact[]> =>
  call(z.array(PeerContact), '/api/dicom-service/contacts', { signal });

export const fetchDicomService = (signal: AbortSignal): Promise<DicomService> =>
  call(DicomService, '/api/dicom-service', { signal });

export const savePeer = (aeTitle: string, body: SaveApplicationEntityRequest): Promise<ApplicationEntity> =>
  call(ApplicationEntity, peerPath(aeTitle), { method: 'PUT', body });

export async function removePeer(aeTitle: string): Promise<void> {
  await send(peerPath(aeTitle), { method: 'DELETE' });
}

export const echoPeer = (aeTitle: string): Promise<EchoResult> =>
  call(EchoResult, `${peerPath(aeTitle)}/echo`, { method: 'POST' });

export const fetchPriorSources = (signal: AbortSignal): Promise<PriorSource[]> =>
  call(z.array(PriorSource), '/api/prior-sources', { signal });

export async function savePriorSource(name: string, body: PriorSourceBody): Promise<void> {
  await send(sourcePath(name), { method: 'PUT', body });
}

export async function removePriorSource(name: string): Promise<void> {
  await send(sourcePath(name), { method: 'DELETE' });
}
