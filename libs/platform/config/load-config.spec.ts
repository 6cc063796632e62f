import { resolve } from 'node:path';
import { ConfigurationInvalid, loadConfig } from './load-config';

describe('the configuration', () => {
  it('needs nothing: embedded, on loopback, in production', () => {
    expect(loadConfig({})).toMatchObject({
      profile: 'production',
      dataDir: resolve('.wetread'),
      http: { host: '127.0.0.1', port: 8080 },
      dimse: { host: '127.0.0.1', port: 11_112, aeTitle: 'WETREAD', knownAeTitles: [] },
      database: { kind: 'pglite', dir: resolve('.wetread/db') },
      queue: { kind: 'embedded' },
      studyQuietSeconds: 5,
      inference: { provider: 'cpu' },
    });
  });

  it('takes servers, lists and numbers from the environment', () => {
    const config = loadConfig({
      WETREAD_DATABASE_URL: 'postgres://wetread@db/wetread',
      WETREAD_REDIS_URL: 'redis://queue:6379',
      WETREAD_KNOWN_AE_TITLES: 'CT1, MR 2 ,',
      WETREAD_STUDY_QUIET_SECONDS: '0.5',
      WETREAD_HTTP_PORT: '0',
      HOME: '/somewhere',
    });
    expect(config.database).toEqual({
      kind: 'postgres',
      url: 'postgres://wetread@db/wetread',
      schema: 'public',
    });
    expect(config.queue).toEqual({ kind: 'redis', url: 'redis://queue:6379' });
    expect(config.dimse.knownAeTitles).toEqual(['CT1', 'MR 2']);
    expect(config.studyQuietSeconds).toBe(0.5);
    expect(config.http.port).toBe(0);
  });

  it('opens no HL7 listener unless told, and none in plain text when TLS is half configured', () => {
    expect(loadConfig({}).hl7).toMatchObject({
      port: null,
      host: '127.0.0.1',
      tls: null,
      allowedSenders: [],
    });
    const identity = loadConfig({ WETREAD_ISSUER_BY_AE_TITLE: 'CT1=HOSP A, MR=B=C' }).identity;
    expect(identity).toEqual({ defaultIssuer: null, issuerByAeTitle: { CT1: 'HOSP A', MR: 'B=C' } });
    const systems = loadConfig({ WETREAD_PATIENT_ID_SYSTEMS: 'HOSP A=https://a.example/mrn' });
    expect(systems.fhir.patientIdSystems).toEqual({ 'HOSP A': 'https://a.example/mrn' });
    expect(() => loadConfig({ WETREAD_PATIENT_ID_SYSTEMS: 'HOSP A=mrn' })).toThrow('ISSUER=URI');
    const tls = { WETREAD_HL7_PORT: '2575', WETREAD_HL7_TLS_KEY: 'key', WETREAD_HL7_TLS_CERT: 'cert' };
    expect(loadConfig(tls).hl7).toMatchObject({ port: 2575, tls: { key: 'key', clientAuthorities: null } });
    expect(() => loadConfig({ ...tls, WETREAD_HL7_TLS_CERT: undefined })).toThrow('WETREAD_HL7_TLS_CERT');
    expect(() => loadConfig({ WETREAD_HL7_ALLOWED_ADDRESSES: '10.1.0.0/16, 10.2.0.0/33' })).toThrow('ranges');
    expect(() => loadConfig({ WETREAD_HL7_TLS_CA: 'ca' })).toThrow('WETREAD_HL7_TLS_KEY');
  });

  it('takes off-peak hours over midnight, in the time zone of the house', () => {
    const environment = { WETREAD_OFF_PEAK: '21:30-05:00', WETREAD_TIME_ZONE: 'Europe/Vienna' };
    expect(loadConfig(environment).offPeak).toEqual({ start: 1290, end: 300, timeZone: 'Europe/Vienna' });
  });

  it.each([
    { WETREAD_OFF_PEAK: '24:00-06:00' },
    { WETREAD_OFF_PEAK: '06:00-06:00' },
    { WETREAD_OFF_PEAK: 'night' },
    { WETREAD_TIME_ZONE: 'Europe/Atlantis' },
  ])('refuses %j', (environment) => {
    expect(() => loadConfig(environment)).toThrow(ConfigurationInvalid);
  });

  it('tells all faults together, misspelt names too, and no secret', () => {
    const environment = {
      WETREAD_HTTP_PORT: '80800',
      WETREAD_PROFILE: 'test',
      WETREAD_AE_TITLE: 'MORE-THAN-SIXTEEN',
      WETREAD_DATABASE_URL: 'mysql://root:hunter2@db',
      WETREAD_STUDY_QUIET_SECOND: '7',
    };
    let faults: readonly string[] = [];
    try {
      loadConfig(environment);
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigurationInvalid);
      faults = (error as ConfigurationInvalid).faults;
    }
    expect(faults.map((fault) => fault.split(':')[0])).toEqual([
      'WETREAD_PROFILE',
      'WETREAD_HTTP_PORT',
      'WETREAD_AE_TITLE',
      'WETREAD_DATABASE_URL',
      'WETREAD_STUDY_QUIET_SECOND',
    ]);
    expect(faults.join()).not.toContain('hunter2');
  });

  it.each([
    [{ WETREAD_DIMSE_TLS_PORT: '2762' }, 'WETREAD_DIMSE_TLS_KEY'],
    [
      { WETREAD_DIMSE_TLS_PORT: '2762', WETREAD_DIMSE_TLS_KEY: 'k', WETREAD_DIMSE_TLS_CERT: 'c' },
      'WETREAD_DIMSE_TLS_CA',
    ],
  ])('opens no DICOM TLS port with half of what it needs: %j', (environment, missing) => {
    expect(() => loadConfig(environment)).toThrow(missing);
  });
});
