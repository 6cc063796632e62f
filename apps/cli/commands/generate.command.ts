import type { Command } from 'commander';

interface GenerateFlags {
  prompt: string;
  seed: string;
  out: string;
  guidance?: string;
  json?: boolean;
}

/** `wetread generate`: a synthetic chest film from a text, for teaching and tests. */
export function registerGenerate(program: Command): void {
  program
    .command('generate')
    .description(
      'draw a synthetic chest film from a text, for teaching; it is marked and never a clinical input',
    )
    .requiredOption('--prompt <text>', 'what the film shall show, in English')
    .option('--seed <number>', 'another number gives another film', '0')
    .requiredOption('--out <file>', 'x.dcm or x.png')
    .option('--guidance <number>', 'how far the film follows the text; default that of the model')
    .option('--json', 'print where the film comes from as JSON')
    .action(async ({ prompt, seed, out, guidance, json }: GenerateFlags) => {
      const { runGenerate } = await import('../generating/run-generate.js');
      await runGenerate({
        prompt,
        seed: Number(seed),
        out,
        ...(guidance === undefined ? {} : { guidance: Number(guidance) }),
        json: json ?? false,
      });
    });
}
