import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { startThread } from '../thread/start-thread';
import type { DatabaseHost, NotificationListener } from './database-host';

export type ToDatabaseThread = Uint8Array | 'dump' | 'close';
/** Answers come in the order of what was asked, the first says that the database is open. */
export type FromDatabaseThread = { answer: Uint8Array } | { channel: string; payload: string };

interface Asked {
  resolve(answer: Uint8Array): void;
  reject(error: Error): void;
}

/**
 * PGlite in a thread of its own: neither a long query nor the disk at the end of a transaction stops the event loop,
 * and database and server use two processors where there are two.
 */
export class ThreadedHost implements DatabaseHost {
  private readonly notifications = new EventEmitter<{ notification: [string, string] }>();
  private readonly asked: Asked[] = [];
  private readonly thread: Worker;
  private ended?: Error;
  private closing?: Promise<void>;

  private constructor(dir: string) {
    this.notifications.setMaxListeners(0);
    this.thread = startThread(join(__dirname, 'pglite.worker'), { name: 'database', workerData: { dir } });
    this.thread.on('message', (told: FromDatabaseThread) => this.hear(told));
    this.thread.on('error', (error) => this.end(error as Error));
    this.thread.on('exit', () => this.end(new Error('the embedded database has been closed')));
  }

  /** Opens an initialised data directory. */
  static async open(dir: string): Promise<ThreadedHost> {
    const host = new ThreadedHost(dir);
    await new Promise<Uint8Array>((resolve, reject) => host.asked.push({ resolve, reject }));
    return host;
  }

  exchange(messages: Uint8Array): Promise<Uint8Array> {
    return this.ask(messages);
  }

  onNotification(listener: NotificationListener): () => void {
    this.notifications.on('notification', listener);
    return () => this.notifications.off('notification', listener);
  }

  dump(): Promise<Uint8Array> {
    return this.ask('dump');
  }

  async close(): Promise<void> {
    this.closing ??= this.ended ? Promise.resolve() : this.closeOnce();
    await this.closing;
  }

  private async closeOnce(): Promise<void> {
    const exited = new Promise((resolve) => this.thread.once('exit', resolve));
    await this.ask('close');
    await exited;
  }

  private ask(what: ToDatabaseThread): Promise<Uint8Array> {
    if (this.ended) return Promise.reject(this.ended);
    return new Promise((resolve, reject) => {
      this.asked.push({ resolve, reject });
      this.thread.postMessage(what, []);
    });
  }

  private hear(told: FromDatabaseThread): void {
    if ('answer' in told) this.asked.shift()?.resolve(told.answer);
    else this.notifications.emit('notification', told.channel, told.payload);
  }

  private end(error: Error): void {
    this.ended ??= error;
    for (const { reject } of this.asked.splice(0)) reject(this.ended);
  }
}
