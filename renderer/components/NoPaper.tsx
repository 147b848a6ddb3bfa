import type { ReactNode } from 'react';
import type { PrinterReason } from '../../electron/bridge/paper-snapshot.ts';
import { Drawing } from './drawings.tsx';

/** Beside the words: the ticket printer, and what keeps the paper from coming. Few and broad strokes; the same hand as drawings.tsx. */

const body = (
  <path
    className="paper"
    d="M24 56h112a12 12 0 0 1 12 12v30a12 12 0 0 1-12 12H24a12 12 0 0 1-12-12V68a12 12 0 0 1 12-12Z"
  />
);
const slot = <path className="ink" d="M44 56h72" />;

/** The empty roll behind its window, and nothing in the slot. */
const empty = (
  <>
    {body}
    {slot}
    <path className="amber-dashes" d="M54 50V12h52v38" />
    <circle className="tint" cx="80" cy="84" r="15" />
    <path className="ink" d="M80 84v.1" />
  </>
);

/** A paper that has gone into folds on its way. */
const jammed = (
  <>
    {body}
    <path className="paper" d="M54 56V40l18-10-16-10 26-14 24 14-16 12 16 8v16Z" />
    <path className="amber-line" d="M72 30l22 2M70 44h22" />
    {slot}
  </>
);

const coverOpen = (
  <>
    {body}
    <path className="tint" d="M20 56 40 12h92l12 44Z" />
    <path className="amber-line" d="M138 30c10-2 16-10 14-20M152 10l-8 4M152 10l4 8" />
    <path className="ink" d="M40 84h80" />
  </>
);

/** It does not answer, or is not there. */
const away = (
  <>
    {body}
    {slot}
    <path className="accent-line" d="M40 84h44" />
    <circle className="amber-tint" cx="124" cy="34" r="28" />
    <path className="amber-line" d="M124 18v18M124 48v.1" />
  </>
);

const pictures: Record<PrinterReason | 'unknown', ReactNode> = {
  'media-empty': empty,
  'media-jammed': jammed,
  'cover-open': coverOpen,
  'not-reachable': away,
  'not-responding': away,
  'hardware-error': away,
  unknown: empty,
};

/** `unknown`: the printer works again, and the paper is missing all the same. */
export const NoPaper = ({ trouble }: { trouble: PrinterReason | 'unknown' }) => (
  <Drawing name="no-paper" box="4 2 156 114">
    {pictures[trouble]}
  </Drawing>
);
