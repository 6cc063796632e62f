import type { Request } from 'express';
import type { Actor } from '../domain/actor';

/** The request as the guards leave it. */
export interface RequestWithActor extends Request {
  actor?: Actor;
}
