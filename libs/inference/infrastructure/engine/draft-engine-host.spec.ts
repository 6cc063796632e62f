import { resolve } from 'node:path';
import { createLogger, loadConfig } from '@wetread/platform';
import { InstalledFilmReaders } from '../model/installed-film-readers';
import { DraftEngineHost } from './draft-engine-host';

const config = loadConfig({ WETREAD_MODEL_DIR: resolve(__dirname, '../../../../test/fixtures/toy-model') });

describe('the engines of a process', () => {
  let host: DraftEngineHost;
  beforeAll(() => {
    host = new DraftEngineHost(config, createLogger({ level: 'silent' }));
  });
  afterAll(() => host.onApplicationShutdown());

  it('are those that rules may name, and are started once', async () => {
    const [name] = await new InstalledFilmReaders(config).filmReaders();
    expect(name).toBe('toy-cxr@0.0.1');
    const newest = await host.engine();
    expect(await host.engine(name)).toBe(newest);
    expect(newest.model).toMatchObject({ name: 'toy-cxr', version: '0.0.1' });
  });

  it('name the model that is not installed (any longer)', async () => {
    await expect(host.engine('toy-cxr@9.9.9')).rejects.toMatchObject({
      code: 'model.not-found',
      message: expect.stringContaining('toy-cxr@9.9.9'),
    });
  });
});
