import { SetMetadata } from '@nestjs/common';
import type { EventPayload } from './outbox';

export const HANDLES_EVENT = 'wetread:handles-event';

export interface HandlerOptions {
  /** How many events of this type run at once in a worker process. Default 1. */
  concurrency?: number;
}

/**
 * What a class marked with {@link HandlesEvent} must be. It runs outside any transaction, up to three times
 * per event when it throws, and must be safe to run twice.
 */
export interface EventHandler<Payload extends EventPayload = EventPayload> {
  handle(payload: Payload): Promise<void>;
}

/** Marks an injectable class as the handler of an outbox event type; found by discovery in the worker role. */
export const HandlesEvent = (type: string, options: HandlerOptions = {}): ClassDecorator =>
  SetMetadata(HANDLES_EVENT, { type, ...options });
