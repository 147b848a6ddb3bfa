import type { Command } from 'commander';
import type { CommandMaker, Shared } from './command.ts';
import { benchFaces } from './face-bench.ts';
import { forgetFace, printFaceStatus } from './face-kept.ts';
import { matchFaces } from './face-match.ts';

/** `tiepdon face …` */
export function addFaceCommands(program: Command, command: CommandMaker): void {
  const face = program.command('face').description('the comparison of faces, and faces that are kept').exitOverride();

  const bench = command<Shared>(face, 'bench', 'how well the configured models tell the people of a folder apart');
  bench.sub
    .argument('<folder>', 'one folder for each person, with pictures of them (.jpg, .png)')
    .addHelpText('after', '\nEnds with 0 done, 2 no such folder, 3 models that cannot be loaded.');
  bench.doesWith((folder, options) => benchFaces({ ...options, folder }));

  const match = command<Shared>(face, 'match', 'whether two pictures show one person, by the configured thresholds');
  match.sub
    .argument('<pictures...>', 'two of them (.jpg, .png)')
    .addHelpText(
      'after',
      '\nEnds with 0 accepted, 1 not accepted or no face, 2 no picture, 3 models that cannot be loaded.',
    );
  match.doesWith((_pictures, options) => matchFaces({ ...options, files: match.sub.args }));

  command<Shared>(face, 'status', 'how many faces are kept, and where').does(printFaceStatus);

  const forget = command<Shared & { enrolment?: string }>(face, 'forget', 'deletes the face that is kept of somebody');
  forget.sub
    .option('--enrolment <uuid>', 'what the audit log calls it')
    .addHelpText('after', '\nWithout --enrolment, the identity number is read from standard input.');
  forget.does((options) => forgetFace(options));
}
