import { AuditTrail } from '@wetread/audit';
import { newUid } from '@wetread/dicom';
import { Studies } from '@wetread/imaging-study';
import { describeOnEveryDatabase, type TestDatabase } from '@wetread/testing';
import { ExternalReports } from '../domain/external-reports';
import { OrderInbox } from '../domain/order-inbox';
import { Orders } from '../domain/orders';
import { JournalRetention } from '../gateway/journal-retention';
import { type OpenOrders, openOrders } from '../testing/open-orders';

let controlIds = 0;
const msh = (type: string, controlId = `C${++controlIds}`, at = '20261128') =>
  `MSH|^~\\&|RIS|HOSP|WETREAD|RAD|${at}||${type}|${controlId}|P|2.5.1||||||UNICODE UTF-8`;

const obr = (fields: Record<number, string> = {}) =>
  ['OBR', ...Array.from({ length: 25 }, (_, index) => fields[index + 1] ?? '')].join('|');

describeOnEveryDatabase('HL7 messages', ({ open }) => {
  let test: TestDatabase;
  let room: OpenOrders;
  beforeAll(async () => {
    test = await open();
    room = await openOrders(test);
  });
  afterAll(async () => {
    await room?.close();
    await test?.close();
  });
  const patientOf = async (uid: Awaited<ReturnType<OpenOrders['store']>>) =>
    (await room.get(Studies).contents(uid)).study.patient;

  it('update patients (A08): studies that are here and those that come', async () => {
    const adt = `${msh('ADT^A08')}\nPID|1||P1^^^HOSP||DOE^JANE||19700102|F`;
    const before = await room.store({ PatientID: 'P1', IssuerOfPatientID: 'HOSP', PatientName: 'DOE^J' });
    expect(await room.receive(adt)).toEqual({ outcome: 'accepted' });
    const after = await room.store({ PatientID: 'P1', IssuerOfPatientID: 'HOSP', PatientName: 'DOE^J' });
    for (const uid of [before, after]) {
      expect(await patientOf(uid)).toMatchObject({
        patientName: 'DOE^JANE',
        birthDate: '1970-01-02',
        sex: 'F',
      });
    }
  });

  it('merge patients (A40): studies and orders go to the survivor', async () => {
    const uid = await room.store({ PatientID: 'P2', IssuerOfPatientID: 'HOSP', AccessionNumber: 'A2' });
    await room.receive(`${msh('ORM^O01')}\nPID|1||P2^^^HOSP\nORC|NW|PL2\n${obr({ 4: 'C^CHEST', 18: 'A2' })}`);
    const merge = `${msh('ADT^A40')}\nPID|1||P3^^^HOSP||DOE^JOHN\nMRG|P2^^^HOSP`;
    expect(await room.receive(merge)).toEqual({ outcome: 'accepted' });
    expect(await patientOf(uid)).toMatchObject({ patientId: 'P3', patientName: 'DOE^JOHN' });
    expect(await room.get(Orders).forStudy(uid)).toMatchObject({ patient: { patientId: 'P3' } });
    const [merged] = await room.query(
      `select merged_by, merged_message from patients where patient_id = 'P2'`,
    );
    expect(merged).toEqual({ merged_by: 'RIS^HOSP', merged_message: `C${controlIds}` });
    expect(await room.receive(`${msh('ADT^A40')}\nPID|1||P2^^^HOSP\nMRG|P3^^^HOSP`)).toMatchObject({
      outcome: 'error',
      faults: [{ condition: 'unknownKey', at: 'MRG-1' }],
    });
  });

  describe('orders', () => {
    const order = (control: string, more: string, uid = '') =>
      `${msh('ORM^O01')}\nPID|1||P4^^^HOSP||ROE^R\nORC|${control}|PL4|FI4\n${more}${uid && `\nZDS|${uid}`}`;

    it('are kept, changed by what a message tells, cancelled, and audited without PHI', async () => {
      const uid = newUid();
      const first = obr({ 4: '71020^CHEST^C4', 13: 'cough', 18: 'A4' });
      await room.receive(order('NW', `${first}\nTQ1|1||||||||S`, uid));
      await room.receive(order('XO', obr({ 4: '71021^CHEST 3 VIEWS^C4' })));
      const [kept, ...more] = await room.get(Orders).byAccession('A4');
      expect(more).toEqual([]);
      expect(kept).toMatchObject({
        placerOrderNumber: 'PL4',
        studyInstanceUid: uid,
        procedure: { code: '71021', text: 'CHEST 3 VIEWS' },
        clinicalInformation: 'cough',
        status: 'requested',
      });
      await room.receive(order('CA', obr()));
      expect(await room.get(Orders).byAccession('A4')).toMatchObject([{ id: kept?.id, status: 'cancelled' }]);
      const trail = (await room.audited('order-changed')).filter(({ subject }) => subject.id === kept?.id);
      expect(trail.map(({ details }) => details['status'])).toEqual(['cancelled', 'requested', 'requested']);
      expect(JSON.stringify(trail)).not.toMatch(/P4|ROE|cough|PL4/);
    });

    it('belong to a study by its UID, else by accession number, never against the patient', async () => {
      const uid = newUid();
      const of = (id: string, issuer?: string) => ({
        PatientID: id,
        ...(issuer && { IssuerOfPatientID: issuer }),
      });
      await room.receive(order('NW', obr({ 18: 'A5' }), uid).replace('FI4', 'FI5'));
      const named = await room.store({ ...of('P4', 'HOSP'), StudyInstanceUID: uid });
      const numbered = await room.store({ ...of('P4'), AccessionNumber: 'A5' });
      const others = await room.store({ ...of('P4', 'OTHER'), AccessionNumber: 'A5' });
      const stranger = await room.store({ ...of('P5', 'HOSP'), AccessionNumber: 'A5' });
      const orders = await Promise.all(
        [named, numbered, others, stranger].map((one) => room.get(Orders).forStudy(one)),
      );
      expect(orders.map((one) => one?.fillerOrderNumber)).toEqual(['FI5', 'FI5', undefined, undefined]);
      const inbox = await room.get(OrderInbox).page('all', 200, 0);
      expect(inbox.orders.find(({ fillerOrderNumber }) => fillerOrderNumber === 'FI5')).toMatchObject({
        studies: [named, numbered],
        otherPatients: [others, stranger],
      });
      const open = await room.get(OrderInbox).page('unmatched', 200, 0);
      expect(open.orders.map(({ fillerOrderNumber }) => fillerOrderNumber)).not.toContain('FI5');
    });

    it('get their filler number later', async () => {
      const head = () => `${msh('ORM^O01')}\nPID|1||P6`;
      await room.receive(`${head()}\nORC|NW|PL6\n${obr({ 4: '1^A^L' })}`);
      await room.receive(`${head()}\nORC|NA|PL6|FI6\n${obr({ 18: 'A6' })}`);
      await room.receive(`${head()}\nORC|SC||FI6||CM\n${obr()}`);
      const rows = await room.query(
        'select status, procedure_text from orders where placer_order_number = $1',
        ['PL6'],
      );
      expect(rows).toEqual([{ status: 'completed', procedure_text: 'A' }]);
    });
  });

  it('bring reports of others; a correction replaces what it corrects', async () => {
    const oru = (status: string, text: string) =>
      `${msh('ORU^R01')}\nPID|1||P7\n${obr({ 3: 'FI7', 4: 'C^CHEST', 7: '20261101', 18: 'A7', 25: status })}\nOBX|1|FT|||${text}`;
    await room.receive(oru('P', 'perhaps'));
    await room.receive(oru('F', 'certainly\\.br\\nothing'));
    expect(await room.get(ExternalReports).byAccession('A7')).toMatchObject([
      {
        sender: 'RIS^HOSP',
        reportNumber: 'FI7',
        status: 'F',
        body: 'certainly\nnothing',
        observedOn: '2026-11-01',
      },
    ]);
  });

  describe('that come again', () => {
    const journal = (controlId: string) =>
      room.query('select outcome, times from hl7_messages where control_id = $1 order by received_at', [
        controlId,
      ]);

    it('are done once and answered alike, also at the same time and stamped anew', async () => {
      const again = (at: string) =>
        room.receive(`${msh('ORM^O01', 'SAME', at)}\nPID|1||P8\nORC|NW|PL8\n${obr()}`);
      const answers = await Promise.all(['1', '2', '3'].map((minute) => again(`2026112800${minute}`)));
      expect(answers).toEqual(answers.map(() => ({ outcome: 'accepted' })));
      expect(await journal('SAME')).toEqual([{ outcome: 'accepted', times: 3 }]);
      const [order] = await room.query<{ id: string }>(
        `select id from orders where placer_order_number = 'PL8'`,
      );
      const trail = (await room.audited('order-changed')).filter(({ subject }) => subject.id === order?.id);
      expect(trail).toHaveLength(1);
    });

    it('are other messages when only their control id comes again', async () => {
      const of = (name: string) => room.receive(`${msh('ADT^A08', 'REUSED')}\nPID|1||P9||${name}`);
      await of('ONE');
      await of('TWO');
      expect(await journal('REUSED')).toHaveLength(2);
    });

    it('are tried again when they failed', async () => {
      const cyclic = `${msh('ADT^A40', 'AGAIN')}\nPID|1||P11\nMRG|P10`;
      await room.receive(`${msh('ADT^A40')}\nPID|1||P10\nMRG|P11`);
      expect(await room.receive(cyclic)).toMatchObject({ outcome: 'error' });
      await room.query(`update patients set merged_into = null where patient_id = 'P11'`);
      expect(await room.receive(cyclic)).toEqual({ outcome: 'accepted' });
      expect(await journal('AGAIN')).toEqual([{ outcome: 'accepted', times: 2 }]);
    });
  });

  it('that are refused change nothing, are kept, and leave their reason in the trail', async () => {
    const halfWrong = `${msh('ORM^O01', 'HALF')}\nPID|1||P12||SECRET^NAME\nORC|NW|PL12\n${obr()}\nORC|??|PL13\n${obr()}`;
    expect(await room.receive(halfWrong)).toMatchObject({
      outcome: 'error',
      faults: [{ condition: 'tableValueNotFound', at: 'ORC[2]-1' }],
    });
    expect(await room.query(`select from patients where patient_id = 'P12'`)).toEqual([]);
    const [row] = await room.query<{ body: string }>(
      `select body from hl7_messages where control_id = 'HALF'`,
    );
    expect(row?.body).toContain('SECRET^NAME');
    const [entry] = await room.audited('hl7-refused');
    expect(entry?.details).toEqual({
      type: 'ORM^O01',
      outcome: 'error',
      address: 'spec',
      faults: ['tableValueNotFound at ORC[2]-1'],
    });
  });

  it('are forgotten when their time is over', async () => {
    await room.receive(`${msh('ADT^A08', 'OLD')}\nPID|1||P14`);
    await room.query(
      `update hl7_messages set received_at = now() - interval '31 days' where control_id = 'OLD'`,
    );
    await room.get(JournalRetention).sweep();
    const left = await room.query<{ control_id: string }>('select control_id from hl7_messages');
    expect(left.map((row) => row.control_id)).not.toContain('OLD');
    expect(left.length).toBeGreaterThan(0);
  });

  it('leave an intact trail', async () => {
    expect((await room.get(AuditTrail).verify()).intact).toBe(true);
  });
});
