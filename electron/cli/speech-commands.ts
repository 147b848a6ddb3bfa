import { Option, type Command } from 'commander';
import { languageTags } from '../tickets/known-languages.ts';
import { spokenSentences } from '../tickets/spoken-sentences.ts';
import type { CommandMaker, Shared } from './command.ts';
import { type ExitCode, exitCodes, print } from './output.ts';

interface SentencesOptions extends Shared {
  language: string;
}

/** `tiepdon speech …` */
export function addSpeechCommands(program: Command, command: CommandMaker): void {
  const speech = program.command('speech').description('the voice of the kiosk').exitOverride();
  const list = command<SentencesOptions>(speech, 'sentences', 'lists what can be recorded for it, a sentence a line');
  list.sub.addOption(
    new Option('--language <tag>', 'the language of the screens').choices(languageTags()).default('vi'),
  );
  list.does(listSentences);
}

/** `tiepdon speech sentences` */
function listSentences({ json, language }: SentencesOptions): Promise<ExitCode> {
  const sentences = spokenSentences(language);
  print(json, sentences, () => sentences);
  return Promise.resolve(exitCodes.done);
}
