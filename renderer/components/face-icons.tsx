import type { ReactNode } from 'react';
import type { FaceInstruction, Movement } from '../../electron/bridge/face-snapshot.ts';
import { Drawing } from './drawings.tsx';

/** One drawing for each thing that somebody before the camera is asked for; the same hand as drawings.tsx. */

const Sign = ({ name, box = '0 0 96 96', children }: { name: string; box?: string; children: ReactNode }) => (
  <Drawing name={`sign drawing-${name}`} box={box}>
    {children}
  </Drawing>
);

const frame = 'M10 26V18a8 8 0 0 1 8-8h8M86 26V18a8 8 0 0 0-8-8h-8M10 70v8a8 8 0 0 0 8 8h8M86 70v8a8 8 0 0 1-8 8h-8';
const Corners = () => <path className="accent-line" d={frame} />;

const hair = 'M27 46c-3-22 7-32 21-32s24 10 21 32c-4-5-6-10-8-15-9 6-20 6-27 2-3 4-5 8-7 13Z';
const skull = 'M28 44c0-18 8-26 20-26s20 8 20 26-8 32-20 32-20-14-20-32Z';

/** A head in the middle, looking ahead. */
function Head({ eyes = 'open', children }: { eyes?: 'open' | 'closed' | 'none'; children?: ReactNode }) {
  return (
    <>
      <path className="paper" d={skull} />
      <path className="ink-fill" d={hair} />
      {eyes === 'open' && <path className="ink ink-eyes" d="M40 46v.1M56 46v.1" />}
      {eyes === 'closed' && <path className="ink" d="M36 46c2 2.500 5 2.500 7 0M53 46c2 2.500 5 2.500 7 0" />}
      <path className="ink" d="M42 62c4 3.500 8 3.500 12 0" />
      {children}
    </>
  );
}

/** The same head, smaller or larger, somewhere else. */
const HeadAt = ({ x, y, scale, children }: { x: number; y: number; scale: number; children?: ReactNode }) => (
  <g transform={`translate(${x} ${y}) scale(${scale}) translate(-48 -47)`}>
    <Head>{children}</Head>
  </g>
);

/** An eye as large as the drawing. */
const OpenEye = () => (
  <>
    <path className="paper" d="M8 50c12-20 28-30 40-30s28 10 40 30c-12 20-28 30-40 30S20 70 8 50Z" />
    <circle className="accent-fill" cx="48" cy="50" r="15" />
    <circle className="ink-fill" cx="48" cy="50" r="6" />
    <path className="ink" d="M14 26 20 34M34 12l3 9M62 12l-3 9M82 26l-6 8" />
  </>
);
const ClosedEye = () => (
  <>
    <path className="ink ink-lid" d="M8 48c12 16 26 24 40 24s28-8 40-24" />
    <path className="ink" d="M14 68l7-8M33 82l4-10M63 82l-4-10M82 68l-7-8" />
  </>
);

