import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { DicomWebGuard } from '@wetread/identity';
import { Clock, DomainError } from '@wetread/kernel';
import { httpStatusOf, Logger } from '@wetread/platform';
import cookieParser from 'cookie-parser';
import type { Request } from 'express';
import { type WebSocket, WebSocketServer } from 'ws';
import { ChannelRegister } from '../domain/channel-register';
import { Subscriptions } from '../domain/subscription';

const CHANNEL = /^\/dicom-web\/subscribers\/([^/?]+)$/;
const POLL_MS = 300;
const AT_ONCE = 100;
/** What a channel that reads slowly may leave unread, bytes; the rest waits in the database. */
const MOST_UNREAD = 1024 * 1024;
const KEPT_MS = 7 * 24 * 60 * 60 * 1000;
const SWEEP_MS = 60 * 60 * 1000;
/** What a subscriber has to say goodbye. */
const GOODBYE_MS = 1000;
const REPLACED = [4000, 'replaced by a newer channel'] as const;
/** A subscriber sends nothing; this is for its control frames. */
const LARGEST_MESSAGE = 1024;

interface OpenChannel {
  id: string;
  socket: WebSocket;
}

/**
 * Event channels over WebSocket (PS3.18 section 8.10): whoever subscribed gets what has happened since, also what
 * happened while the channel was closed, for seven days. An event leaves the database after it was handed to the socket.
 */
@Injectable()
export class EventChannel implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_MESSAGE });
  private readonly open = new Map<string, OpenChannel>();
  private server?: Server;
  private pumping?: NodeJS.Timeout;
  private sweeping?: NodeJS.Timeout;
  private busy = false;

  constructor(
    private readonly adapter: HttpAdapterHost,
    private readonly guard: DicomWebGuard,
    private readonly subscriptions: Subscriptions,
    private readonly channels: ChannelRegister,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    // A worker or a gateway has no HTTP server and no channels.
    this.server = this.adapter.httpAdapter?.getHttpServer() as Server | undefined;
    this.server?.on('upgrade', this.upgrade);
    if (this.server) this.sweeping = setInterval(() => void this.sweep(), SWEEP_MS).unref();
  }

  /** Comes before the HTTP server waits for its connections, of which a channel is one. */
  beforeApplicationShutdown(): void {
    this.server?.off('upgrade', this.upgrade);
    clearInterval(this.pumping);
    clearInterval(this.sweeping);
    for (const { socket } of this.open.values()) {
      socket.close(1001, 'the server stops');
      setTimeout(() => socket.terminate(), GOODBYE_MS).unref();
    }
  }

  private readonly upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    void this.accept(request, socket, head);
  };

  private async accept(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const subscriber = subscriberOf(request);
    if (subscriber === null) return refuse(socket, 404);
    const id = randomUUID();
    try {
      await this.guard.admitChannel(asExpress(request));
      await this.channels.open(subscriber, id, this.clock.now());
    } catch (error) {
      return refuse(socket, error instanceof DomainError ? httpStatusOf[error.status] : 500);
    }
    this.sockets.handleUpgrade(request, socket, head, (socket) => this.attach(subscriber, { id, socket }));
  }

  private attach(subscriber: string, channel: OpenChannel): void {
    this.open.get(subscriber)?.socket.close(...REPLACED);
    this.open.set(subscriber, channel);
    channel.socket.on('error', (error) => this.logger.debug({ error }, 'an event channel broke'));
    channel.socket.once('close', () => {
      if (this.open.get(subscriber) === channel) this.open.delete(subscriber);
    });
    this.pumping ??= setInterval(() => void this.pump(), POLL_MS).unref();
  }

  private async pump(): Promise<void> {
    if (this.busy || this.open.size === 0) return;
    this.busy = true;
    try {
      await this.closeReplaced();
      for (const [subscriber, { socket }] of this.open) await this.tell(subscriber, socket);
    } catch (error) {
      this.logger.warn({ error }, 'events could not be told');
    } finally {
      this.busy = false;
    }
  }

  /** A subscriber that came back through another process is told there; here it has left, or soon will. */
  private async closeReplaced(): Promise<void> {
    // Whoever comes while the database is asked is not judged by its answer.
    const open = [...this.open];
    const newest = await this.channels.newest(open.map(([subscriber]) => subscriber));
    for (const [subscriber, channel] of open) {
      if (newest.get(subscriber) === channel.id) continue;
      if (this.open.get(subscriber) === channel) this.open.delete(subscriber);
      channel.socket.close(...REPLACED);
    }
  }

  private async tell(subscriber: string, channel: WebSocket): Promise<void> {
    if (channel.bufferedAmount > MOST_UNREAD) return;
    const events = await this.subscriptions.pending(subscriber, AT_ONCE);
    const told: number[] = [];
    for (const { id, message } of events) {
      if (channel.readyState !== channel.OPEN) break;
      channel.send(JSON.stringify(message));
      told.push(id);
    }
    if (told.length > 0) await this.subscriptions.told(told);
  }

  private async sweep(): Promise<void> {
    const forgotten = await this.subscriptions.forget(new Date(this.clock.now().getTime() - KEPT_MS));
    if (forgotten > 0) this.logger.warn({ events: forgotten }, 'events that nobody came for were dropped');
  }
}

function subscriberOf({ url = '' }: IncomingMessage): string | null {
  const name = CHANNEL.exec(url.split('?')[0] ?? '')?.[1];
  try {
    return name === undefined ? null : decodeURIComponent(name);
  } catch {
    return null;
  }
}

/** The parts of an Express request that the guard looks at: an upgrade passes by all middleware. */
function asExpress(request: IncomingMessage): Request {
  const express = Object.assign(request, {
    get: (name: string) => request.headers[name.toLowerCase()],
  }) as unknown as Request;
  cookieParser()(express, {} as never, () => undefined);
  return express;
}

function refuse(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
