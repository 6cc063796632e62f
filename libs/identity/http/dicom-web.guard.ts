import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { AppConfig } from '@wetread/platform';
import type { Request } from 'express';
import { Authenticate } from '../application/authenticate';
import type { Actor } from '../domain/actor';
import { ForeignOrigin, NotAllowed, NotSignedIn } from '../domain/errors';
import { bearerOf, sessionSecretOf } from './credentials';
import { comesFromOtherSite, isDirectFromLoopback, isForeign } from './request-origin';
import type { RequestWithActor } from './request-with-actor';

/** Methods that change nothing. */
const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Guards the DICOMweb routes: a bearer token with the scope `dicomweb` (or `import` to store, `read` to retrieve),
 * a signed-in user with the ability, and in the demo profile any program on this machine.
 */
@Injectable()
export class DicomWebGuard implements CanActivate {
  constructor(
    private readonly authenticate: Authenticate,
    private readonly config: AppConfig,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<RequestWithActor>();
    if (isForeign(request, this.config)) throw new ForeignOrigin();
    request.actor = await this.admit(request);
    return true;
  }

  /** Who opens a WebSocket, which no route leads to. @throws ForeignOrigin, NotSignedIn, NotAllowed */
  async admitChannel(request: Request): Promise<Actor> {
    if (comesFromOtherSite(request, this.config)) throw new ForeignOrigin();
    return this.admit(request);
  }

  private async admit(request: Request): Promise<Actor> {
    const actor = await this.actorOf(request);
    if (!actor) throw new NotSignedIn();
    const required = READING.has(request.method) ? 'read' : 'import';
    const wholeDoor = actor.kind === 'token' && actor.scopes.includes('dicomweb');
    if (!wholeDoor && !actor.abilities.includes(required)) throw new NotAllowed(required);
    return actor;
  }

  private async actorOf(request: Request): Promise<Actor | null> {
    const bearer = bearerOf(request);
    if (bearer !== null) return this.authenticate.byToken(bearer);
    const session = sessionSecretOf(request, this.config);
    const user = session === null ? null : await this.authenticate.bySession(session);
    if (user) return user;
    const open = this.config.profile === 'demo' && isDirectFromLoopback(request);
    return open ? { kind: 'loopback', id: 'loopback', abilities: ['read', 'import'] } : null;
  }
}
