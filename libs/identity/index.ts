export type { Actor, TokenScope } from './domain/actor';
export { tokenScopes } from './domain/actor';
export { abilities, abilitiesOfRole, type Ability } from './domain/ability';
export { roles, type Role, type User } from './domain/user';
export * from './domain/errors';
export { CurrentActor, CurrentUser, Public, RequiresAbility } from './http/access.decorators';
