import type { Command } from 'commander';
import { exitCode } from '../terminal/exit-codes';

/** `wetread model list` and `wetread model verify`. */
export function registerModel(program: Command): void {
  const model = program.command('model').description('the models that ship under models/');
  model
    .command('list')
    .description('name, version, size, hash and licence of every model, and its files')
    .option('--json', 'print as JSON')
    .action(async (options: { json?: boolean }) => {
      const { listInstalledModels } = await import('../models/installed-models.js');
      const models = await listInstalledModels();
      if (options.json) return console.log(JSON.stringify(models));
      for (const { name, version, sha256, bytes, licence, files } of models) {
        console.log(`${name} ${version}\t${size(bytes)}\t${sha256.slice(0, 16)}\t${licence}`);
        for (const file of files)
          console.log(`  ${file.path.padEnd(20)}\t${size(file.bytes)}\t${file.sha256.slice(0, 16)}`);
      }
    });
  model
    .command('verify')
    .description('hash every file; exit 4 when one is changed or missing, and name each')
    .action(async () => {
      const { checkInstalledModels } = await import('../models/installed-models.js');
      for await (const { name, version, files } of checkInstalledModels()) {
        const faults = files.flatMap(({ fault }) => fault ?? []);
        if (faults.length === 0) console.log(`${name} ${version}: intact, ${files.length} files`);
        for (const fault of faults) console.error(`${name} ${version}: ${fault.message}`);
        if (faults.length > 0) process.exitCode = exitCode.tampered;
      }
    });
}

const size = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
