import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newUid, SopClass, TransferSyntax, writePart10 } from '@wetread/dicom';
import {
  type ApplicationEntity,
  DimseListener,
  peerRights,
  SaveApplicationEntity,
} from '@wetread/imaging-study';
import { JobsModule } from '@wetread/platform';
import { TestAuthority } from '@wetread/testing';
import { type ReceivingApp, startReceivingApp } from './stow-app';

export interface DimseApp extends ReceivingApp {
  tlsPort: number;
  authority: TestAuthority;
  register(entity: Partial<ApplicationEntity> & { aeTitle: string }): Promise<void>;
}

/** The gateway as in production, TLS and jobs included: only registered peers may call, even from loopback. */
export async function startDimseApp(env: Record<string, string> = {}): Promise<DimseApp> {
  const authority = new TestAuthority();
  const secrets = mkdtempSync(join(tmpdir(), 'wetread-secrets-'));
  const { keyFile, cert } = authority.issue('wetread');
  const files = {
    'dicom.key': readFileSync(keyFile, 'utf8'),
    'dicom.pem': cert,
    'peers.pem': authority.ca.cert,
  };
  mkdirSync(secrets, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(secrets, name), content);
  const settings = {
    WETREAD_PROFILE: 'production',
    WETREAD_SECRETS_DIR: secrets,
    WETREAD_DIMSE_TLS_PORT: '0',
    WETREAD_DIMSE_TLS_KEY: 'dicom.key',
    WETREAD_DIMSE_TLS_CERT: 'dicom.pem',
    WETREAD_DIMSE_TLS_CA: 'peers.pem',
    ...env,
  };
  const receiving = await startReceivingApp(settings, [JobsModule]);
  const { app } = receiving;
  return {
    ...receiving,
    tlsPort: app.get(DimseListener).tlsPort ?? 0,
    authority,
    register: async (entity) => {
      const plain = { addresses: ['127.0.0.0/8'], host: null, port: null, tls: null, rights: peerRights };
      await app.get(SaveApplicationEntity).execute({ ...plain, ...entity }, { kind: 'system', id: 'spec' });
    },
    close: async () => {
      await receiving.close();
      authority.remove();
    },
  };
}

/** One patient with two studies: the first of a CT series of three slices and a document, the second of one slice. */
export function madeStudies() {
  const [first, second, slices, document, other] = Array.from({ length: 5 }, newUid);
  const patient = { PatientID: 'P-77', PatientName: 'Doe^Jane', PatientSex: 'F', StudyDate: '20261120' };
  const slice = (study: string, series: string, number: number) => ({
    ...patient,
    SOPClassUID: SopClass.CtImageStorage,
    SOPInstanceUID: newUid(),
    StudyInstanceUID: study,
    SeriesInstanceUID: series,
    AccessionNumber: study === first ? 'A-1' : 'A-2',
    Modality: 'CT',
    InstanceNumber: number,
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    Rows: 64,
    Columns: 64,
    BitsAllocated: 16,
    BitsStored: 16,
    HighBit: 15,
    PixelRepresentation: 0,
    PixelData: Uint16Array.from({ length: 64 * 64 }, (_, index) => index * number),
  });
  const instances = [
    ...[1, 2, 3].map((number) => slice(first!, slices!, number)),
    { ...slice(first!, document!, 1), SOPClassUID: SopClass.SecondaryCaptureImageStorage, Modality: 'OT' },
    slice(second!, other!, 1),
  ];
  const files = instances.map((instance) => ({
    sopInstanceUid: instance.SOPInstanceUID,
    bytes: writePart10({ transferSyntaxUid: TransferSyntax.ExplicitVrLittleEndian }, instance),
  }));
  return { first: first!, second: second!, slices: slices!, instances, files };
}
