import { describeOnEveryDatabase, type TestDatabase } from '@wetread/testing';
import { ApplicationEntitiesRepository } from './application-entities.repository';
import { PeerContactsRepository } from './peer-contacts.repository';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 12, minute));

describeOnEveryDatabase('who has called', ({ open }) => {
  let test: TestDatabase;
  let contacts: PeerContactsRepository;
  beforeAll(async () => {
    test = await open();
    contacts = new PeerContactsRepository(test.database);
  });
  afterAll(() => test?.close());

  it('is the last call and the last refusal of each title, the latest first', async () => {
    const call = { aeTitle: 'CT1', address: '10.0.0.1' };
    await contacts.record([{ ...call, at: at(0), refused: null }]);
    await contacts.record([
      { ...call, address: '10.9.9.9', at: at(1), refused: 'other-address' },
      { aeTitle: 'MR\0 1', address: '10.0.0.2', at: at(2), refused: 'unknown-title' },
    ]);
    expect(await contacts.list()).toEqual([
      { aeTitle: 'MR 1', seen: null, refused: { at: at(2), address: '10.0.0.2', because: 'unknown-title' } },
      {
        aeTitle: 'CT1',
        seen: { at: at(0), address: '10.0.0.1' },
        refused: { at: at(1), address: '10.9.9.9', because: 'other-address' },
      },
    ]);
  });

  it('is forgotten of strangers when there are many, and never of those who are registered', async () => {
    await test.database.transaction(() =>
      new ApplicationEntitiesRepository(test.database).save(
        { aeTitle: 'CT1', addresses: [], host: null, port: null, tls: null, rights: ['echo'] },
        at(0),
      ),
    );
    const strangers = Array.from({ length: 150 }, (_, index) => ({
      aeTitle: `ROGUE${index}`,
      address: '10.0.0.3',
      at: at(3 + index),
      refused: 'unknown-title' as const,
    }));
    await contacts.record(strangers);
    const titles = (await contacts.list()).map(({ aeTitle }) => aeTitle);
    expect(titles).toHaveLength(101);
    expect(titles.slice(0, 2)).toEqual(['ROGUE149', 'ROGUE148']);
    expect(titles).toContain('CT1');
  });
});
