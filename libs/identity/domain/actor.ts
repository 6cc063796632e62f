import type { Ability } from './ability';
import type { User } from './user';

export const tokenScopes = ['dicomweb', 'import', 'read'] as const;
export type TokenScope = (typeof tokenScopes)[number];

/** Who stands behind a request: a signed-in person, a bearer token, or a loopback peer of the demo profile. */
export type Actor =
  | { kind: 'user'; id: string; user: User; abilities: readonly Ability[] }
  | { kind: 'token'; id: string; name: string; scopes: readonly TokenScope[]; abilities: readonly Ability[] }
  | { kind: 'loopback'; id: string; abilities: readonly Ability[] };

/** What a token's scopes allow in the REST interface; `dicomweb` opens the DICOMweb routes and nothing else. */
export const abilitiesOfScope = {
  dicomweb: [],
  import: ['import'],
  read: ['read'],
} as const satisfies Record<TokenScope, readonly Ability[]>;
