import type { Command } from 'commander';
import { DomainError } from '@wetread/kernel';
import { exitCode } from '../terminal/exit-codes';

export function registerModel(program: Command): void {
  const model = program.command('model').description('the models that ship under models/');
  model
    .command('list')
    .description('name, version, size, hash and licence of every model')
    .option('--json', 'print as JSON')
    .action(async (options: { json?: boolean }) => {
      const { listInstalledModels } = await import('../models/installed-models.js');
      const models = await listInstalledModels();
      if (options.json) return console.log(JSON.stringify(models));
      for (const { name, version, sha256, bytes, licence } of models) {
        console.log(`${name} ${version}\t${(bytes / 1e6).toFixed(1)} MB\t${sha256.slice(0, 16)}\t${licence}`);
      }
    });
  model
    .command('verify')
    .description('hash every weight file; exit 4 when one is not what its manifest says')
    .action(async () => {
      const { verifyInstalledModels } = await import('../models/installed-models.js');
      for await (const { name, version, fault } of verifyInstalledModels()) {
        if (fault === null) console.log(`${name} ${version}: intact`);
        else
          console.error(
            `${name} ${version}: ${fault instanceof DomainError ? fault.message : String(fault)}`,
          );
        if (fault !== null) process.exitCode = exitCode.tampered;
      }
    });
}
