import { applyDecorators, createParamDecorator, UseGuards, type ExecutionContext } from '@nestjs/common';
import { Public, RequiresAbility as PlatformRequiresAbility } from '@wetread/platform';
import type { Ability } from '../domain/ability';
import type { Actor } from '../domain/actor';
import { NotSignedIn } from '../domain/errors';
import type { User } from '../domain/user';
import { DicomWebGuard } from './dicom-web.guard';
import type { RequestWithActor } from './request-with-actor';

export { Public };

/** Lets only users and tokens through that have this ability. */
export const RequiresAbility = (ability: Ability): MethodDecorator & ClassDecorator =>
  PlatformRequiresAbility<Ability>(ability);

/** Puts a controller or route behind {@link DicomWebGuard} in place of the session guard. */
export const DicomWebAccess = (): MethodDecorator & ClassDecorator =>
  applyDecorators(Public(), UseGuards(DicomWebGuard));

const actorOf = (context: ExecutionContext): Actor => {
  const { actor } = context.switchToHttp().getRequest<RequestWithActor>();
  if (!actor) throw new NotSignedIn();
  return actor;
};

/** The {@link Actor} of the request, whatever its kind. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor =>
  actorOf(context),
);

/** The signed-in {@link User}; a token has none. */
export const CurrentUser = createParamDecorator((_: unknown, context: ExecutionContext): User => {
  const actor = actorOf(context);
  if (actor.kind !== 'user') throw new NotSignedIn();
  return actor.user;
});
