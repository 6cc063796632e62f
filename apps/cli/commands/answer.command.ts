import type { Command } from 'commander';
import { exitCode } from '../terminal/exit-codes';
import { withProgress } from '../terminal/progress-bar';

interface AnswerFlags {
  question: string[];
  batch?: string;
  json?: boolean;
}

/** `wetread answer`: questions about pictures, answered or left unanswered with a reason. */
export function registerAnswer(program: Command): void {
  program
    .command('answer')
    .description('answer questions about radiology pictures; exit 3 when some pictures could not be read')
    .argument('[path...]', 'DICOM, PNG or JPEG files, or folders of them; before --question')
    .option('--question <text...>', 'what is asked, in English', [])
    .option('--batch <file>', 'lines of {id, image, question}, answered by a line of JSON each')
    .option('--json', 'print JSON, a line a question')
    .action(async (paths: string[], { question, batch, json }: AnswerFlags) => {
      if (batch !== undefined) {
        const { runAnswerBatch } = await import('../answering/run-answer-batch.js');
        const { failed } = await withProgress((step) => runAnswerBatch(batch, step));
        if (failed > 0) process.exitCode = exitCode.partly;
        return;
      }
      const { runAnswer } = await import('../answering/run-answer.js');
      const { failed } = await runAnswer({ paths, questions: question, json: json ?? false });
      if (failed > 0) process.exitCode = exitCode.partly;
    });
}
