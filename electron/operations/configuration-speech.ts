import { z } from 'zod';
import { navigatorKeyPattern } from '../bridge/speech-messages.ts';
import { text } from './configuration-his.ts';

/** Speech and headphones: the section, and its part of the documented default file. */

const navigatorKey = z.string().regex(navigatorKeyPattern, { error: 'must be one of F13 to F24' });

const keyDefaults = { plugKey: 'F15', unplugKey: 'F16' };

/** As `output`: the system's usual one, which must then be the headphones' alone. */
export const usualOutput = 'usual';

const headphones = z
  .strictObject({
    kind: z.enum(['simulated', 'usb-audio', 'keypad', 'none']).default('simulated'),
    name: text.optional(),
    plugKey: navigatorKey.default(keyDefaults.plugKey),
    unplugKey: navigatorKey.default(keyDefaults.unplugKey),
    output: text.optional(),
  })
  .transform(({ kind, name, plugKey, unplugKey, output = null }, context): HeadphonesSetting => {
    const wrong = (message: string, at: string): never => {
      context.addIssue({ code: 'custom', message, path: [at] });
      return z.NEVER;
    };
    switch (kind) {
      case 'usb-audio':
        return name === undefined
          ? wrong('must be given for kind = "usb-audio": part of a name in /proc/asound/cards', 'name')
          : // Else names would be said in the lobby, where its loudspeaker is the usual output.
            { kind, name, output: output ?? name };
      case 'keypad':
        if (plugKey === unplugKey) return wrong('must not be the plugKey', 'unplugKey');
        return output === null
          ? wrong('must be given for kind = "keypad": part of the name of its audio output, or "usual"', 'output')
          : { kind, plugKey, unplugKey, output };
      default:
        return { kind, output };
    }
  });
/** `output`: null where none is named, which only simulated headphones need not. */
export type HeadphonesSetting = { output: string | null } & (
  | { kind: 'simulated' | 'none' }
  | { kind: 'usb-audio'; name: string }
  | { kind: 'keypad'; plugKey: string; unplugKey: string }
);

/** espeak-ng's names of voices are such tags: `vi`, `en-gb`, `vi-vn-x-south`. */
const voiceName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_+-]{0,39}$/, { error: 'must be a name of  espeak-ng --voices' });

export const speechSettingSchema = z
  .strictObject({
    program: text.default('espeak-ng'),
    /** Slower than 80 words fall apart; faster than 450 espeak-ng does not speak. */
    speed: z.int().min(80).max(450).default(150),
    voicesFolder: text.default('voices'),
    voices: z.record(z.string().max(20), voiceName).default({}),
    keypad: z.boolean().optional(),
    headphones: headphones.prefault({}),
  })
  .prefault({});
export type SpeechSetting = z.infer<typeof speechSettingSchema>;

export const speechText = `[speech]
# The program that reads the screen aloud: espeak-ng (Debian package of that name), a stand-in until sentences are recorded.
# Without it only recorded sentences are spoken.
program = "espeak-ng"
# Its speed in words a minute.
speed = 150
# Recorded sentences, in the data folder or at an absolute path: <language>/voices.json names a WAV file for each sentence.
voicesFolder = "voices"
# Other voices of the program by language, as  espeak-ng --voices=vi  lists them.
# voices = { vi = "vi-vn-x-south" }
# Whether there are keys within reach (arrows, Enter, digits, * and #): then the voice says which one to press. Left out: only
# with a navigator keypad as headphones.kind.
# keypad = true

[speech.headphones]
# "simulated", "usb-audio" (headphones with a sound card of their own, at a USB socket in reach), "keypad" (a navigator keypad
# with a jack, which types a key when a plug goes in or out) or "none". What is personal is read aloud into headphones only.
kind = "simulated"
# "usb-audio": part of the sound card's name in /proc/asound/cards.
# name = "USB Headset"
# "keypad": the keys it types, F13 to F24.
plugKey = "${keyDefaults.plugKey}"
unplugKey = "${keyDefaults.unplugKey}"
# Part of the name of the audio output that the headphones are on, as the system's sound settings call it. What is personal is
# said there or nowhere. "usb-audio": left out, it is the name. "keypad": must be given. "usual" is the system's usual output:
# only where nothing but the headphones is on it, or bystanders hear names.
# output = "USB Headset"

`;
