import { createContext } from 'react';
import type { Speech } from '../../electron/bridge/speech-snapshot.ts';

/** What a button about reading aloud may know and do; null where nothing is read aloud. */
export const SpeechContext = createContext<{ speech: Speech; repeat: () => void } | null>(null);
