import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { DicomWebGuard } from '@wetread/identity';
import { Clock, DomainError } from '@wetread/kernel';
import { httpStatusOf, Logger } from '@wetread/platform';
import cookieParser from 'cookie-parser';
import type { Request } from 'express';
import { type WebSocket, WebSocketServer } from 'ws';
import { Subscriptions } from '../domain/subscription';

const CHANNEL = /^\/dicom-web\/subscribers\/([^/?]+)$/;
const POLL_MS = 300;
const AT_ONCE = 100;
/** What a channel that reads slowly may leave unread, bytes; the rest waits in the database. */
const MOST_UNREAD = 1024 * 1024;
const KEPT_MS = 7 * 24 * 60 * 60 * 1000;
const SWEEP_MS = 60 * 60 * 1000;
/** A subscriber sends nothing; this is for its control frames. */
const LARGEST_MESSAGE = 1024;

/**
 * Event channels over WebSocket (PS3.18 section 8.10): whoever subscribed gets what has happened since, also what
 * happened while the channel was closed, for seven days. An event leaves the database after it was handed to the socket.
 */
@Injectable()
export class EventChannel implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_MESSAGE });
  private readonly open = new Map<string, WebSocket>();
  private server?: Server;
  private pumping?: NodeJS.Timeout;
  private sweeping?: NodeJS.Timeout;
  private busy = false;

  constructor(
    private readonly adapter: HttpAdapterHost,
    private readonly guard: DicomWebGuard,
    private readonly subscriptions: Subscriptions,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    // A worker or a gateway has no HTTP server and no channels.
    this.server = this.adapter.httpAdapter?.getHttpServer() as Server | undefined;
    this.server?.on('upgrade', this.upgrade);
    if (this.server) this.sweeping = setInterval(() => void this.sweep(), SWEEP_MS).unref();
  }

  onApplicationShutdown(): void {
    this.server?.off('upgrade', this.upgrade);
    clearInterval(this.pumping);
    clearInterval(this.sweeping);
    for (const socket of this.open.values()) socket.close(1001, 'the server stops');
  }

  private readonly upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    void this.accept(request, socket, head);
  };

  private async accept(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const subscriber = subscriberOf(request);
    if (subscriber === null) return refuse(socket, 404);
    try {
      await this.guard.admitChannel(asExpress(request));
    } catch (error) {
      return refuse(socket, error instanceof DomainError ? httpStatusOf[error.status] : 500);
    }
    this.sockets.handleUpgrade(request, socket, head, (channel) => this.attach(subscriber, channel));
  }

  private attach(subscriber: string, channel: WebSocket): void {
    this.open.get(subscriber)?.close(4000, 'replaced by a newer channel');
    this.open.set(subscriber, channel);
    channel.on('error', (error) => this.logger.debug({ error }, 'an event channel broke'));
    channel.once('close', () => {
      if (this.open.get(subscriber) === channel) this.open.delete(subscriber);
    });
    this.pumping ??= setInterval(() => void this.pump(), POLL_MS).unref();
  }

  private async pump(): Promise<void> {
    if (this.busy || this.open.size === 0) return;
    this.busy = true;
    try {
      for (const [subscriber, channel] of this.open) await this.tell(subscriber, channel);
    } catch (error) {
      this.logger.warn({ error }, 'events could not be told');
    } finally {
      this.busy = false;
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
