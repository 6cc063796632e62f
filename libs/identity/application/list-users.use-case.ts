import { Injectable } from '@nestjs/common';
import type { User } from '../domain/user';
import { UserRepository } from '../infrastructure/user.repository';

@Injectable()
export class ListUsers {
  constructor(private readonly users: UserRepository) {}

  /** All users, active or not, by username. */
  execute(): Promise<User[]> {
    return this.users.list();
  }
}
