import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AppConfig, PUBLIC_ROUTE, REQUIRED_ABILITY } from '@wetread/platform';
import type { Request } from 'express';
import { Authenticate } from '../application/authenticate';
import type { Ability } from '../domain/ability';
import type { Actor } from '../domain/actor';
import { ForeignOrigin, NotAllowed, NotSignedIn } from '../domain/errors';
import { bearerOf, sessionSecretOf } from './credentials';
import { isForeign } from './request-origin';
import type { RequestWithActor } from './request-with-actor';

/** Guards every route: closed, unless the route is public or the actor has what it requires. */
@Injectable()
export class AuthenticatedGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticate: Authenticate,
    private readonly config: AppConfig,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<RequestWithActor>();
    if (isForeign(request, this.config)) throw new ForeignOrigin();
    if (this.marked<boolean>(context, PUBLIC_ROUTE)) return true;

    const actor = await this.actorOf(request);
    if (!actor) throw new NotSignedIn();
    assertAllowed(actor, this.marked<Ability>(context, REQUIRED_ABILITY));
    request.actor = actor;
    return true;
  }

  private async actorOf(request: Request): Promise<Actor | null> {
    const bearer = bearerOf(request);
    // A bad token is refused even beside a good cookie: whoever sends both means the token.
    if (bearer !== null) return this.authenticate.byToken(bearer);
    const session = sessionSecretOf(request, this.config);
    return session === null ? null : this.authenticate.bySession(session);
  }

  private marked<Mark>(context: ExecutionContext, key: string): Mark | undefined {
    return this.reflector.getAllAndOverride<Mark | undefined>(key, [
      context.getHandler(),
      context.getClass(),
    ]);
  }
}

function assertAllowed(actor: Actor, required: Ability | undefined): void {
  // Routes that require nothing in particular are for people: a token does only what its scopes name.
  if (required === undefined && actor.kind !== 'user') throw new NotAllowed('a signed-in user');
  if (required !== undefined && !actor.abilities.includes(required)) throw new NotAllowed(required);
}
