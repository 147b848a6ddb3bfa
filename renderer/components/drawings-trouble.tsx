import type { ReactNode } from 'react';
import { CitizenCard, Code, Drawing } from './drawings.tsx';

/** Drawings of what did not work out: what it probably was, and how it is put right; the same hand as drawings.tsx. */

/** The reader, empty. */
const Reader = () => (
  <>
    <path className="tint" d="M48 98h144l24 62a8 8 0 0 1-8 11H32a8 8 0 0 1-8-11Z" />
    <path className="ink" d="M24 160a8 8 0 0 0 8 11h176a8 8 0 0 0 8-11" />
  </>
);

const Waves = () => <path className="accent-line" d="M100 139a28 28 0 0 1 40 0M108 149a17 17 0 0 1 24 0M120 158v.1" />;

/** A mark in a circle: what is wrong, or what nobody knows. */
function Mark({ x, y, sign }: { x: number; y: number; sign: 'cross' | 'question' | 'clock' }) {
  const signs = {
    cross: 'm-9-9 18 18m0-18-18 18',
    question: 'm-7-5c0-10 14-10 14-1 0 6-7 6-7 11m0 7v.1',
    clock: 'v-12m0 12 9 6',
  };
  return (
    <g transform={`translate(${String(x)} ${String(y)})`}>
      <circle className="amber-tint" r="24" />
      <path className="amber-line" d={`M0 0${signs[sign]}`} />
    </g>
  );
}

/** Askew at the edge of the reader, and the way into its middle. */
export const CardAskew = () => (
  <Drawing name="askew" box="4 2 232 174">
    <Reader />
    <Waves />
    <g className="amber-line" transform="translate(22 44) rotate(-16 52 33)">
      <rect className="left-behind" width="104" height="66" rx="9" />
    </g>
    <g className="moves-into-place">
      <CitizenCard x={92} y={62} />
    </g>
    <path className="accent-line" d="M82 22c26-14 54-8 66 18m-16-8 17 9 9-17" />
  </Drawing>
);

/** Lifted while it was being read: it lies still until the circle is full. */
export const CardHeldStill = () => (
  <Drawing name="held-still" box="14 2 212 174">
    <Reader />
    <g className="moves-down-onto-reader">
      <CitizenCard x={68} y={84} />
    </g>
    <circle className="faint" cx="120" cy="40" r="28" />
    <path className="accent-line" d="M120 12a28 28 0 1 1-28 28" />
    <path className="ink" d="M120 24v16l11 8" />
  </Drawing>
);

/** Out of its sleeve. */
export const CardOutOfSleeve = () => (
  <Drawing name="sleeve" box="14 6 212 164">
    <path className="tint" d="M26 76h124a10 10 0 0 1 10 10v62a10 10 0 0 1-10 10H36a10 10 0 0 1-10-10Z" />
    <g className="moves-out-of-sleeve">
      <CitizenCard x={100} y={40} />
    </g>
    <path className="tint" d="M26 88h96c14 0 14 24 0 24H26Z" />
    <path className="accent-line" d="M150 26h52m-13-13 14 13-14 13" />
  </Drawing>
);

/** A card without a chip, and without the code of a citizen card. */
export const OtherKindOfCard = () => (
  <Drawing name="other-kind" box="14 10 212 160">
    <rect className="paper" x="24" y="34" width="104" height="66" rx="9" />
    <path className="faint" d="M24 52h104M38 70h46M38 84h30" />
    <Mark x={128} y={36} sign="cross" />
    <g className="moves-down-onto-reader">
      <CitizenCard x={112} y={92} />
    </g>
    <path className="accent-line" d="M64 116v22a10 10 0 0 0 10 10h20m-11-11 12 11-12 11" />
  </Drawing>
);

/** A card, and the one that belongs to the code. */
export const TwoCardsApart = () => (
  <Drawing name="two-cards" box="8 10 224 160">
    <CitizenCard x={16} y={24} />
    <CitizenCard x={120} y={90} />
    <Mark x={120} y={88} sign="question" />
  </Drawing>
);

/** Its day has passed. */
export const CardOutOfDate = () => (
  <Drawing name="out-of-date" box="14 14 212 152">
    <CitizenCard x={24} y={30} />
    <rect className="paper" x="120" y="72" width="96" height="86" rx="10" />
    <path className="accent-fill" d="M120 82a10 10 0 0 1 10-10h76a10 10 0 0 1 10 10v14h-96Z" />
    <path className="ink" d="M142 64v16M194 64v16M136 112h10M163 112h10M190 112h10M136 134h10" />
    <Mark x={190} y={140} sign="cross" />
  </Drawing>
);

