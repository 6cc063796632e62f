import { Hl7Message } from '@wetread/hl7';
import { loadConfig } from '@wetread/platform';
import { kindOf, refusalOf } from './admission';
import { statusAfter } from './order-control';
import { successorOf, toldMerges } from './told-merges';
import { toldOrders } from './told-orders';
import { toldPatient } from './told-patient';
import { toldReports } from './told-reports';

const message = (type: string, ...segments: string[]) =>
  Hl7Message.parse(
    Buffer.from(
      [`MSH|^~\\&|RIS|HOSP|WETREAD|RAD|20261128||${type}|C1|P|2.5.1||||||UNICODE UTF-8`, ...segments].join(
        '\r',
      ),
    ),
  );
const patient = (pid: string, issuer: string | null = null) =>
  toldPatient(message('ADT^A08', pid).first('PID'), issuer);
const fault = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    return (error as { fault: { condition: string; at: string } }).fault;
  }
  throw new Error('it was not refused');
};

describe('who PID says the patient is', () => {
  it('is told by medical record numbers first, with their issuers, never by a social security number', () => {
    const told = patient(
      'PID|1||999^^^SSA^SS~77^^^LAB^PI~123^^^HOSP&1.2&ISO^MR~5^^^&1.9&ISO^MR||DOE^JANE||19700102|F',
    );
    expect(told.identities).toEqual([
      { patientId: '123', issuer: 'HOSP' },
      { patientId: '5', issuer: '1.9' },
      { patientId: '77', issuer: 'LAB' },
    ]);
    expect(told.demographics).toEqual({ patientName: 'DOE^JANE', birthDate: '1970-01-02', sex: 'F' });
    expect(patient('PID|1||123', 'HOME').identities).toEqual([{ patientId: '123', issuer: 'HOME' }]);
  });

  it('names each number once, however often it is told, and not more than anybody has', () => {
    expect(patient(`PID|1||123^^^H${'~123^^^H'.repeat(5000)}~9^^^H`).identities).toEqual([
      { patientId: '123', issuer: 'H' },
      { patientId: '9', issuer: 'H' },
    ]);
    const many = Array.from({ length: 101 }, (_, number) => `${number}^^^H`).join('~');
    expect(fault(() => patient(`PID|1||${many}`))).toMatchObject({ condition: 'dataType', at: 'PID-3' });
  });

  it.each([
    ['DOE^JANE^M^JR^DR^PHD', 'DOE^JANE^M^DR^JR PHD'],
    ['VAN&&DOE^JANE', 'VAN^JANE'],
    ['ALIAS^A^^^^^A~DOE^JANE^^^^^L', 'DOE^JANE'],
    ['Yamada^Tarou^^^^^L^A~山田^太郎^^^^^L^I', 'Yamada^Tarou=山田^太郎'],
    ['A\\S\\B^C=D', 'A B^C D'],
    ['""', null],
    ['', null],
  ])('reads the name %s as %s', (pid5, name) => {
    expect(patient(`PID|1||1||${pid5}`).demographics.patientName).toBe(name);
  });

  it.each([
    ['no PID', [], 'segmentSequence', 'PID'],
    ['no identifier', ['PID|1||""||DOE'], 'requiredFieldMissing', 'PID-3.1'],
    ['only a licence', ['PID|1||9^^^X^DL'], 'requiredFieldMissing', 'PID-3.1'],
  ])('refuses %s', (_, segments, condition, at) => {
    expect(fault(() => toldPatient(message('ADT^A08', ...segments).first('PID'), null))).toMatchObject({
      condition,
      at,
    });
  });

  it.each([
    ['1970', null],
    ['19700230', null],
    ['197001021530+0100', '1970-01-02'],
  ])('takes the birth date %s as %s', (pid7, date) => {
    expect(patient(`PID|1||1||||${pid7}`).demographics.birthDate).toBe(date);
  });
});

