import type { Role } from './user';

export const abilities = [
  'read',
  'edit-report',
  'sign-report',
  'import',
  'read-audit',
  'manage-users',
  'manage-connections',
  'delete-studies',
] as const;
export type Ability = (typeof abilities)[number];

/** What each role may do. Only a radiologist signs; whoever manages users does not thereby read reports' trails. */
export const abilitiesOfRole = {
  radiologist: ['read', 'edit-report', 'sign-report', 'import'],
  technologist: ['read', 'import'],
  educator: ['read'],
  admin: ['read', 'import', 'read-audit', 'manage-users', 'manage-connections', 'delete-studies'],
  'privacy-officer': ['read', 'read-audit'],
} as const satisfies Record<Role, readonly Ability[]>;
