import { Worker } from 'node:worker_threads';
import { ThreadPool } from './thread-pool';

/** A thread that answers `echo`, fails on `fail`, hangs on `hang`, and dies on `die` (once per counter for `die-once`). */
const script = `
const { parentPort, workerData } = require('node:worker_threads');
const { once } = workerData;
if (workerData.stillborn) throw new Error('no model');
let running = Promise.resolve();
parentPort.on('message', ({ type, task }) => {
  if (type === 'close') return running.then(() => parentPort.close());
  if (task === 'hang') return;
  if (task === 'fail') return parentPort.postMessage({ type: 'failed', error: { code: 'a.code', message: 'told' } });
  if (task === 'die' || (task === 'die-once' && Atomics.add(once, 0, 1) === 0)) process.exit(3);
  running = new Promise((resolve) => setTimeout(resolve, 20)).then(() =>
    parentPort.postMessage({ type: 'done', result: task + '!' }));
});
parentPort.postMessage({ type: 'ready', ready: 'here' });
`;

describe('the thread pool', () => {
  let started: number;
  let pools: ThreadPool<string, string, string>[];
  beforeEach(() => {
    started = 0;
    pools = [];
  });
  afterEach(() => Promise.all(pools.map((pool) => pool.close())));

  function poolOf(size: number, { timeoutSeconds = 10, stillborn = false } = {}) {
    const once = new Int32Array(new SharedArrayBuffer(4));
    const start = (): Worker => {
      started += 1;
      return new Worker(script, { eval: true, workerData: { once, stillborn } });
    };
    const pool = new ThreadPool<string, string, string>(start, { size, timeoutSeconds });
    pools.push(pool);
    return pool;
  }

  it('answers every task, with no more threads than it may have', async () => {
    const pool = poolOf(2);
    const answers = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((task) => pool.run(task)));
    expect(answers).toEqual(['a!', 'b!', 'c!', 'd!', 'e!']);
    expect(started).toBe(2);
  });

  it('starts one thread when it warms up and reuses it', async () => {
    const pool = poolOf(2);
    expect(await pool.warmUp()).toBe('here');
    await pool.run('a');
    await pool.run('b');
    expect(started).toBe(1);
  });

  it('replaces a crashed thread and tries its task once more', async () => {
    const pool = poolOf(1);
    await expect(pool.run('die-once')).resolves.toBe('die-once!');
    expect(started).toBe(2);
  });

  it('gives up a task that crashes twice, and goes on with the next', async () => {
    const pool = poolOf(1);
    const [dying, living] = await Promise.allSettled([pool.run('die'), pool.run('a')]);
    expect(dying).toMatchObject({ status: 'rejected', reason: { code: 'inference.reader-crashed' } });
    expect(living).toEqual({ status: 'fulfilled', value: 'a!' });
  });

  it('stops a task that takes too long, and goes on with the next', async () => {
    const pool = poolOf(1, { timeoutSeconds: 0.2 });
    const [hanging, living] = await Promise.allSettled([pool.run('hang'), pool.run('a')]);
    expect(hanging).toMatchObject({ reason: { code: 'inference.timed-out' } });
    expect(living).toMatchObject({ value: 'a!' });
  });

  it('gives no task to a thread that is being stopped', async () => {
    const pool = poolOf(1, { timeoutSeconds: 0.2 });
    const next = pool.run('hang').catch(() => pool.run('a'));
    await expect(next).resolves.toBe('a!');
    expect(started).toBe(2);
  });

  it('hands on what a thread tells of its failure, and keeps the thread', async () => {
    const pool = poolOf(1);
    await expect(pool.run('fail')).rejects.toMatchObject({ code: 'a.code', message: 'told' });
    await expect(pool.run('a')).resolves.toBe('a!');
    expect(started).toBe(1);
  });

  it('does not start threads for ever when none can start', async () => {
    const pool = poolOf(1, { stillborn: true });
    await expect(pool.warmUp()).rejects.toThrow('no model');
    await expect(pool.run('a')).rejects.toMatchObject({ code: 'inference.reader-crashed' });
    expect(started).toBe(2);
  });

  it('lets running tasks end when it closes, and refuses waiting and new ones', async () => {
    const pool = poolOf(1);
    await pool.warmUp();
    const running = pool.run('a');
    const waiting = pool.run('b');
    const outcome = Promise.allSettled([running, waiting]);
    await pool.close();
    expect(await outcome).toMatchObject([{ value: 'a!' }, { reason: { code: 'inference.engine-closed' } }]);
    await expect(pool.run('c')).rejects.toMatchObject({ code: 'inference.engine-closed' });
  });
});