describe('merges', () => {
  it('pair each MRG with the PID before it, and identifiers by their issuer', () => {
    const merges = toldMerges(
      message('ADT^A40', 'PID|1||2^^^A~3^^^B', 'MRG|8^^^B~9^^^C', 'PID|2||4^^^A', 'MRG|5^^^A'),
      null,
    );
    expect(
      merges.map(({ survivor, retired }) =>
        retired.map((one) => `${one.patientId}->${successorOf(one, survivor).patientId}`),
      ),
    ).toEqual([['8->3', '9->2'], ['5->4']]);
  });

  it.each([
    ['no MRG', ['PID|1||2'], 'MRG'],
    ['MRG before PID', ['MRG|2', 'PID|1||2'], 'MRG'],
    ['two MRG for one PID', ['PID|1||2', 'MRG|3', 'MRG|4'], 'MRG'],
    ['an MRG without identifier', ['PID|1||2', 'MRG|'], 'MRG-1.1'],
  ])('refuse %s', (_, segments, at) => {
    expect(fault(() => toldMerges(message('ADT^A40', ...segments), null))).toMatchObject({ at });
  });
});

describe('orders', () => {
  it('are read with procedure, priority, reason, physician and study (IHE RAD, ORM with ZDS)', () => {
    const [order, ...more] = toldOrders(
      message(
        'ORM^O01',
        'PID|1||123',
        'PV1|1|I||||||7^HOUSE^GREGORY^^^DR',
        'ORC|NW|P1^EHR|F1^RIS||SC||^^^20261129080000^^S',
        'OBR|1|P1^EHR|F1^RIS|71020^CHEST 2 VIEWS^C4|||||||||cough|||||ACC7|RP3|SPS1||||DX|||||||R05^persistent cough^I10|||||20261129',
        'ZDS|1.2.840.99.1^100^Application^DICOM',
      ),
    );
    expect(more).toEqual([]);
    expect(order).toEqual({
      placer: { number: 'P1', namespace: 'EHR' },
      filler: { number: 'F1', namespace: 'RIS' },
      accessionNumber: 'ACC7',
      studyInstanceUid: '1.2.840.99.1',
      requestedProcedureId: 'RP3',
      procedure: { code: '71020', scheme: 'C4', text: 'CHEST 2 VIEWS' },
      modality: 'DX',
      priority: 'stat',
      reason: 'persistent cough',
      clinicalInformation: 'cough',
      referringPhysician: 'HOUSE^GREGORY^^DR',
      scheduledAt: '20261129',
      status: 'requested',
    });
  });

  it('are read from OMI with IPC and TQ1', () => {
    const [order] = toldOrders(
      message(
        'OMI^O23',
        'PID|1||123',
        'ORC|XO|P1||||A',
        'TQ1|1||||||20261130||A^ASAP',
        'OBR|1|P1||1^CT^L',
        'IPC|ACC8^RIS|RP1|1.2.3.4|SPS|CT',
      ),
    );
    expect(order).toMatchObject({
      placer: { number: 'P1', namespace: '' },
      filler: null,
      accessionNumber: 'ACC8',
      studyInstanceUid: '1.2.3.4',
      modality: 'CT',
      priority: 'urgent',
      scheduledAt: '20261130',
      status: null,
    });
  });

  it('share one ZDS at the end', () => {
    const orders = toldOrders(message('ORM^O01', 'ORC|NW||F1', 'OBR|1', 'ORC|NW||F2', 'OBR|2', 'ZDS|1.2.3'));
    expect(orders.map((one) => [one.filler?.number, one.studyInstanceUid])).toEqual([
      ['F1', '1.2.3'],
      ['F2', '1.2.3'],
    ]);
  });

  it.each([
    ['without ORC', ['OBR|1|P1'], 'ORC'],
    ['without a number', ['ORC|NW', 'OBR|1'], 'ORC[1]-2'],
    ['with an unknown control code', ['ORC|NW|1', 'ORC|ZZ|1'], 'ORC[2]-1'],
    ['with the name of something else as control code', ['ORC|constructor|1'], 'ORC[1]-1'],
    ['with a study UID that is none', ['ORC|NW|1', 'ZDS|1.2.x'], 'ZDS-1.1'],
  ])('are refused %s', (_, segments, at) => {
    expect(fault(() => toldOrders(message('ORM^O01', ...segments)))).toMatchObject({ at });
  });

  it.each([
    ['NW', '', 'requested'],
    ['CA', '', 'cancelled'],
    ['SC', 'CM', 'completed'],
    ['SC', 'IP', 'in-progress'],
    ['XO', '', null],
    ['SC', 'toString', null],
    ['', '', undefined],
  ])('%s with ORC-5 "%s" leave the status %s', (control, status, expected) => {
    expect(statusAfter(control, status)).toBe(expected);
  });
});

