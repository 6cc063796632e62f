import { SetMetadata } from '@nestjs/common';

/** Marks of a route that identity's guard enforces; they stand here so that the rooms below identity can set them. */
export const PUBLIC_ROUTE = 'wetread:public-route';
export const REQUIRED_ABILITY = 'wetread:required-ability';

/** Opens a route to everyone. Every other route needs a signed-in user. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(PUBLIC_ROUTE, true);

/** Lets only those through who have this ability. */
export const RequiresAbility = <Ability extends string>(ability: Ability): MethodDecorator & ClassDecorator =>
  SetMetadata(REQUIRED_ABILITY, ability);

/** What the guard leaves in a request that it let through. */
export interface AuthorizedRequest {
  actor?: { abilities: readonly string[] };
}
