import { Injectable } from '@nestjs/common';
import { Clock } from '@wetread/kernel';
import { Database, Logger } from '@wetread/platform';
import type { ExaminedInstance, StorableInstance, UnstorableObject } from '../domain/incoming';
import type { Placement } from '../domain/placement';
import type { Sender } from '../domain/sending-registry';
import { StoringFailed } from '../domain/store-errors';
import type { StoreResult } from '../domain/store-outcome';
import { CompareDataSets, ComparisonNeeded, type UndecidedPair } from './compare-data-sets';
import type { JournalledEntry } from './intake/intake-journal';
import { JournalProgress } from './intake/journal-progress';
import { PlaceInstances } from './place-instances';
import { type Bringer, StoreLedger } from './store-ledger';
import { acceptance, identityOf, refusal } from './store-results';

export interface FilingContext extends Bringer {
  sender: Sender;
}

/** One examined instance and who brought it; filings of one call share one context object. */
export interface Filing {
  instance: ExaminedInstance;
  context: FilingContext;
  /** Where it stands in the journal, when its sender has been answered already. */
  journalled?: JournalledEntry;
}

/**
 * Files examined instances in one transaction: rows, audit and outbox together (group commit). Answers after the commit.
 * When the group fails, each instance is tried alone, so that one indigestible row does not take its neighbours down.
 *
 * An instance that must be compared with what is stored under its UID is left out, to be compared, which may take long, while
 * others are filed, and then filed again. One whose sender has been answered cannot be left out, since its journal would be
 * passed: its group is begun again. That is rare, because its UID was free when it was answered, and it is short.
 */
