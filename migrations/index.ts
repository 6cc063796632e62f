import type { MixedList } from 'typeorm';

/** Every migration, oldest first; a room appends its line. */
export const migrations: MixedList<Function>[] = [];
