import { CitizenCard, Code, Drawing } from './drawings.tsx';
import { numberWidthEm } from './number-width.ts';

/** Drawings of the questions that only some visits ask; the same hand as drawings.tsx. */

/** Somebody who brings a child, or a parent. */
export const TwoTogether = () => (
  <Drawing name="together" box="30 6 180 168">
    <circle className="tint-fill" cx="120" cy="90" r="80" />
    <path className="paper" d="M50 168c2-46 16-66 42-66s40 20 42 66Z" />
    <path className="paper" d="M70 62c0-20 8-30 22-30s22 10 22 30-9 34-22 34-22-14-22-34Z" />
    <path className="ink-fill" d="M69 64c-4-24 6-38 23-38s27 14 23 38c-3-8-5-12-8-16-10 6-22 6-30 0-4 4-6 8-8 16Z" />
    <path className="ink" d="M84 68v.1M100 68v.1M85 82c5 4 9 4 14 0" />
    <path className="paper" d="M128 168c1-30 11-42 28-42s27 12 28 42Z" />
    <path className="paper" d="M140 98c0-14 6-21 16-21s16 7 16 21-7 24-16 24-16-10-16-24Z" />
    <path className="accent-fill" d="M138 96c-2-16 6-25 18-25s20 9 18 25c-4-5-6-8-7-11-7 3-15 3-22 0-2 4-4 7-7 11Z" />
    <path className="ink" d="M150 101v.1M162 101v.1M151 111c3 3 7 3 10 0" />
  </Drawing>
);

/** Help was called: a bell that rings. */
export const HelpCalled = () => (
  <Drawing name="help" box="30 4 180 172">
    <circle className="red-tint" cx="120" cy="90" r="82" />
    <path className="paper" d="M74 128c8-8 10-18 10-38 0-24 14-40 36-40s36 16 36 40c0 20 2 30 10 38Z" />
    <path className="ink" d="M120 50V38M106 128c0 10 6 15 14 15s14-5 14-15" />
    <path className="red-fill" d="M114 76h12v12h12v12h-12v12h-12v-12h-12V88h12Z" />
    <path
      className="red-line"
      d="M62 60c4-9 9-15 16-20M178 60c-4-9-9-15-16-20M50 88c0-4 0-8 1-12M190 88c0-4 0-8-1-12"
    />
  </Drawing>
);

/** Nobody was reached: somebody calls out to whoever is near. */
export const CallingOut = () => (
  <Drawing name="call-out" box="30 4 180 172">
    <circle className="red-tint" cx="120" cy="90" r="82" />
    <path className="paper" d="M46 168c2-46 16-66 44-66s42 20 44 66Z" />
    <path className="paper" d="M66 62c0-20 9-31 24-31s24 11 24 31-10 36-24 36-24-16-24-36Z" />
    <path className="ink-fill" d="M65 64c-4-25 6-40 25-40s29 15 25 40c-3-8-5-12-8-16-10 6-25 6-34 0-4 4-6 8-8 16Z" />
    <path className="ink" d="M82 66v.1M100 66v.1" />
    <path className="red-fill" d="M84 82c0-5 3-8 8-8s8 3 8 8-3 9-8 9-8-4-8-9Z" />
    <path className="red-line" d="M134 66c5 7 5 21 0 28M152 54c11 14 11 38 0 52M170 42c17 21 17 55 0 76" />
  </Drawing>
);

/** An insurance card, and the same on a phone. */
export const InsuranceShown = () => (
  <Drawing name="insurance" box="10 12 220 156">
    <rect className="paper" x="18" y="44" width="132" height="86" rx="10" />
    <path className="accent-fill" d="M18 54a10 10 0 0 1 10-10h112a10 10 0 0 1 10 10v12H18Z" />
    <path className="faint" d="M34 84h44M34 98h52M34 112h30" />
    <Code x={102} y={80} scale={1.15} />
    <rect className="paper" x="166" y="24" width="56" height="124" rx="12" />
    <path className="ink" d="M184 34h20M188 138h12" />
    <rect className="tint-fill" x="173" y="44" width="42" height="84" rx="4" />
    <Code x={179} y={70} />
  </Drawing>
);

/** A kiosk without a scanner looks at the code through its camera. */
export const CodeBeforeCamera = () => (
  <Drawing name="camera-code" box="52 4 136 172">
    <path className="beam" d="M104 50h32l46 74H58Z" />
    <rect className="paper" x="72" y="10" width="96" height="46" rx="16" />
    <circle className="paper" cx="120" cy="33" r="15" />
    <circle className="accent-fill" cx="120" cy="33" r="7" />
    <g className="moves-up-into-beam">
      <CitizenCard x={68} y={104} />
    </g>
  </Drawing>
);

/** The number that is typed, on the card. */
export const NumberOnCard = () => (
  <Drawing name="number" box="14 18 212 144">
    <rect className="paper" x="20" y="24" width="200" height="132" rx="16" />
    <path className="faint" d="M42 48h64M42 138h96" />
    <rect className="accent-fill" x="42" y="66" width="44" height="36" rx="7" />
    <path className="on-accent" d="M42 84h14M72 84h14M56 66v36M72 66v36" />
    <rect className="tint" x="104" y="72" width="100" height="38" rx="9" />
    <path className="accent-line" d="M116 91h10M134 91h10M152 91h10M170 91h22" />
  </Drawing>
);

/** The number that is asked about; `isVoid`: nobody will call it. Nothing moves: no paper comes out of the kiosk. */
export function NumberOnPaper({ number, isVoid = false }: { number: string; isVoid?: boolean }) {
  const width = 168;
  const size = Math.min(52, width / numberWidthEm(number));
  const drawnWidth = size * numberWidthEm(number);
  return (
    <Drawing name="ticket-number" box="12 16 216 130">
      <path
        className="paper"
        d="M20 24h200v112l-12.5-8-12.5 8l-12.5-8-12.5 8l-12.5-8-12.5 8l-12.5-8-12.5 8l-12.5-8-12.5 8l-12.5-8-12.5 8l-12.5-8-12.5 8l-12.5-8-12.5 8Z"
      />
      <text className={isVoid ? 'number number-void' : 'number'} x="120" y={70 + size * 0.36} fontSize={size}>
        {number}
      </text>
      {isVoid && <path className="number-struck" d={`M${String(120 - drawnWidth / 2)} 70h${String(drawnWidth)}`} />}
      <path className="faint" d="M78 108h84" />
    </Drawing>
  );
}
