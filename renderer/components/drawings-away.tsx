import type { ReactNode } from 'react';
import type { PartAway } from '../screens/out-of-service.ts';
import { Drawing } from './drawings.tsx';

/** What rests, for the height of one line of words: few and broad strokes; the same hand as drawings.tsx. */

const parts: Record<PartAway, ReactNode> = {
  scanner: (
    <>
      <path className="beam" d="M38 56h44l22 48H16Z" />
      <rect className="paper" x="18" y="14" width="84" height="42" rx="14" />
    </>
  ),
  reader: (
    <>
      <path className="tint" d="M32 34h72l22 58a7 7 0 0 1-7 9H17a7 7 0 0 1-7-9Z" />
      <path className="accent-line" d="M52 76a24 24 0 0 1 32 0M68 88v.1" />
    </>
  ),
  camera: (
    <>
      <path
        className="paper"
        d="M22 32h20l10-14h32l10 14h20a10 10 0 0 1 10 10v52a10 10 0 0 1-10 10H22a10 10 0 0 1-10-10V42a10 10 0 0 1 10-10Z"
      />
      <circle className="tint" cx="68" cy="66" r="24" />
      <circle className="accent-fill" cx="68" cy="66" r="10" />
    </>
  ),
  hospital: (
    <>
      <path className="paper" d="M14 104V36h30V14h48v22h30v68Z" />
      <path className="accent-line" d="M68 28v28M54 42h28" />
      <path className="ink" d="M58 104V80h20v24" />
    </>
  ),
};

/** A part of the kiosk that does not work for a while: itself, and a clock. */
export const Resting = ({ part }: { part: PartAway }) => (
  <Drawing name="resting" box="4 6 152 116">
    {parts[part]}
    <g transform="translate(120 88)">
      <circle className="amber-tint" r="28" />
      <path className="amber-line" d="M0 0v-15m0 15 11 8" />
    </g>
  </Drawing>
);
