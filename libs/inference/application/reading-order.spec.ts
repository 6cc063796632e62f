import type { Lane } from '@wetread/routing';
import { ReadingOrder } from './reading-order';

describe('the order of reading', () => {
  it('lets an urgent study overtake all that wait, one at a time, and goes on after a failure', async () => {
    const order = new ReadingOrder();
    const read: string[] = [];
    let atOnce = 0;
    let release = (): void => undefined;
    const running = new Promise<void>((resolve) => (release = resolve));
    const reading = (lane: Lane, name: string, work = Promise.resolve()) =>
      order.run(lane, async () => {
        expect((atOnce += 1)).toBe(1);
        await work;
        atOnce -= 1;
        read.push(name);
        if (name === 'broken') throw new Error('unreadable');
      });
    const all = [
      reading('routine', 'first', running),
      reading('off-peak', 'night'),
      reading('routine', 'second'),
      reading('urgent', 'broken').catch(() => undefined),
      reading('urgent', 'stat'),
    ];
    release();
    await Promise.all(all);
    expect(read).toEqual(['first', 'broken', 'stat', 'second', 'night']);
    await reading('off-peak', 'later');
    expect(read.at(-1)).toBe('later');
  });
});
