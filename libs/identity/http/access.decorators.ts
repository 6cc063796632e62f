import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { Ability } from '../domain/ability';
import type { Actor } from '../domain/actor';
import { NotSignedIn } from '../domain/errors';

export const PUBLIC = 'wetread:public';
export const REQUIRED_ABILITY = 'wetread:required-ability';

/** The request as the guards leave it. */
export interface RequestWithActor {
  actor?: Actor;
}

/** Opens a route to everyone. All other routes need a signed-in user. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(PUBLIC, true);

/** Lets only users whose role has this ability through. */
export const RequiresAbility = (ability: Ability): MethodDecorator & ClassDecorator =>
  SetMetadata(REQUIRED_ABILITY, ability);

const actorOf = (context: ExecutionContext): Actor => {
  const { actor } = context.switchToHttp().getRequest<RequestWithActor>();
  if (!actor) throw new NotSignedIn();
  return actor;
};

/** The {@link Actor} of the request, whatever its kind. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext) => actorOf(context));

/** The signed-in {@link User}; a token has none. */
export const CurrentUser = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const actor = actorOf(context);
  if (actor.kind !== 'user') throw new NotSignedIn();
  return actor.user;
});
