import type { Destination, DestinationTarget } from '@wetread/contracts';
import { ApiFault } from '../api/api-fault';
import { faultsOf, refusedFields } from './destination-faults';
import { type DestinationForm, EMPTY_DESTINATION, formOf, ofKind, settingsOf } from './destination-form';

const tls = { caSecret: 'ca.pem', certificateSecret: 'us.pem', keySecret: 'us.key' };
const targets: DestinationTarget[] = [
  { kind: 'dicom', aeTitle: 'PACS' },
  {
    kind: 'stow',
    url: 'https://pacs.example/dicom-web',
    authentication: { kind: 'bearer', tokenSecret: 'pacs-token' },
    tls,
    allowPlain: false,
  },
  {
    kind: 'hl7-mllp',
    host: 'ehr.example',
    port: 6661,
    tls: null,
    allowPlain: true,
    sendingApplication: 'WR',
    sendingFacility: 'XRAY',
    receivingApplication: 'EHR',
    receivingFacility: 'HOSP',
  },
  {
    kind: 'fhir',
    url: 'https://ehr.example/fhir',
    authentication: { kind: 'basic', username: 'wetread', passwordSecret: 'ehr-password' },
    tls: { caSecret: null, certificateSecret: null, keySecret: null },
    allowPlain: false,
  },
  {
    kind: 'webhook',
    url: 'http://portal.example/hook',
    authentication: { kind: 'none' },
    tls: null,
    allowPlain: true,
    signingSecret: 'hook',
  },
];

const stored = (target: DestinationTarget): Destination => ({
  id: '5f7a2cf4-5f3e-4d0c-9c8e-0c1b6c1b6a11',
  name: 'Receiver',
  target,
  formats: [...ofKind(target.kind).formats],
  sends: 'drafts-too',
  timeoutSeconds: 5,
  retry: { firstSeconds: 1, maxSeconds: 60, attempts: 3 },
  active: false,
  retiredAt: null,
  health: {
    lastSuccessAt: null,
    lastFailureAt: null,
    lastCause: null,
    consecutiveFailures: 0,
    pausedUntil: null,
    deliveries: {},
  },
});

describe('the form of a destination', () => {
  it.each(targets)('gives back what it was filled with: $kind', (target) => {
    const { id: _id, health: _health, retiredAt: _retiredAt, ...settings } = stored(target);
    expect(faultsOf(formOf(stored(target)), [])).toEqual({});
    expect(settingsOf(formOf(stored(target)))).toEqual(settings);
  });

  it('starts with the usual patience, and with the formats that its kind takes', () => {
    const form = { ...EMPTY_DESTINATION, ...ofKind('hl7-mllp'), name: 'RIS', host: 'ris', port: 2575 };
    expect(
      settingsOf({ ...form, receivingApplication: 'RIS', receivingFacility: 'HOSP' } as DestinationForm),
    ).toMatchObject({
      formats: ['oru'],
      sends: 'signed',
      timeoutSeconds: 30,
      retry: { firstSeconds: 30, maxSeconds: 3600, attempts: 24 },
    });
  });

  it.each<[DestinationTarget['kind'], Partial<DestinationForm>, keyof DestinationForm]>([
    ['dicom', { name: ' ' }, 'name'],
    ['dicom', { name: 'TAKEN' }, 'name'],
    ['dicom', { aeTitle: '' }, 'aeTitle'],
    ['dicom', { formats: [] }, 'formats'],
    ['stow', { url: 'pacs.example' }, 'url'],
    ['stow', { tokenSecret: '../token' }, 'tokenSecret'],
    ['stow', { keySecret: '' }, 'keySecret'],
    ['stow', { certificateSecret: '' }, 'certificateSecret'],
    ['hl7-mllp', { port: '' }, 'port'],
    ['hl7-mllp', { receivingFacility: '' }, 'receivingFacility'],
    ['fhir', { username: '' }, 'username'],
    ['webhook', { signingSecret: '' }, 'signingSecret'],
    ['webhook', { attempts: '' }, 'attempts'],
  ])('says what is wrong, and where: %s %j', (kind, part, field) => {
    const form = formOf(stored(targets.find((target) => target.kind === kind)!));
    expect(Object.keys(faultsOf({ ...form, ...part }, ['TAKEN']))).toEqual([field]);
  });

  it('sends no leave for plain transport and no certificates where the other is chosen', () => {
    const form = { ...formOf(stored(targets[1]!)), allowPlain: true };
    expect(settingsOf(form).target).toMatchObject({ allowPlain: false, tls });
    expect(settingsOf({ ...form, url: 'http://pacs.example/' }).target).toMatchObject({
      allowPlain: true,
      tls: null,
    });
  });
});

describe('what the server refuses', () => {
  it.each([
    ['delivery.destination-name-taken', 'there is one already', 'name', 'There is one already'],
    ['delivery.url-refused', 'it has a query', 'url', 'It has a query'],
    ['delivery.plain-transport', 'say allowPlain', 'allowPlain', /unless you say so here/],
    ['http.request-invalid', 'target.port: too big; name: too small', 'port', /1 to 65535/],
    ['http.request-invalid', 'target.tls.caSecret: is not the name', 'caSecret', /secrets folder/],
  ])('is said at its field: %s', (code, detail, field, words) => {
    expect(refusedFields(new ApiFault(400, code, '', detail))).toMatchObject({
      [field]: expect.stringMatching(words),
    });
  });

  it('is said below where it is about no field', () => {
    expect(refusedFields(new ApiFault(503, 'platform.disk-full', '', 'no room'))).toEqual({});
    expect(refusedFields(new Error('no answer'))).toEqual({});
  });
});
