import { AuditModule, AuditTrail } from '@wetread/audit';
import { Report as ReportContract, ReportRevision as RevisionContract } from '@wetread/contracts';
import { CreateToken, IdentityModule } from '@wetread/identity';
import { Inferences, type Repair } from '@wetread/inference';
import { Database } from '@wetread/platform';
import { aReading, HttpRoom, keepReading, seedStudy } from '@wetread/testing';
import { z } from 'zod';
import { DraftReport } from '../application/draft-report.use-case';
import { ReportingModule } from '../reporting.module';

let room: HttpRoom;
const as = (user: string) => room.as(user);

beforeAll(async () => {
  room = await HttpRoom.start({
    imports: [AuditModule, IdentityModule, ReportingModule],
    users: { reader: 'radiologist', tech: 'technologist' },
  });
});
afterAll(() => room.close());

let drafts = 0;
/** A study whose film was read, and its draft if the model did not refuse. */
async function aStudy(
  refusal: { code: string; reason: string } | null = null,
  repairs: readonly Repair[] = [],
): Promise<string> {
  const uid = `1.2.840.88.${(drafts += 1)}`;
  await seedStudy(room.get(Database), uid);
  const read = { ...aReading(), repairs };
  const reading = refusal
    ? { ...read, status: 'refused' as const, refusal, findings: [], sentences: [] }
    : read;
  await room.get(DraftReport).execute(await keepReading(room.get(Inferences), uid, reading));
  return uid;
}

const open = async (): Promise<ReportContract> =>
  ReportContract.parse(
    (
      await as('reader')
        .get(`/api/studies/${await aStudy()}/report`)
        .expect(200)
    ).body,
  );
const kept = ({ sentences }: ReportContract) =>
  sentences.map(({ id, section, text }) => ({ id, section, text }));

describe('reading a report', () => {
  it('answers by study and by id as the contract says, with the revision as entity tag', async () => {
    const report = await open();
    expect(report).toMatchObject({ status: 'preliminary', revision: 1, signedBy: null, proposal: null });
    const { body, headers } = await as('tech').get(`/api/reports/${report.id}`).expect(200);
    expect(body).toEqual(report);
    expect(headers.etag).toBe('"1"');
  });

  it('tells what was undone of the picture before it was read', async () => {
    const uid = await aStudy(null, ['rotated-180']);
    const { body } = await as('reader').get(`/api/studies/${uid}/report`).expect(200);
    expect(ReportContract.parse(body).notes).toEqual([
      { code: 'rotated-180', message: expect.stringMatching(/^The picture was stored upside down /) },
    ]);
  });

  it('says why there is none when the model refused', async () => {
    const uid = await aStudy({ code: 'scope.modality-mr', reason: 'This is an MR series.' });
    const { body } = await as('reader').get(`/api/studies/${uid}/report`).expect(404);
    expect(body).toMatchObject({
      code: 'report.draft-refused',
      detail: expect.stringContaining('MR series'),
    });
    const { body: none } = await as('reader').get('/api/studies/1.2.3/report').expect(404);
    expect(none.code).toBe('report.not-found');
  });

  it('is for those who have signed in', async () => {
    await room.http.get(`/api/reports/${(await open()).id}`).expect(401);
  });
});

describe('changing a report', () => {
  it('goes from edit to signature, addendum and correction', async () => {
    const report = await open();
    const path = `/api/reports/${report.id}`;
    const sentences = kept(report).slice(1);
    const edited = await as('reader').put(`${path}/sentences`, { baseRevision: 1, sentences }).expect(200);
    expect(ReportContract.parse(edited.body).sentences.at(-1)?.flags).toEqual([]);
    const signed = await as('reader').post(`${path}/sign`, { revision: 2 }).expect(200);
    expect(signed.body).toMatchObject({ status: 'final', revision: 3, signedBy: 'Dr. reader' });
    const added = await as('reader')
      .post(`${path}/addenda`, { revision: 3, text: 'Called the ward.' })
      .expect(200);
    expect(added.body.status).toBe('appended');
    const correction = { baseRevision: 4, reason: 'wording', sentences: kept(added.body).slice(1) };
    const corrected = await as('reader').post(`${path}/corrections`, correction).expect(200);
    expect(corrected.body).toMatchObject({ status: 'corrected', reason: 'wording' });
    const { body } = await as('reader').get(`${path}/revisions`).expect(200);
    const history = z.array(RevisionContract).parse(body);
    expect(history.map(({ authorKind }) => authorKind)).toEqual([
      'model',
      'person',
      'person',
      'person',
      'person',
    ]);
    expect(history[1]?.difference.some(({ kind }) => kind === 'removed')).toBe(true);
  });

  it('answers 409 to a change of an old revision and 400 to one that contradicts If-Match', async () => {
    const report = await open();
    const path = `/api/reports/${report.id}/sentences`;
    const change = { baseRevision: 1, sentences: kept(report).slice(1) };
    await as('reader').put(path, change).set('If-Match', '"7"').expect(400);
    await as('reader').put(path, change).set('If-Match', '"1"').expect(200);
    const { body } = await as('reader').put(path, change).expect(409);
    expect(body).toMatchObject({ code: 'report.revision-stale', status: 409 });
  });

  it('is refused to a technologist, to nobody in particular and to an unsound body', async () => {
    const report = await open();
    const path = `/api/reports/${report.id}`;
    await as('tech')
      .put(`${path}/sentences`, { baseRevision: 1, sentences: kept(report) })
      .expect(403);
    await as('tech').post(`${path}/sign`, { revision: 1 }).expect(403);
    await as('tech').post(`${path}/addenda`, { revision: 1, text: 'x' }).expect(403);
    await room.http.post(`${path}/sign`).send({ revision: 1 }).expect(401);
    await as('reader').put(`${path}/sentences`, { baseRevision: 1, sentences: [] }).expect(400);
  });
});

