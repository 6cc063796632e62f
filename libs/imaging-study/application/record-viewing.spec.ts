import { AuditTrail } from '@wetread/audit';
import { newUid } from '@wetread/dicom';
import { studyInstanceUid } from '@wetread/kernel';
import { describeOnEveryDatabase, HandClock, type TestDatabase } from '@wetread/testing';
import { openStore, type OpenStore } from '../testing/open-store';
import { RecordViewing } from './record-viewing.use-case';

const reader = (id: string) => ({ kind: 'user', id }) as const;

describeOnEveryDatabase('viewing', ({ open }) => {
  const clock = new HandClock();
  let test: TestDatabase;
  let store: OpenStore;
  beforeAll(async () => {
    test = await open(clock);
    store = await openStore(test, { clock });
  });
  afterAll(async () => {
    await store?.close();
    await test?.close();
  });

  it('is recorded once per reader and study, also when many frames are asked for at once', async () => {
    const viewing = store.get(RecordViewing);
    const studies = Array.from({ length: 4 }, () => studyInstanceUid(newUid()));
    const view = () =>
      Promise.all(
        ['a', 'b'].flatMap((id) =>
          studies.flatMap((study) => [
            viewing.execute(study, reader(id)),
            viewing.execute(study, reader(id)),
          ]),
        ),
      );
    await view();
    await view();
    const viewed = async () => (await store.get(AuditTrail).page({ action: 'viewed', limit: 100 })).total;
    expect(await viewed()).toBe(8);
    clock.advance(16 * 60);
    await view();
    expect(await viewed()).toBe(16);
    expect((await store.get(AuditTrail).verify()).intact).toBe(true);
  });
});
