import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuditModule, AuditTrail } from '@wetread/audit';
import {
  DicomService,
  IdentityNotePage,
  MergePage,
  PeerContact,
  QuarantinePage,
  QuarantineRetry,
} from '@wetread/contracts';
import { newUid } from '@wetread/dicom';
import { openAssociation, queryContext } from '@wetread/dimse';
import { SopClass } from '@wetread/dicom';
import { IdentityModule } from '@wetread/identity';
import { HttpRoom, testConfig } from '@wetread/testing';
import { z } from 'zod';
import { MergePatients } from '../application/identity/merge-patients.use-case';
import { StoreInstances } from '../application/store-instances.use-case';
import { DimseModule } from '../dimse.module';
import { ContactLog } from '../dimse/admission/contact-log';
import { DimseListener } from '../dimse/dimse-listener';
import { ImagingStudyModule } from '../imaging-study.module';
import { madeInstance, stream } from '../testing/made-instance';

describe('what an administrator looks at', () => {
  let directory: string;
  let room: HttpRoom;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'wetread-review-'));
    const env = { WETREAD_DATA_DIR: directory, WETREAD_DIMSE_PORT: '0', WETREAD_KNOWN_AE_TITLES: 'OLD' };
    room = await HttpRoom.start({
      imports: [AuditModule, IdentityModule, ImagingStudyModule, DimseModule],
      config: testConfig(env),
      users: { admin: 'admin', reader: 'radiologist', privacy: 'privacy-officer' },
    });
  });
  afterAll(async () => {
    await room?.close();
    await rm(directory, { recursive: true, force: true });
  });
  const receive = (attributes: Record<string, string>) =>
    room
      .get(StoreInstances)
      .execute({ source: { kind: 'dimse', peer: 'CT1' }, instances: stream(madeInstance(attributes)) });

  it('is what to tell a DICOM peer', async () => {
    const answer = await room.as('admin').get('/api/dicom-service').expect(200);
    expect(DicomService.parse(answer.body)).toEqual({
      aeTitle: 'WETREAD',
      port: null,
      tlsPort: null,
      knownAeTitles: ['OLD'],
      loopbackIsTrusted: false,
    });
  });

  it('is who has called, and who was refused because of what', async () => {
    const { port } = room.get(DimseListener);
    const echo = async (callingAeTitle: string) => {
      const peer = { host: '127.0.0.1', port, calledAeTitle: 'WETREAD', callingAeTitle, tls: null };
      const association = await openAssociation(peer, [queryContext(SopClass.Verification)], {});
      await association.echo();
      await association.release();
    };
    await echo('OLD');
    await expect(echo('ROGUE')).rejects.toMatchObject({ code: 'dimse.association-rejected' });
    await room.get(ContactLog).write();
    const answer = await room.as('admin').get('/api/dicom-service/contacts').expect(200);
    expect(z.array(PeerContact).parse(answer.body)).toMatchObject([
      { aeTitle: 'ROGUE', seen: null, refused: { address: '127.0.0.1', because: 'unknown-title' } },
      { aeTitle: 'OLD', seen: { address: '127.0.0.1' }, refused: null },
    ]);
  });

  it('is doubts about patients, which are settled with a reason', async () => {
    const study = { StudyInstanceUID: newUid(), PatientID: 'P1', PatientBirthDate: '19700102' };
    await receive({ ...study, PatientName: 'Doe^Jane' });
    await receive({ ...study, PatientName: 'Roe^Jane' });
    const list = async (show: string) => {
      const answer = await room.as('admin').get(`/api/identity/notes?show=${show}`).expect(200);
      expect(answer.headers['cache-control']).toBe('no-store');
      return IdentityNotePage.parse(answer.body);
    };
    const { notes, total } = await list('open');
    expect([total, notes[0]]).toMatchObject([
      1,
      { studyInstanceUid: study.StudyInstanceUID, source: 'dimse CT1', open: true },
    ]);
    const path = `/api/identity/notes/${notes[0]?.id}/settlement`;
    await room.as('admin').put(path, { reason: ' ' }).expect(400);
    await room.as('admin').put(path, { reason: 'She has married.' }).expect(204);
    await room.as('admin').put(`/api/identity/notes/${randomUUID()}/settlement`, { reason: 'x' }).expect(404);
    expect((await list('open')).total).toBe(0);
    expect((await list('all')).notes[0]?.settled).toMatchObject({
      byName: 'Dr. admin',
      reason: 'She has married.',
    });
    expect((await room.get(AuditTrail).page({ action: 'identity-settled' })).total).toBe(1);
  });

  it('is who was merged into whom', async () => {
    const by = { source: { kind: 'hl7', peer: 'RIS' }, actor: { kind: 'device', id: 'RIS' } } as const;
    const [survivor, retired] = ['B', 'A'].map((patientId) => ({ patientId, issuer: 'HOSP' }));
    await room.get(MergePatients).execute({ survivor: survivor!, retired: retired!, by, message: 'MSG-7' });
    const answer = await room.as('admin').get('/api/identity/merges').expect(200);
    expect(MergePage.parse(answer.body)).toMatchObject({
      total: 1,
      merges: [{ retired: { patientId: 'A' }, survivor: { patientId: 'B' }, by: 'RIS', message: 'MSG-7' }],
    });
  });

  it('is what was turned away', async () => {
    const study = { StudyInstanceUID: newUid(), PatientID: 'P3' };
    await receive(study);
    await receive({ ...study, PatientID: 'P4' });
    const answer = await room.as('admin').get('/api/quarantine').expect(200);
    expect(QuarantinePage.parse(answer.body)).toMatchObject({
      total: 1,
      objects: [{ reasonCode: 'store.study-of-other-patient', source: { kind: 'dimse', peer: 'CT1' } }],
    });
  });

  it('is tried again by whoever may see it', async () => {
    const list = async () =>
      QuarantinePage.parse((await room.as('admin').get('/api/quarantine').expect(200)).body);
    const [object] = (await list()).objects;
    const path = `/api/quarantine/${object?.id}/retry`;
    for (const user of ['reader', 'privacy']) await room.as(user).post(path).expect(403);
    const again = await room.as('admin').post(path).expect(200);
    expect(QuarantineRetry.parse(again.body)).toMatchObject({
      outcome: 'conflict',
      reasonCode: 'store.study-of-other-patient',
      studyInstanceUid: object?.studyInstanceUid,
    });
    expect((await list()).objects).toMatchObject([{ id: object?.id, times: 2 }]);
    await room.as('admin').post('/api/quarantine/nonsense/retry').expect(400);
    const missing = await room.as('admin').post(`/api/quarantine/${randomUUID()}/retry`).expect(404);
    expect(missing.body.code).toBe('quarantine.object-not-found');
  });

  it.each([
    '/api/dicom-service',
    '/api/dicom-service/contacts',
    '/api/identity/notes',
    '/api/identity/merges',
    '/api/quarantine',
  ])('is nobody else’s business: %s', async (path) => {
    await room.http.get(path).expect(401);
    await room.as('reader').get(path).expect(403);
    await room.as('privacy').get(path).expect(403);
  });
});