describe('reports of others', () => {
  it('are the lines of their OBX, escape sequences undone, pictures left out', () => {
    const reports = toldReports(
      message(
        'ORU^R01',
        'ORC|RE|P1|F1^RIS',
        'OBR|1|||71020^CHEST^C4|||20261101083000|||||||||||ACC7|||||||F',
        'OBX|1|FT|1^A^L||Heart\\.br\\normal~No effusion||||||F',
        'OBX|2|ED|2^B^L||^application^pdf^Base64^AAAA||||||F',
        'OBX|3|CE|3^C^L||R05^cough^I10||||||F',
        'OBR|2|P2||2^HAND^L',
      ),
    );
    expect(reports).toEqual([
      {
        reportNumber: 'F1^RIS',
        accessionNumber: 'ACC7',
        procedureText: 'CHEST',
        observedOn: '2026-11-01',
        status: 'F',
        body: 'Heart\nnormal\nNo effusion\ncough',
      },
      expect.objectContaining({ reportNumber: 'P2', accessionNumber: null, body: '' }),
    ]);
  });
});

describe('admission', () => {
  const config = (env: Record<string, string> = {}) => loadConfig(env).hl7;
  it('knows its message types, and tells the type from the event', () => {
    expect([kindOf(message('ADT^A40')), kindOf(message('ORM^O01^ORM_O01'))]).toEqual(['merge', 'order']);
    expect(fault(() => kindOf(message('MDM^T02')))).toMatchObject({ condition: 'unsupportedMessageType' });
    expect(fault(() => kindOf(message('ADT^A99')))).toMatchObject({ condition: 'unsupportedEventCode' });
    expect(fault(() => kindOf(message('constructor^name')))).toMatchObject({
      condition: 'unsupportedMessageType',
    });
  });

  it.each([
    ['MSH|^~\\&|RIS|HOSP|||1||ADT^A08||P|2.5.1', 'requiredFieldMissing'],
    ['MSH|^~\\&|RIS|HOSP|||1||ADT^A08|1|P|3.0', 'unsupportedVersion'],
    ['MSH|^~\\&|RIS|HOSP|||1||ADT^A08|1|T|2.3', 'unsupportedProcessingId'],
    ['MSH|^~\\&|OTHER|HOSP|||1||ADT^A08|1|P|2.3', 'tableValueNotFound'],
  ])('refuses the header %s', (header, condition) => {
    const senders = config({ WETREAD_HL7_ALLOWED_SENDERS: 'RIS^HOSP, LAB' });
    expect(refusalOf(Hl7Message.parse(Buffer.from(header)), senders, 'production')?.fault).toMatchObject({
      condition,
    });
  });

  it('takes known senders, and every one when none is named', () => {
    const senders = config({ WETREAD_HL7_ALLOWED_SENDERS: 'RIS' });
    expect(refusalOf(message('ADT^A08'), senders, 'production')).toBeNull();
    expect(refusalOf(message('ADT^A08'), config(), 'production')).toBeNull();
  });
});
