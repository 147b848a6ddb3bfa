import { type Command, Option } from 'commander';
import { type Role, roleSchema } from '../bridge/staff-login.ts';
import type { CommandMaker, Shared } from './command.ts';
import { addAccount, changeAccount, listAccounts } from './staff.ts';

/** `tiepdon staff …` */
export function addStaffCommands(program: Command, command: CommandMaker): void {
  const staff = program.command('staff').description('accounts of the page for staff').exitOverride();

  const named = <Options extends Shared>(name: string, description: string) => {
    const made = command<Options>(staff, name, description);
    made.sub.argument('<name>', 'small letters, digits, . _ -; it stands in the audit log');
    return made;
  };
  const add = named<Shared & { role: Role }>('add', 'a new account; prints the PIN that its owner changes first');
  add.sub.addOption(
    new Option('--role <role>', 'reception sees people, it does not').choices(roleSchema.options).default('reception'),
  );
  add.doesWith((name, options) => addAccount({ ...options, name }));
  command<Shared>(staff, 'list', 'who has an account').does(listAccounts);
  named('remove', 'ends an account and its sessions; what it did stays in the audit log').doesWith((name, options) =>
    changeAccount({ ...options, name, change: 'account-remove' }),
  );
  named('card', 'a staff card: prints its text, for a QR or bar code; the former card ends').doesWith((name, options) =>
    changeAccount({ ...options, name, change: 'account-card' }),
  );
  named('pin', 'a new PIN for somebody who forgot theirs; its owner changes it first').doesWith((name, options) =>
    changeAccount({ ...options, name, change: 'account-pin' }),
  );
}
