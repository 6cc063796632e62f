import { ChangePassword, CreateUser, ListUsers, type CreateUserCommand, type User } from '@wetread/identity';
import type { Operation } from '../control/operation';
import { atTheConsole } from './console-actor';

export const createUser: Operation<Omit<CreateUserCommand, 'by'>, User> = {
  name: 'user.create',
  run: (app, { username, displayName, role, password }) =>
    app
      .get(CreateUser, { strict: false })
      .execute({ username, displayName, role, password, by: atTheConsole }),
};

export const listUsers: Operation<Record<string, never>, User[]> = {
  name: 'user.list',
  run: (app) => app.get(ListUsers, { strict: false }).execute(),
};

export const changePassword: Operation<{ username: string; password: string }, null> = {
  name: 'user.password',
  async run(app, { username, password }) {
    await app.get(ChangePassword, { strict: false }).execute({ username, password, by: atTheConsole });
    return null;
  },
};
