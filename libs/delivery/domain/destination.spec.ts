import { checkSettings, type DestinationSettings, type Target, wants } from './destination';

const http = { authentication: { kind: 'none' }, tls: null, allowPlain: false } as const;
const settings = (
  target: Target,
  formats: DestinationSettings['formats'] = ['fhir-bundle'],
): DestinationSettings => ({
  name: 'EHR',
  target,
  formats,
  sends: 'signed',
  timeoutSeconds: 30,
  retry: { firstSeconds: 30, maxSeconds: 3600, attempts: 24 },
  active: true,
});
const fhir = (url: string, more: Partial<typeof http> = {}) =>
  settings({ kind: 'fhir', url, ...http, ...more });
const mllp = {
  kind: 'hl7-mllp',
  host: 'ris.hospital.test',
  port: 2575,
  tls: null,
  allowPlain: false,
  sendingApplication: 'WETREAD',
  sendingFacility: 'WETREAD',
  receivingApplication: 'RIS',
  receivingFacility: 'HOSP',
} as const;

describe('what may be a destination', () => {
  it.each([
    'https://ehr.test/fhir',
    'http://127.0.0.1:8080/fhir',
    'http://localhost/fhir',
    'http://[::1]:1/fhir',
  ])('%s may', (url) => expect(() => checkSettings(fhir(url))).not.toThrow());

  it.each([
    ['http://ehr.test/fhir', 'delivery.plain-transport'],
    ['http://127.0.0.1.evil.test/', 'delivery.plain-transport'],
    ['ftp://ehr.test/', 'delivery.url-refused'],
    ['https://user:word@ehr.test/', 'delivery.url-refused'],
    ['https://ehr.test/?key=1', 'delivery.url-refused'],
  ])('%s may not', (url, code) => {
    expect(() => checkSettings(fhir(url))).toThrow(expect.objectContaining({ code }));
  });

  it('lets plain transport leave the machine only when that is said', () => {
    expect(() => checkSettings(fhir('http://ehr.test/', { allowPlain: true as false }))).not.toThrow();
    expect(() => checkSettings(settings(mllp, ['oru']))).toThrow('TLS');
    expect(() => checkSettings(settings({ ...mllp, host: '127.0.0.1' }, ['oru']))).not.toThrow();
  });

  it('refuses formats that its kind cannot carry, and names those that it can', () => {
    expect(() => checkSettings(settings(mllp, ['oru', 'sr']))).toThrow(
      'cannot take sr; it takes oru, oru-pdf',
    );
  });
});

describe('which reports a destination wants', () => {
  it.each([
    ['signed', 'preliminary', false],
    ['signed', 'cancelled', false],
    ['signed', 'final', true],
    ['signed', 'entered-in-error', true],
    ['drafts-too', 'preliminary', true],
    ['drafts-too', 'cancelled', true],
  ] as const)('%s, a report that is %s: %s', (sends, status, wanted) => {
    expect(wants({ sends }, status)).toBe(wanted);
  });
});
