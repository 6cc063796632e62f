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
});
