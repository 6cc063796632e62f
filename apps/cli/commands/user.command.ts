import { Option, type Command } from 'commander';
import { Role } from '@wetread/contracts';

export function registerUser(program: Command): void {
  const user = program.command('user').description('people who may sign in');
  user
    .command('create')
    .description('create a user; asks for the password, or reads it from standard input')
    .argument('<username>')
    .addOption(new Option('--role <role>', 'what they may do').choices(Role.options).makeOptionMandatory())
    .option('--name <text>', 'display name, as it stands in signed reports')
    .action(async (username: string, options: { role: Role; name?: string }) => {
      const { readPassword } = await import('../terminal/read-password.js');
      const { createUser } = await import('../operations/users.operation.js');
      const { runOperation } = await import('../control/run-operation.js');
      const password = await readPassword(`Password for ${username}: `);
      const displayName = options.name ?? username;
      const made = await runOperation(createUser, { username, role: options.role, displayName, password });
      console.log(`created ${made.username} (${made.role})`);
    });
  user
    .command('list')
    .option('--json', 'print as JSON')
    .action(async (options: { json?: boolean }) => {
      const { listUsers } = await import('../operations/users.operation.js');
      const { runOperation } = await import('../control/run-operation.js');
      const users = await runOperation(listUsers, {});
      if (options.json) return console.log(JSON.stringify(users));
      for (const { username, role, displayName, active } of users) {
        console.log(`${username}\t${role}\t${displayName}${active ? '' : '\t(inactive)'}`);
      }
    });
  user
    .command('password')
    .description('set a new password and end the sessions of this user')
    .argument('<username>')
    .action(async (username: string) => {
      const { readPassword } = await import('../terminal/read-password.js');
      const { changePassword } = await import('../operations/users.operation.js');
      const { runOperation } = await import('../control/run-operation.js');
      await runOperation(changePassword, {
        username,
        password: await readPassword(`New password for ${username}: `),
      });
      console.log(`password of ${username} changed`);
    });
}
