export const roles = ['radiologist', 'technologist', 'educator', 'admin', 'privacy-officer'] as const;
export type Role = (typeof roles)[number];

/** A person who may sign in. `username` is unique whatever its case. */
export interface User {
  id: string;
  username: string;
  displayName: string;
  role: Role;
  active: boolean;
}