@Injectable()
export class FileInstances {
  constructor(
    private readonly database: Database,
    private readonly placeInstances: PlaceInstances,
    private readonly compareDataSets: CompareDataSets,
    private readonly ledger: StoreLedger,
    private readonly progress: JournalProgress,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  async execute(filings: readonly Filing[]): Promise<(StoreResult | UndecidedPair)[]> {
    try {
      return await this.fileCompared(filings);
    } catch (error) {
      this.logger.warn({ error, instances: filings.length }, 'instances could not be filed together');
    }
    const results: (StoreResult | UndecidedPair)[] = [];
    for (const filing of filings) results.push(await this.fileAlone(filing));
    return results;
  }

  /** Compares an instance that was left out. Returns its result if that cannot be done. */
  async compare({ instance, context }: Filing, pair: UndecidedPair): Promise<StoreResult | null> {
    try {
      await this.compareDataSets.execute([pair]);
      return null;
    } catch (error) {
      return this.failed(instance, context, error);
    }
  }

  private async fileCompared(filings: readonly Filing[]): Promise<(StoreResult | UndecidedPair)[]> {
    try {
      const results = await this.database.transaction(() => this.fileTogether(filings));
      this.progress.committed(journalledOf(filings));
      return results;
    } catch (error) {
      if (!(error instanceof ComparisonNeeded)) throw error;
      await this.compareDataSets.execute(error.pairs);
    }
    return this.fileCompared(filings);
  }

  /** @throws ComparisonNeeded */
  private async fileTogether(filings: readonly Filing[]): Promise<(StoreResult | UndecidedPair)[]> {
    const groups = groupsOfOneContext(filings);
    if (groups.length > 1) await this.placeInstances.lock(filings.map(({ instance }) => instance));
    const accounts: Account[] = [];
    for (const { instances, context } of groups) accounts.push(...(await this.file(instances, context)));
    const results = accounts.map(({ result }) => result);
    const late = results.filter((result, index) => isUndecided(result) && filings[index]?.journalled);
    if (late.length > 0) throw new ComparisonNeeded(late.filter(isUndecided));
    await this.ledger.write(accounts.flatMap(({ entry }) => entry ?? []));
    await this.progress.advance(journalledOf(filings));
    return results;
  }

  private async fileAlone(filing: Filing): Promise<StoreResult | UndecidedPair> {
    const { instance, context, journalled } = filing;
    try {
      const [result] = await this.fileCompared([filing]);
      return result as StoreResult | UndecidedPair;
    } catch (error) {
      if (journalled) await this.progress.giveUp(journalled);
      return this.failed(instance, context, error);
    }
  }

  private async failed(
    instance: ExaminedInstance,
    context: FilingContext,
    error: unknown,
  ): Promise<StoreResult> {
    const { name, contentHash } = instance;
    this.logger.error({ error, contentHash }, 'an instance could not be filed');
    await this.recordFailure(instance, context);
    return refusal(name, new StoringFailed(), identityOf(instance));
  }

  /** A store that broke must not vanish from the trail; when the trail is what broke, the log has it. */
  private async recordFailure(instance: ExaminedInstance, context: FilingContext): Promise<void> {
    try {
      await this.database.transaction(() => this.ledger.failed(instance, context));
    } catch (error) {
      this.logger.error({ error, contentHash: instance.contentHash }, 'a failed store could not be audited');
    }
  }

  private async file(group: readonly ExaminedInstance[], context: FilingContext): Promise<Account[]> {
    const at = this.clock.now();
    const storable = group.filter((instance) => instance.kind === 'storable');
    const placements = await this.placeInstances.execute(storable, context.source, context.sender, at);
    const refused = new Map<UnstorableObject, Account['entry']>();
    const unstorable = group.filter((instance) => instance.kind === 'unstorable');
    for (const equals of alike(unstorable)) {
      refused.set(equals[0], await this.ledger.unstorable(equals, context, at));
    }
    const accounts: Account[] = [];
    for (const instance of group) {
      if (instance.kind === 'unstorable') {
        const { name, error, identity } = instance;
        accounts.push({ result: refusal(name, error, identity), entry: refused.get(instance) ?? null });
      } else accounts.push(await this.account(instance, placements.get(instance), context, at));
    }
    return accounts;
  }

  private async account(
    instance: StorableInstance,
    placement: Placement | undefined,
    context: FilingContext,
    at: Date,
  ): Promise<Account> {
    const { name, header } = instance;
    if (placement?.kind === 'conflict') {
      const entry = await this.ledger.conflicted(instance, placement.error, context, at);
      return { result: refusal(name, placement.error, header), entry };
    }
    if (placement?.kind === 'undecided')
      return { result: { instance, stored: placement.stored }, entry: null };
    if (placement?.kind === 'duplicate') return { result: acceptance(instance, 'duplicate'), entry: null };
    const action = placement?.kind === 'restored' ? 'restored' : 'received';
    const entry = this.ledger.taken(action, instance, context);
    const isToldOtherwise = placement?.kind === 'new' && placement.isToldOtherwise;
    return { result: acceptance(instance, 'stored', isToldOtherwise), entry };
  }
}

/** What is answered, and what the trail is told; nothing of a duplicate, and of equals only once. */
interface Account {
  result: StoreResult | UndecidedPair;
  entry: ReturnType<StoreLedger['taken']> | null;
}

export const isUndecided = (result: StoreResult | UndecidedPair): result is UndecidedPair =>
  'stored' in result;

const journalledOf = (filings: readonly Filing[]): JournalledEntry[] =>
  filings.flatMap(({ journalled }) => journalled ?? []);

/** The calls of an association have a context each and one sender. */
const isOneCaller = (a: FilingContext, b: FilingContext): boolean =>
  a === b || (a.sender === b.sender && a.actor.kind === b.actor.kind && a.actor.id === b.actor.id);

/** Neighbours that came from one caller. */
function groupsOfOneContext(
  filings: readonly Filing[],
): { instances: ExaminedInstance[]; context: FilingContext }[] {
  const groups: { instances: ExaminedInstance[]; context: FilingContext }[] = [];
  for (const { instance, context } of filings) {
    const last = groups.at(-1);
    if (last && isOneCaller(last.context, context)) last.instances.push(instance);
    else groups.push({ instances: [instance], context });
  }
  return groups;
}

type Equals = [UnstorableObject, ...UnstorableObject[]];

/** Equal objects refused for equal reasons are told once with their number: a flood of junk must not flood the trail. */
function alike(objects: readonly UnstorableObject[]): Equals[] {
  const groups = new Map<string, Equals>();
  for (const object of objects) {
    const key = `${object.error.code} ${object.contentHash}`;
    const known = groups.get(key);
    if (known) known.push(object);
    else groups.set(key, [object]);
  }
  return [...groups.values()];
}
