import type { Command } from 'commander';

interface ServeFlags {
  demo?: boolean;
  empty?: boolean;
  port?: string;
  dataDir?: string;
}

export function registerServe(program: Command): void {
  program
    .command('serve')
    .description('run HTTP, DIMSE and drafting in one process')
    .option('--demo', 'the demo profile: phantom studies, sign-in links, loopback peers without tokens')
    .option('--empty', 'with --demo: leave the demo studies out')
    .option('--port <number>', 'HTTP port (WETREAD_HTTP_PORT)')
    .option('--data-dir <folder>', 'where everything is kept (WETREAD_DATA_DIR)')
    .action(async ({ demo, empty = false, port, dataDir }: ServeFlags) => {
      const { serve } = await import('../serve/serve.js');
      const settings = {
        ...(demo && { WETREAD_PROFILE: 'demo' }),
        ...(port && { WETREAD_HTTP_PORT: port }),
        ...(dataDir && { WETREAD_DATA_DIR: dataDir }),
      };
      await serve({ settings, empty });
    });
}
