import { once } from 'node:events';
import { AuditModule, AuditTrail } from '@wetread/audit';
import type { DicomJson } from '@wetread/dicom';
import { IdentityModule } from '@wetread/identity';
import { describeOnEveryDatabase, HttpRoom, testConfig, type TestDatabase } from '@wetread/testing';
import { WebSocket } from 'ws';
import { Tag } from '../domain/json-attributes';
import { WorkitemsModule } from '../workitems.module';

const DICOM_JSON = 'application/dicom+json';

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
      await http.get('/dicom-web/workitems?PatientName=nobody').expect(204);
      await http.get('/dicom-web/workitems?NoSuchThing=1').expect(400);
    });

    it('cancels what nobody has claimed, and asks who has', async () => {
      const uid = nextUid();
      await create(uid);
      await http.post(`/dicom-web/workitems/${uid}/cancelrequest`).expect(202);
      const { body } = await http.get(`/dicom-web/workitems/${uid}`);
      expect(body).toMatchObject([{ [Tag.ProcedureStepState]: text('CS', 'CANCELED') }]);
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
