import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Data sets are hashed where two objects have one UID, no longer each as it comes. Only of what is purged the hash is
 * remembered: it cannot be computed any more.
 */
export class DataSetHashes1764000029000 implements MigrationInterface {
  readonly name = 'DataSetHashes1764000029000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table instances alter column data_set_hash drop not null');
    // The others keep what they have, which is right.
  }

  async down(runner: QueryRunner): Promise<void> {
    // Nobody can tell the hashes here: an object whose bytes are sent again is then a conflict unless they are equal.
    await runner.query('update instances set data_set_hash = content_hash where data_set_hash is null');
    await runner.query('alter table instances alter column data_set_hash set not null');
  }
}