describe('withdrawing a report', () => {
  it('takes a draft back for a stated reason, once', async () => {
    const { id } = await open();
    const reason = { revision: 1, reason: 'drafted from the wrong film' };
    await as('tech').post(`/api/reports/${id}/withdrawal`, reason).expect(403);
    await as('reader').post(`/api/reports/${id}/withdrawal`, { revision: 1 }).expect(400);
    const { body } = await as('reader').post(`/api/reports/${id}/withdrawal`, reason).expect(200);
    expect(body).toMatchObject({ status: 'cancelled', revision: 2, reason: reason.reason });
    await as('reader')
      .post(`/api/reports/${id}/withdrawal`, { ...reason, revision: 2 })
      .expect(409);
  });
});

describe('taking a report away', () => {
  it.each([
    ['text', 'text/plain; charset=utf-8', 'PRELIMINARY REPORT'],
    ['pdf', 'application/pdf', '%PDF-'],
    ['fhir', 'application/fhir+json; charset=utf-8', '"resourceType": "DiagnosticReport"'],
    ['fhir-bundle', 'application/fhir+json; charset=utf-8', '"type": "transaction"'],
    ['sr', 'application/dicom', 'DICM'],
    ['comprehensive-sr', 'application/dicom', 'Imaging Measurement Report'],
    ['encapsulated-pdf', 'application/dicom', '%PDF-'],
    ['key-objects', 'application/dicom', 'Key Object Description'],
    ['oru', 'x-application/hl7-v2+er7; charset=utf-8', '|ORU^R01^ORU_R01|'],
  ])('as %s, and the trail knows what left', async (format, type, marker) => {
    const report = await open();
    const { body, headers } = await as('tech')
      .get(`/api/reports/${report.id}/export?format=${format}`)
      .buffer(true)
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => done(null, Buffer.concat(chunks)));
      })
      .expect(200);
    expect(headers['content-type']).toBe(type);
    expect(headers['content-disposition']).toMatch(
      new RegExp(`^attachment; filename="report-${report.id}-r1\\.`),
    );
    expect((body as Buffer).toString('latin1')).toContain(marker);
    const { entries } = await room.get(AuditTrail).page({ studyInstanceUid: report.studyInstanceUid });
    expect(entries[0]).toMatchObject({ action: 'exported', details: { format, revision: 1 } });
  });

  it('by a token is recorded under the token’s name', async () => {
    const report = await open();
    const by = { kind: 'system', id: 'spec' } as const;
    const create = room.get(CreateToken);
    const { secret } = await create.execute({ name: 'archive', scopes: ['read'], expiresAt: null, by });
    await room.http
      .get(`/api/reports/${report.id}/export?format=text`)
      .set('Authorization', `Bearer ${secret}`)
      .expect(200);
    const { entries } = await room.get(AuditTrail).page({ studyInstanceUid: report.studyInstanceUid });
    expect(entries[0]?.actor).toEqual({ kind: 'device', id: 'token:archive' });
  });

  it('says what is missing for a format that has nothing to hold', async () => {
    // The film of these studies is a row without a header: nobody knows its greys.
    const { body } = await as('reader')
      .get(`/api/reports/${(await open()).id}/export?format=gsps`)
      .expect(404);
    expect(body.code).toBe('report.nothing-to-render');
  });

  it('answers 400 to a format that does not exist', async () => {
    await as('reader')
      .get(`/api/reports/${(await open()).id}/export?format=docx`)
      .expect(400);
  });
});