const signs: Record<FaceInstruction, ReactNode> = {
  'look-here': (
    <>
      <Corners />
      <Head />
    </>
  ),
  'no-face': (
    <>
      <Corners />
      <path className="faint dashed" d={skull} />
      <path className="accent-line" d="M48 92V50M36 62l12-12 12 12" />
    </>
  ),
  'several-faces': (
    <>
      <HeadAt x={32} y={50} scale={0.86} />
      <g className="faded">
        <HeadAt x={70} y={44} scale={0.62} />
      </g>
      <path className="red-line" d="m58 68 24-44M82 68 58 24" />
    </>
  ),
  'come-closer': (
    <>
      <HeadAt x={48} y={48} scale={0.55} />
      <path
        className="accent-line"
        d="M26 26 10 10M10 22V10h12M70 26l16-16M86 22V10H74M26 70 10 86M10 74v12h12M70 70l16 16M86 74v12H74"
      />
    </>
  ),
  'step-back': (
    <>
      <HeadAt x={48} y={48} scale={1.28} />
      <path
        className="accent-line"
        d="m6 6 14 14M20 8v12H8M90 6 76 20M76 8v12h12M6 90l14-14M20 88V76H8M90 90 76 76M76 88V76h12"
      />
    </>
  ),
  'move-to-middle': (
    <>
      <Corners />
      <HeadAt x={24} y={48} scale={0.7} />
      <path className="accent-line" d="M48 48h26M63 37l11 11-11 11" />
    </>
  ),
  'more-light': (
    <>
      <HeadAt x={62} y={56} scale={0.9} />
      <path className="accent-line" d="M18 12v-6M30 17l4-4M6 17l-4-4M34 29h7M30 41l4 4" />
      <path className="paper" d="M10 40c0-4-4-6-4-12a12 12 0 0 1 24 0c0 6-4 8-4 12Z" />
      <path className="ink" d="M12 47h12" />
    </>
  ),
  'less-light': (
    <>
      <HeadAt x={48} y={62} scale={0.8} />
      <circle className="accent-fill" cx="48" cy="14" r="8" />
      <path className="accent-line" d="M32 14h-8M64 14h8M37 25l-6 6M59 25l6 6M22 40l-6 6M74 40l6 6" />
    </>
  ),
  backlit: (
    <>
      <circle className="tint-fill" cx="48" cy="46" r="30" />
      <path className="accent-line" d="M48 10V4M20 20l-5-5M76 20l5-5M10 46H4M86 46h6M20 72l-5 5M76 72l5 5" />
      <path className="ink-fill" d={skull} />
    </>
  ),
  'hold-still': (
    <>
      <Head />
      <path className="faint dashed" d="M16 26c-6 12-6 30 0 42M80 26c6 12 6 30 0 42" />
      <path className="accent-line" d="M40 84v9M56 84v9" />
    </>
  ),
  'look-straight': (
    <>
      <g className="faded" transform="rotate(22 48 76)">
        <Head />
      </g>
      <Head />
      <path className="accent-line" d="M48 4v8M48 82v10" />
    </>
  ),
  'open-eyes': <OpenEye />,
  'take-off-mask': (
    <>
      <Head />
      <path className="accent-fill" d="M27 52c8-3 14-4 21-4s13 1 21 4c0 14-8 25-21 25S27 66 27 52Z" />
      <path className="accent-line" d="M84 44v34M74 68l10 11 10-11" />
    </>
  ),
  'take-off-cap': (
    <>
      <Head />
      <path className="accent-fill" d="M22 34c0-18 10-26 26-26s26 8 26 26c-8-3-44-3-52 0Z" />
      <path className="accent-line" d="M16 36c18-6 46-6 64 0" />
      <path className="accent-line" d="M88 30V6M80 14l8-9 8 9" />
    </>
  ),
  glare: (
    <>
      <Head eyes="none" />
      <path
        className="paper"
        d="M28 40h17v9a7 7 0 0 1-7 6h-3a7 7 0 0 1-7-6ZM51 40h17v9a7 7 0 0 1-7 6h-3a7 7 0 0 1-7-6ZM45 43h6"
      />
      <path className="accent-line" d="M74 8v18M65 17h18M36 44v6M33 47h6" />
    </>
  ),
};

export const FaceSign = ({ instruction }: { instruction: FaceInstruction }) => (
  <Sign name={instruction}>{signs[instruction]}</Sign>
);

/** Left and right are the person's own; in a mirror, and here, those are the screen's. */
export function MovementSign({ movement, phase }: { movement: Movement; phase: 'go' | 'back' }) {
  if (movement === 'blink') {
    return (
      <Sign name="blink" box="2 6 92 82">
        {phase === 'back' ? (
          <OpenEye />
        ) : (
          <>
            <g className="moves-eyes-open">
              <OpenEye />
            </g>
            <g className="moves-eyes-closed">
              <ClosedEye />
            </g>
          </>
        )}
      </Sign>
    );
  }
  const towards = movement === 'turn-left' ? 1 : -1;
  return (
    <Sign name={movement} box="8 8 72 82">
      <g transform={towards === 1 ? undefined : 'translate(96 0) scale(-1 1)'}>
        <path className="paper" d={skull} />
        <path className="ink-fill" d={hair} />
        <g className={phase === 'go' ? 'moves-face-to-side' : undefined}>
          <path className="ink ink-eyes" d="M40 46v.1M56 46v.1" />
          <path className="ink" d="M48 48v6M42 63c4 3.500 8 3.500 12 0" />
        </g>
        {phase === 'go' ? (
          <path className="accent-line" d="M66 76c-11 11-36 12-52-2M14 87V73h14" />
        ) : (
          <path className="accent-line" d="M14 68c7 9 19 14 36 14M41 74l10 8-10 8" />
        )}
      </g>
    </Sign>
  );
}
