import { loadConfig } from '@wetread/platform';
import { PatientIdSystems } from './patient-id-systems';

const systems = new PatientIdSystems(
  loadConfig({ WETREAD_PATIENT_ID_SYSTEMS: 'HOSP A=https://a.example/mrn, CLINIC=urn:oid:1.2.3' }),
);

describe('whose Patient IDs a system stands for', () => {
  it.each([
    ['1.2.840.99', 'urn:oid:1.2.840.99'],
    ['https://b.example/id', 'https://b.example/id'],
    ['Klinik Süd|B', 'urn:wetread:issuer:Klinik%20S%C3%BCd%7CB'],
    ['urn:wetread:issuer:HOSP', 'urn:wetread:issuer:urn%3Awetread%3Aissuer%3AHOSP'],
    ['toString', 'urn:wetread:issuer:toString'],
    [null, 'urn:wetread:no-issuer'],
  ])('%s is %s, and back', (issuer, system) => {
    expect(systems.of(issuer)).toBe(system);
    expect(systems.issuersOf(system)).toContain(issuer ?? '');
  });

  it('knows every issuer of one system', () => {
    expect(systems.of('HOSP A')).toBe('https://a.example/mrn');
    expect(systems.issuersOf('https://a.example/mrn')).toEqual(['HOSP A', 'https://a.example/mrn']);
    expect(systems.issuersOf('urn:oid:1.2.3')).toEqual(['CLINIC', '1.2.3', 'urn:oid:1.2.3']);
  });

  it.each(['urn:wetread:issuer:HOSP%20A', 'urn:wetread:issuer:%E0%A4%A', 'http', ''])(
    'knows nobody by %s, which stands for no issuer here',
    (system) => expect(systems.issuersOf(system)).toEqual([]),
  );
});
