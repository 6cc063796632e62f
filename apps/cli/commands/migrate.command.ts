import type { Command } from 'commander';

export function registerMigrate(program: Command): void {
  program
    .command('migrate')
    .description('bring the database to this version; `serve` does so by itself')
    .action(async () => {
      const { migrateDatabase } = await import('../database/migrate-database.js');
      const applied = await migrateDatabase();
      console.log(applied.length === 0 ? 'up to date' : applied.map((name) => `applied ${name}`).join('\n'));
    });
}
