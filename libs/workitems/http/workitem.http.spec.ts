import { once } from 'node:events';
import { AuditModule, AuditTrail } from '@wetread/audit';
import type { DicomJson } from '@wetread/dicom';
import { IdentityModule } from '@wetread/identity';
import { describeOnEveryDatabase, HttpRoom, testConfig, type TestDatabase } from '@wetread/testing';
import { WebSocket } from 'ws';
import { nativeDicomModel, readNativeDicomModel } from '@wetread/imaging-study';
import { Tag } from '../domain/json-attributes';
import { WorkitemsModule } from '../workitems.module';

const DICOM_JSON = 'application/dicom+json';
const DICOM_XML = 'application/dicom+xml';

describeOnEveryDatabase('workitems', ({ open }) => {
  let test: TestDatabase;
  let room: HttpRoom;
  let url: string;
  let http: HttpRoom['http'];

  beforeAll(async () => {
    test = await open();
    room = await HttpRoom.start({
      imports: [AuditModule, IdentityModule, WorkitemsModule],
      config: testConfig({ WETREAD_PROFILE: 'demo' }),
      database: test,
      beforeListening: (app) => app.useBodyParser('json', { type: [DICOM_JSON, 'application/json'] }),
    });
    ({ url, http } = room);
  });
  afterAll(async () => {
    await room.close();
    await test.close();
  });

  const text = (vr: string, value: string) => ({ vr, Value: [value] });
  const code = (value: string, scheme: string): DicomJson => ({
    [Tag.CodeValue]: text('SH', value),
    [Tag.CodingSchemeDesignator]: text('SH', scheme),
    [Tag.CodeMeaning]: text('LO', 'A task'),
  });
  const task = (changes: DicomJson = {}): DicomJson => ({
    [Tag.ProcedureStepState]: text('CS', 'SCHEDULED'),
    [Tag.ProcedureStepLabel]: text('LO', 'Measure'),
    [Tag.ScheduledProcedureStepPriority]: text('CS', 'MEDIUM'),
    [Tag.ScheduledProcedureStepStartDateTime]: text('DT', '20260301100000'),
    [Tag.InputReadinessState]: text('CS', 'READY'),
    [Tag.ScheduledWorkitemCodeSequence]: { vr: 'SQ', Value: [code('110005', 'DCM')] },
    '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Doe^Jane' }] },
    ...changes,
  });
  let made = 0;
  const nextUid = (): string => `1.2.840.99.${(made += 1)}`;
  const create = async (uid: string, changes: DicomJson = {}) =>
    http
      .post(`/dicom-web/workitems?workitem=${uid}`)
      .type(DICOM_JSON)
      .send([task(changes)]);
  const setState = (uid: string, state: string, transaction: string) =>
    http
      .put(`/dicom-web/workitems/${uid}/state`)
      .type(DICOM_JSON)
      .send([{ [Tag.ProcedureStepState]: text('CS', state), [Tag.TransactionUID]: text('UI', transaction) }]);

  describe('the worklist over HTTP', () => {
    it('creates a workitem once, says where it is and gives it back', async () => {
      const uid = nextUid();
      const created = await create(uid);
      expect(created.status).toBe(201);
      expect(created.headers.location).toBe(`${url}/dicom-web/workitems/${uid}`);
      expect((await create(uid)).status).toBe(409);
      const { body } = await http
        .get(`/dicom-web/workitems/${uid}`)
        .expect(200)
        .expect('content-type', /dicom\+json/);
      expect(body).toMatchObject([
        { [Tag.SOPInstanceUID]: text('UI', uid), [Tag.ProcedureStepLabel]: text('LO', 'Measure') },
      ]);
    });

    it('answers 400 to what is no workitem, 404 to one that is not there', async () => {
      const empty = await http.post('/dicom-web/workitems').type(DICOM_JSON).send([{}]);
      expect([empty.status, empty.body.code]).toEqual([400, 'workitem.invalid']);
      const two = await http.post('/dicom-web/workitems').type(DICOM_JSON).send([task(), task()]);
      expect(two.status).toBe(400);
      expect((await http.get('/dicom-web/workitems/1.2.3.4.5')).status).toBe(404);
      expect((await setState('1.2.3.4.5', 'IN PROGRESS', '1.2')).status).toBe(404);
    });

    it('lets one performer of two claim it, and end it with what was done', async () => {
      const uid = nextUid();
      await create(uid);
      const claims = await Promise.all([
        setState(uid, 'IN PROGRESS', '1.9.1'),
        setState(uid, 'IN PROGRESS', '1.9.2'),
      ]);
      expect(claims.map(({ status }) => status).sort()).toEqual([200, 409]);
      const key = claims[0].status === 200 ? '1.9.1' : '1.9.2';
      expect((await setState(uid, 'COMPLETED', key)).body.code).toBe('workitem.final-state-not-met');
      const performed = {
        [Tag.UnifiedProcedureStepPerformedProcedureSequence]: {
          vr: 'SQ',
          Value: [
            {
              [Tag.PerformedProcedureStepStartDateTime]: text('DT', '20260301100000'),
              [Tag.PerformedProcedureStepEndDateTime]: text('DT', '20260301100100'),
              [Tag.PerformedWorkitemCodeSequence]: { vr: 'SQ', Value: [code('110005', 'DCM')] },
              [Tag.PerformedStationNameCodeSequence]: { vr: 'SQ', Value: [code('AI1', '99X')] },
              [Tag.OutputInformationSequence]: { vr: 'SQ' },
            },
          ],
        },
      };
      const path = `/dicom-web/workitems/${uid}?transaction-uid=${key}`;
      await http.post(path).type(DICOM_JSON).send([performed]).expect(200);
      await setState(uid, 'COMPLETED', key).expect(200);
      expect((await setState(uid, 'COMPLETED', key)).headers.warning).toContain(
        'already in the requested state',
      );
    });

    it('finds workitems by state, nested code and name, and says when there are more', async () => {
      const uid = nextUid();
      await create(uid, {
        [Tag.ScheduledWorkitemCodeSequence]: { vr: 'SQ', Value: [code('110001', 'DCM')] },
      });
      await create(nextUid());
      const byCode = await http.get(
        '/dicom-web/workitems?ScheduledWorkitemCodeSequence.CodeValue=110001&ProcedureStepState=SCHEDULED',
      );
      expect(byCode.body).toMatchObject([{ [Tag.SOPInstanceUID]: text('UI', uid) }]);
      const limited = await http.get('/dicom-web/workitems?PatientName=doe*&limit=1');
      expect([limited.body.length, limited.headers.warning]).toEqual([
        1,
        expect.stringContaining('additional results'),
      ]);
      expect((await http.get('/dicom-web/workitems?PatientName=nobody').expect(200)).body).toEqual([]);
      await http.get('/dicom-web/workitems?NoSuchThing=1').expect(400);
    });

    it('cancels what nobody has claimed, and asks who has', async () => {
      const uid = nextUid();
      await create(uid);
      await http.post(`/dicom-web/workitems/${uid}/cancelrequest`).expect(202);
      const { body } = await http.get(`/dicom-web/workitems/${uid}`);
      expect(body).toMatchObject([{ [Tag.ProcedureStepState]: text('CS', 'CANCELED') }]);
    });

    it('takes and gives data sets as XML, with numbers as JSON has them', async () => {
      const uid = nextUid();
      const progress = { '00741004': { vr: 'DS', Value: ['40'] } };
      const asXml = (body: DicomJson) => ({
        to: (path: string) => http.post(path).type(DICOM_XML).send(nativeDicomModel(body)),
      });
      await asXml(task()).to(`/dicom-web/workitems?workitem=${uid}`).expect(201);
      await setState(uid, 'IN PROGRESS', '1.9.5');
      await asXml({ [Tag.ProcedureStepProgressInformationSequence]: { vr: 'SQ', Value: [progress] } })
        .to(`/dicom-web/workitems/${uid}?transaction-uid=1.9.5`)
        .expect(200);
      const json = await http.get(`/dicom-web/workitems/${uid}`).expect(200);
      expect(json.body[0]['00741002'].Value).toEqual([{ '00741004': { vr: 'DS', Value: [40] } }]);
      const xml = await http.get(`/dicom-web/workitems/${uid}`).accept(DICOM_XML).buffer().expect(200);
      expect(xml.headers['content-type']).toContain(DICOM_XML);
      expect(readNativeDicomModel(xml.text)).toMatchObject({
        [Tag.SOPInstanceUID]: text('UI', uid),
        '00100010': { Value: [{ Alphabetic: 'Doe^Jane' }] },
      });
      const headers = { accept: `multipart/related; type="${DICOM_XML}"` };
      const found = await fetch(`${url}/dicom-web/workitems?SOPInstanceUID=${uid}`, { headers });
      expect(found.status).toBe(200);
      expect(await found.text()).toContain(`<Value number="1">${uid}</Value>`);
    });

    it('refuses other types, broken XML and answers that it cannot give', async () => {
      const create = (type: string, body: string) => http.post('/dicom-web/workitems').type(type).send(body);
      expect((await create('text/plain', 'task')).status).toBe(415);
      const broken = await create(DICOM_XML, '<NativeDicomModel>');
      expect([broken.status, broken.body.code]).toEqual([400, 'workitem.invalid']);
      const wordy = { ...task(), '00741004': { vr: 'DS', Value: ['much'] } };
      expect((await create(DICOM_XML, nativeDicomModel(wordy))).status).toBe(400);
      const large = await create(DICOM_XML, nativeDicomModel(task()) + ' '.repeat(20 * 1024 * 1024));
      expect([large.status, large.body.code]).toEqual([413, 'workitem.too-large']);
      const uid = nextUid();
      await http.post(`/dicom-web/workitems?workitem=${uid}`).type(DICOM_JSON).send([task()]).expect(201);
      await http.get(`/dicom-web/workitems/${uid}`).accept('text/html').expect(406);
      await http.get('/dicom-web/workitems').accept('text/html').expect(406);
    });

    it('names outputs by URLs that this client reaches', async () => {
      const uid = nextUid();
      await create(uid);
      await setState(uid, 'IN PROGRESS', '1.9.6');
      const retrieval = (url: string) => ({
        [Tag.WadoRsRetrievalSequence]: { vr: 'SQ', Value: [{ [Tag.RetrieveURL]: text('UR', url) }] },
      });
      const given = ['studies/1.2/series/1.3/instances/1.4', 'https://archive.example/rs/studies/1.2'];
      const output = { [Tag.OutputInformationSequence]: { vr: 'SQ', Value: given.map(retrieval) } };
      const performed = {
        [Tag.UnifiedProcedureStepPerformedProcedureSequence]: { vr: 'SQ', Value: [output] },
      };
      const path = `/dicom-web/workitems/${uid}?transaction-uid=1.9.6`;
      await http.post(path).type(DICOM_JSON).send([performed]).expect(200);
      const shown = { vr: 'SQ', Value: [`${url}/dicom-web/${given[0]}`, given[1] ?? ''].map(retrieval) };
      const { body: one } = await http.get(`/dicom-web/workitems/${uid}`);
      const { body: all } = await http.get(
        `/dicom-web/workitems?SOPInstanceUID=${uid}&includefield=UnifiedProcedureStepPerformedProcedureSequence`,
      );
      for (const [workitem] of [one, all])
        expect(workitem['00741216'].Value[0][Tag.OutputInformationSequence]).toEqual(shown);
    });

    it('records what is done in the audit trail', async () => {
      const uid = nextUid();
      await create(uid);
      await setState(uid, 'IN PROGRESS', '1.9.3');
      expect(await room.get(AuditTrail).verify()).toMatchObject({ intact: true });
    });
  });

  describe('event channels', () => {
    const opened = async (
      subscriber: string,
    ): Promise<{ channel: WebSocket; next: () => Promise<DicomJson> }> => {
      const channel = new WebSocket(`${url.replace('http', 'ws')}/dicom-web/subscribers/${subscriber}`);
      const heard: DicomJson[] = [];
      channel.on('message', (data: Buffer) => {
        heard.push(JSON.parse(data.toString()) as DicomJson);
        channel.emit('heard');
      });
      await once(channel, 'open');
      const next = async (): Promise<DicomJson> => {
        while (heard.length === 0) await once(channel, 'heard');
        return heard.shift()!;
      };
      return { channel, next };
    };

    it('tell a subscriber of one workitem where it stands and what becomes of it', async () => {
      const uid = nextUid();
      await create(uid);
      const { headers } = await http.post(`/dicom-web/workitems/${uid}/subscribers/RIS`).expect(201);
      expect(headers['content-location']).toBe(`${url.replace('http', 'ws')}/dicom-web/subscribers/RIS`);
      const { channel, next } = await opened('RIS');
      expect(await next()).toMatchObject({
        '00001000': text('UI', uid),
        [Tag.ProcedureStepState]: text('CS', 'SCHEDULED'),
      });
      await setState(uid, 'IN PROGRESS', '1.9.4');
      expect(await next()).toMatchObject({ [Tag.ProcedureStepState]: text('CS', 'IN PROGRESS') });
      channel.close();
      await http.delete(`/dicom-web/workitems/${uid}/subscribers/RIS`).expect(200);
      await http.delete(`/dicom-web/workitems/${uid}/subscribers/RIS`).expect(404);
    });

    it('tell that what nobody had claimed was taken and canceled', async () => {
      const uid = nextUid();
      await create(uid);
      await http.post(`/dicom-web/workitems/${uid}/subscribers/WARD`).expect(201);
      const { channel, next } = await opened('WARD');
      await http.post(`/dicom-web/workitems/${uid}/cancelrequest`).expect(202);
      const states = [await next(), await next(), await next()].map(
        (event) => event[Tag.ProcedureStepState]?.Value?.[0],
      );
      expect(states).toEqual(['SCHEDULED', 'IN PROGRESS', 'CANCELED']);
      channel.close();
    });

    it('keep what happened while the channel was closed, and hear by a filter only what fits it', async () => {
      const filter = 'filter=ScheduledProcedureStepPriority=HIGH';
      await http
        .post(`/dicom-web/workitems/1.2.840.10008.5.1.4.34.5.1/subscribers/STAT?${filter}`)
        .expect(201);
      const [plain, urgent] = [nextUid(), nextUid()];
      await create(plain);
      await create(urgent, { [Tag.ScheduledProcedureStepPriority]: text('CS', 'HIGH') });
      const { channel, next } = await opened('STAT');
      expect(await next()).toMatchObject({ '00001000': text('UI', urgent) });
      channel.close();
    });

    it('are not opened for a page of another site, nor where there is none', async () => {
      const refusal = async (path: string, headers: Record<string, string>): Promise<number> => {
        const channel = new WebSocket(`${url.replace('http', 'ws')}${path}`, { headers });
        channel.on('error', () => undefined);
        const [, response] = (await once(channel, 'unexpected-response')) as [
          unknown,
          { statusCode: number },
        ];
        return response.statusCode;
      };
      expect(await refusal('/dicom-web/nothing', {})).toBe(404);
      expect(await refusal('/dicom-web/subscribers/RIS', { authorization: 'Bearer wt_wrong' })).toBe(401);
      expect(await refusal('/dicom-web/subscribers/RIS', { origin: 'https://evil.example' })).toBe(403);
    });
  });
});
