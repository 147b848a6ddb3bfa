import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Declared, declaredSchema } from '../bridge/question-snapshot.ts';
import type { CommandMaker, Shared } from './command.ts';
import { visit, type VisitOptions } from './visit.ts';
import { appointmentAnswers, choiceAnswers, insuranceAnswers, visitWays } from './visit-ways.ts';

/** `tiepdon visit` */
export function addVisitCommand(program: Command, command: CommandMaker): void {
  const { sub, does } = command<Shared & VisitOptions>(
    program,
    'visit',
    'one whole visit of a specimen person, on simulated devices',
  );
  sub
    .requiredOption('--person <id>', 'who visits; see tiepdon people')
    .addOption(new Option('--via <way>', 'how they identify').choices(visitWays).makeOptionMandatory())
    .option('--clinic <id>', 'the clinic to choose (default: the appointment’s, else the first open one)')
    .option('--expiry <DDMMYYYY>', 'with --via typed: the expiry date, too; then the card is laid', digitsOfDate)
    .option('--brings <id>', 'the patient is this specimen person, or nobody: somebody without papers')
    .addOption(new Option('--insurance <answer>', 'where insurance needs a decision').choices(insuranceAnswers))
    .addOption(new Option('--appointments <answer>', 'about the appointments').choices(appointmentAnswers))
    .addOption(new Option('--choose <answer>', 'where the clinic is chosen').choices(choiceAnswers))
    .option('--declares <list>', `${declaredSchema.options.join(',')}, or one of them`, declaredList)
    .option('--ticket <code>', 'with --via ticket-face: what the ticket of an earlier half-day carries, TD1:...')
    .option('--enrols', 'with --via card: has the face kept for the next visit, --via face or ticket-face')
    .addHelpText('after', '\nWhat is not said is answered by the first thing that the screen offers.');
  does(visit);
}

/** As it is typed at the kiosk. */
function digitsOfDate(text: string): string {
  if (/^\d{8}$/.test(text)) return text;
  throw new InvalidArgumentError('eight digits are wanted: day, month, year');
}

function declaredList(text: string): Declared[] {
  return text.split(',').map((part) => {
    const { data, success } = declaredSchema.safeParse(part);
    if (success) return data;
    throw new InvalidArgumentError(`one or several of ${declaredSchema.options.join(', ')} are wanted`);
  });
}
