import { EventEmitter } from 'node:events';
import { TransactionHost } from '@nestjs-cls/transactional';
import { TransactionalAdapterTypeOrm } from '@nestjs-cls/transactional-adapter-typeorm';
import type { ClientBase } from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import { poolOf } from './data-source';
import { Database } from './database';

type Adapter = TransactionalAdapterTypeOrm;
type AdapterOptions = ReturnType<Adapter['optionsFactory']>;
type HostOptions = ConstructorParameters<typeof TransactionHost<Adapter>>[0];

/**
 * {@link Database} on TypeORM. The surrounding transaction travels in nestjs-cls's async context; making one of
 * these also makes it the one that `@Transactional()` uses.
 */
export class TypeOrmDatabase extends Database {
  private readonly commits = new EventEmitter().setMaxListeners(0);
  private readonly host: TransactionHost<Adapter>;

  constructor(private readonly dataSource: DataSource) {
    super();
    const adapter = new TransactionalAdapterTypeOrm({ dataSourceToken: 'unused' });
    const options = adapter.optionsFactory(dataSource);
    const hostOptions: HostOptions = {
      ...options,
      wrapWithTransaction: this.announcingCommits(options),
      enableTransactionProxy: false,
      connectionName: undefined,
      defaultTxOptions: {},
      extraProviderTokens: [],
    };
    this.host = new TransactionHost<Adapter>(hostOptions);
  }

  manager(): EntityManager {
    return this.host.tx;
  }

  async prepared<Row extends object>(
    name: string,
    text: string,
    parameters: readonly unknown[],
  ): Promise<Row[]> {
    const statement = { name, text, values: [...parameters] };
    const session = (await this.host.tx.queryRunner?.connect()) as ClientBase | undefined;
    const { rows } = await (session ?? poolOf(this.dataSource)).query<Row>(statement);
    return rows;
  }

  transaction<T>(work: () => Promise<T>): Promise<T> {
    return this.host.withTransaction(work);
  }

  onCommit(listener: () => void): () => void {
    this.commits.on('commit', listener);
    return () => this.commits.off('commit', listener);
  }

  private announcingCommits(inner: AdapterOptions): AdapterOptions['wrapWithTransaction'] {
    return async (options, work, setManager) => {
      const result: unknown = await inner.wrapWithTransaction(options, work, setManager);
      this.commits.emit('commit');
      return result;
    };
  }
}
