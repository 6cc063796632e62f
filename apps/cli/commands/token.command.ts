import { Option, type Command } from 'commander';
import type { TokenScope } from '@wetread/identity';

// A list of its own: the room behind the type would make `wetread --help` load a database driver.
const tokenScopes = ['dicomweb', 'import', 'read'] as const satisfies readonly TokenScope[];

export function registerToken(program: Command): void {
  const token = program.command('token').description('bearer tokens for machines');
  token
    .command('create')
    .description('create a token and print it once; only its hash is kept')
    .argument('<name>', 'who will use it, e.g. the PACS')
    .addOption(new Option('--scope <scope...>', 'what it may do').choices(tokenScopes).default(['dicomweb']))
    .action(async (name: string, options: { scope: TokenScope[] }) => {
      const { createToken } = await import('../operations/tokens.operation.js');
      const { runOperation } = await import('../control/run-operation.js');
      const made = await runOperation(createToken, { name, scopes: options.scope });
      console.error(`token ${made.id} for ${name}; it is shown only now:`);
      console.log(made.secret);
    });
  token.command('list').action(async () => {
    const { listTokens } = await import('../operations/tokens.operation.js');
    const { runOperation } = await import('../control/run-operation.js');
    for (const { id, name, scopes, revoked } of await runOperation(listTokens, {})) {
      console.log(`${id}\t${name}\t${scopes.join(',')}${revoked ? '\t(revoked)' : ''}`);
    }
  });
  token
    .command('revoke')
    .argument('<id>')
    .action(async (id: string) => {
      const { revokeToken } = await import('../operations/tokens.operation.js');
      const { runOperation } = await import('../control/run-operation.js');
      await runOperation(revokeToken, { id });
      console.log(`revoked ${id}`);
    });
}