/** A code that means nothing here. */
export const StrangeCode = () => (
  <Drawing name="strange-code" box="34 14 172 152">
    <path className="paper" d="M46 22h96l22 22v114H46Z" />
    <path className="ink" d="M142 22v22h22" />
    <Code x={68} y={62} scale={2.2} />
    <Mark x={170} y={130} sign="question" />
  </Drawing>
);

/** A code that is creased or in a glare. */
export const BlurredCode = () => (
  <Drawing name="blurred-code" box="34 14 172 152">
    <path className="paper" d="M46 22h118v136H46Z" />
    <Code x={68} y={62} scale={2.2} />
    <path className="paper" d="M40 108 176 66l4 14L44 122Z" />
    <path className="amber-line" d="M184 34l10-10M192 48h14M176 26V12" />
  </Drawing>
);

/** A code that was good for a while only. */
export const StaleCode = () => (
  <Drawing name="stale-code" box="34 14 172 152">
    <rect className="paper" x="62" y="18" width="88" height="144" rx="15" />
    <path className="ink" d="M96 30h20M100 151h12" />
    <rect className="tint-fill" x="71" y="44" width="70" height="96" rx="5" />
    <Code x={83} y={68} scale={1.55} />
    <Mark x={160} y={128} sign="clock" />
  </Drawing>
);

/** The hospital, and nobody who answers; `asked`: what it was asked about. */
const HospitalSilent = ({ name, asked }: { name: string; asked: ReactNode }) => (
  <Drawing name={name} box="14 14 212 152">
    {asked}
    <path className="paper" d="M132 48h72v112h-72Z" />
    <path className="accent-fill" d="M162 62h12v11h11v12h-11v11h-12V85h-11V73h11Z" />
    <path className="ink" d="M157 160v-34h22v34M122 160h94" />
    <path className="amber-line" d="M108 88h.1M94 88h.1M122 88h.1" />
    <Mark x={204} y={48} sign="question" />
  </Drawing>
);

/** A code on a phone that nobody could be asked about. */
export const CodeUnchecked = () => (
  <HospitalSilent
    name="code-unchecked"
    asked={
      <>
        <rect className="paper" x="22" y="30" width="60" height="118" rx="12" />
        <rect className="tint-fill" x="29" y="48" width="46" height="80" rx="4" />
        <Code x={35} y={70} scale={1.15} />
      </>
    }
  />
);

/** A slip that nobody could be asked about. */
export const SlipUnchecked = () => (
  <HospitalSilent
    name="slip-unchecked"
    asked={
      <>
        <path className="paper" d="M22 36h40l20 20v98H22Z" />
        <path className="ink" d="M62 36v20h20" />
        <Code x={34} y={84} scale={1.15} />
      </>
    }
  />
);

/** A slip that was read, and the card that says whose it is. */
export const SlipThenCard = () => (
  <Drawing name="slip-then-card" box="14 14 212 152">
    <path className="paper" d="M26 26h52l20 20v88H26Z" />
    <path className="ink" d="M78 26v20h20" />
    <Code x={42} y={76} scale={1.3} />
    <path className="accent-line" d="M108 48h44v34m-13-13 13 14 13-14" />
    <CitizenCard x={114} y={94} />
  </Drawing>
);

/** A face in its frame, without features; `mark`: what came of it. */
const FaceMarked = ({ name, sign }: { name: string; sign: 'cross' | 'question' | 'clock' }) => (
  <Drawing name={name} box="44 4 152 172">
    <circle className="tint-fill" cx="120" cy="90" r="66" />
    <path className="paper" d="M72 156c4-28 22-42 48-42s44 14 48 42Z" />
    <path className="paper" d="M92 66c0-22 12-34 28-34s28 12 28 34-12 42-28 42-28-20-28-42Z" />
    <path
      className="ink"
      d="M62 34V22a10 10 0 0 1 10-10h14M178 34V22a10 10 0 0 0-10-10h-14M62 146v12a10 10 0 0 0 10 10h14M178 146v12a10 10 0 0 1-10 10h-14"
    />
    <Mark x={164} y={128} sign={sign} />
  </Drawing>
);

export const FaceUnknown = () => <FaceMarked name="face-unknown" sign="question" />;
export const FacePaused = () => <FaceMarked name="face-paused" sign="clock" />;
export const FaceAway = () => <FaceMarked name="face-away" sign="cross" />;

/** A door that is shut, and a clock. */
export const ShutDoor = () => (
  <Drawing name="shut-door" box="30 6 180 168">
    <circle className="tint-fill" cx="120" cy="90" r="80" />
    <path className="paper" d="M64 168V34a10 10 0 0 1 10-10h68a10 10 0 0 1 10 10v134Z" />
    <path className="faint" d="M80 44h56v44H80ZM80 104h56v44H80Z" />
    <path className="ink" d="M44 168h152M140 98v12" />
    <circle className="paper" cx="170" cy="60" r="30" />
    <path className="accent-line" d="M170 42v18l13 9" />
  </Drawing>
);
