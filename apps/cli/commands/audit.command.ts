import type { Command } from 'commander';
import { exitCode } from '../terminal/exit-codes';

export function registerAudit(program: Command): void {
  const audit = program.command('audit').description('the tamper-evident audit trail');
  audit
    .command('verify')
    .description('walk the hash chain; exit 4 and name the rows when any was changed, removed or reordered')
    .option('--json', 'print the verdict as JSON')
    .action(async (options: { json?: boolean }) => {
      const { verifyAudit } = await import('../operations/verify-audit.operation.js');
      const { runOperation } = await import('../control/run-operation.js');
      const verdict = await runOperation(verifyAudit, {});
      if (options.json) console.log(JSON.stringify(verdict));
      else if (verdict.intact) console.log(`intact: ${verdict.entries} entries, head ${verdict.headHash}`);
      else for (const { sequence, fault } of verdict.faults) console.error(`entry ${sequence}: ${fault}`);
      if (!verdict.intact) process.exitCode = exitCode.tampered;
    });
}
