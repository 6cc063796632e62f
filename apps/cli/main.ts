import { Command, CommanderError } from 'commander';
import { registerAnswer } from './commands/answer.command';
import { registerAudit } from './commands/audit.command';
import { registerCaption } from './commands/caption.command';
import { registerDraft } from './commands/draft.command';
import { registerEmbed } from './commands/embed.command';
import { registerEval } from './commands/eval.command';
import { registerGenerate } from './commands/generate.command';
import { registerImport } from './commands/import.command';
import { registerLabel } from './commands/label.command';
import { registerMigrate } from './commands/migrate.command';
import { registerModel } from './commands/model.command';
import { registerPeer } from './commands/peer.command';
import { registerServe } from './commands/serve.command';
import { registerStatement } from './commands/statement.command';
import { registerToken } from './commands/token.command';
import { registerUser } from './commands/user.command';
import { exitCode } from './terminal/exit-codes';
import { fail } from './terminal/fail';

// Paths may name patients, and everybody may list processes.
process.title = 'wetread';

const program = new Command('wetread')
  .description(
    'Drafts radiology reports and carries them to a radiologist’s signature. Not a medical device.',
  )
  .version('0.1.0')
  .showHelpAfterError('(add --help for the options)')
  .exitOverride((error: CommanderError) => {
    process.exit(error.exitCode === 0 ? exitCode.ok : exitCode.usage);
  });

for (const register of [
  registerServe,
  registerImport,
  registerDraft,
  registerEmbed,
  registerAnswer,
  registerCaption,
  registerGenerate,
  registerLabel,
  registerEval,
  registerAudit,
  registerModel,
  registerPeer,
  registerUser,
  registerToken,
  registerMigrate,
  registerStatement,
]) {
  register(program);
}

program.parseAsync().catch(fail);
