import type { ExaminedInstance } from '../domain/incoming';
import type { StoreResult } from '../domain/store-outcome';
import type { FileInstances, Filing, FilingContext } from './file-instances';
import { GroupCommit } from './group-commit';

const context = {} as FilingContext;
const instance = (name: string) => ({ name }) as ExaminedInstance;

/** Transactions that end when the spec says so. */
class HandTransactions {
  readonly groups: string[][] = [];
  /** Names of those that must be compared first, and how that ends. */
  readonly undecided = new Map<string, () => void>();
  private readonly ends: ((error?: Error) => void)[] = [];

  execute(filings: readonly Filing[]): Promise<StoreResult[]> {
    this.groups.push(filings.map((filing) => filing.instance.name));
    return new Promise((resolve, reject) => {
      this.ends.push((error) =>
        error ? reject(error) : resolve(filings.map(({ instance: { name } }) => this.resultOf(name))),
      );
    });
  }

  private resultOf(name: string): StoreResult {
    return { name, ...(this.undecided.has(name) && { stored: {} }) } as StoreResult;
  }

  compare({ instance: { name } }: Filing): Promise<null> {
    return new Promise((resolve) => {
      this.undecided.set(name, () => {
        this.undecided.delete(name);
        resolve(null);
      });
    });
  }

  async end(error?: Error): Promise<void> {
    while (this.ends.length === 0) await new Promise((turn) => setImmediate(turn));
    this.ends.shift()?.(error);
  }
}

describe('group commit', () => {
  let transactions: HandTransactions;
  let groupCommit: GroupCommit;
  beforeEach(() => {
    transactions = new HandTransactions();
    groupCommit = new GroupCommit(transactions as unknown as FileInstances);
  });
  const file = (name: string) => groupCommit.file(Promise.resolve(instance(name)), context);

  it('lets those that arrive during a transaction share the next one', async () => {
    const first = file('a');
    await transactions.end();
    expect((await first).name).toBe('a');
    const busy = file('b');
    while (transactions.groups.length < 2) await new Promise((turn) => setImmediate(turn));
    const [third, fourth] = [file('c'), file('d')];
    await transactions.end();
    await busy;
    await transactions.end();
    expect([(await third).name, (await fourth).name]).toEqual(['c', 'd']);
    expect(transactions.groups).toEqual([['a'], ['b'], ['c', 'd']]);
  });

  it('waits for what is still being examined', async () => {
    let examined: (value: ExaminedInstance) => void = () => undefined;
    const slow = groupCommit.file(new Promise((resolve) => (examined = resolve)), context);
    const quick = file('quick');
    setImmediate(() => examined(instance('slow')));
    await transactions.end();
    await Promise.all([slow, quick]);
    expect(transactions.groups).toEqual([['quick', 'slow']]);
  });

  it('does not wait for ever for one that never comes, nor keeps its failure from its own caller', async () => {
    const never = new Promise<ExaminedInstance>(() => undefined);
    void groupCommit.file(never, context);
    const broken = groupCommit.file(Promise.reject(new Error('disk')), context);
    const ready = file('ready');
    await expect(broken).rejects.toThrow('disk');
    await transactions.end();
    expect((await ready).name).toBe('ready');
  });

  it('goes on with others while one is compared with what is stored, and then files that one', async () => {
    transactions.undecided.set('long', () => undefined);
    const long = file('long');
    await transactions.end();
    const other = file('other');
    await transactions.end();
    expect((await other).name).toBe('other');
    transactions.undecided.get('long')?.();
    await transactions.end();
    expect((await long).name).toBe('long');
    expect(transactions.groups).toEqual([['long'], ['other'], ['long']]);
  });

  it('tells every member of a group that fails, and goes on', async () => {
    const [a, b] = [file('a'), file('b')];
    await transactions.end(new Error('no database'));
    await expect(a).rejects.toThrow('no database');
    await expect(b).rejects.toThrow('no database');
    const c = file('c');
    await transactions.end();
    expect((await c).name).toBe('c');
  });
});
