import type { ReactNode } from 'react';

/**
 * The kiosk's own line drawings, one hand throughout: ink lines of one width, one accent colour, a pale fill.
 * Parts that move carry a `moves-…` class (styles/drawings.css): they show what to do at most twice and end where they
 * stand still. Decorative: the words beside a drawing say the same.
 */
export function Drawing({ name, box = '0 0 240 180', children }: { name: string; box?: string; children: ReactNode }) {
  return (
    <svg className={`drawing drawing-${name}`} viewBox={box} aria-hidden="true">
      {children}
    </svg>
  );
}

/** The printed square code, 30 units wide. */
export function Code({ x, y, scale = 1 }: { x: number; y: number; scale?: number }) {
  return (
    <g className="code" transform={`translate(${x} ${y}) scale(${scale})`}>
      <path d="M0 0h10v10H0ZM20 0h10v10H20ZM0 20h10v10H0Z" />
      <path
        className="dots"
        d="M3.500 3.500h3v3h-3ZM23.500 3.500h3v3h-3ZM3.500 23.500h3v3h-3ZM13 1h4v4h-4ZM13 9h4v4h-4ZM20 13h4v4h-4ZM26 13h4v4h-4ZM1 13h4v4h-4ZM13 17h4v4h-4ZM19 20h4v4h-4ZM26 20h4v4h-4ZM13 26h4v4h-4ZM22 26h4v4h-4Z"
      />
    </g>
  );
}

/** A citizen card, 104 x 66 units: the chip on the left, the code on the right. */
export function CitizenCard({ x, y }: { x: number; y: number }) {
  return (
    <g transform={`translate(${x} ${y})`}>
      <rect className="paper" width="104" height="66" rx="9" />
      <rect className="accent-fill" x="11" y="21" width="24" height="19" rx="4" />
      <path className="on-accent" d="M11 30.500h8M27 30.500h8M19 21v19M27 21v19" />
      <path className="faint" d="M46 22h14M46 31h14M11 53h42" />
      <Code x={68} y={12} scale={0.8} />
    </g>
  );
}

function Arrow({ x, y, up = false, className }: { x: number; y: number; up?: boolean; className?: string }) {
  return (
    <path
      className={`accent-line ${className ?? ''}`}
      d={up ? `M${x} ${y + 34}v-32m-13 13 13-14 13 14` : `M${x} ${y}v32m-13-13 13 14 13-14`}
    />
  );
}

export const CodeUnderScanner = () => (
  <Drawing name="scanner" box="52 4 136 172">
    <path className="beam" d="M92 58h56l34 66H58Z" />
    <rect className="paper" x="72" y="10" width="96" height="46" rx="16" />
    <path className="ink" d="M72 38h96M108 22h24" />
    <path className="accent-line" d="M92 58h56" />
    <g className="moves-up-into-beam">
      <CitizenCard x={68} y={104} />
    </g>
  </Drawing>
);

export const CardOnReader = () => (
  <Drawing name="reader" box="14 2 212 174">
    <path className="tint" d="M48 98h144l24 62a8 8 0 0 1-8 11H32a8 8 0 0 1-8-11Z" />
    <path className="ink" d="M24 160a8 8 0 0 0 8 11h176a8 8 0 0 0 8-11" />
    <path className="accent-line" d="M100 139a28 28 0 0 1 40 0M108 149a17 17 0 0 1 24 0" />
    <path className="accent-line" d="M120 158v.1" />
    <g className="moves-down-onto-reader">
      <CitizenCard x={68} y={56} />
    </g>
    <Arrow x={120} y={8} className="moves-down-onto-reader" />
  </Drawing>
);

export const CardTakenBack = () => (
  <Drawing name="take-back" box="14 2 212 174">
    <path className="tint" d="M48 98h144l24 62a8 8 0 0 1-8 11H32a8 8 0 0 1-8-11Z" />
    <path className="ink" d="M24 160a8 8 0 0 0 8 11h176a8 8 0 0 0 8-11" />
    <path className="accent-line" d="M100 139a28 28 0 0 1 40 0M108 149a17 17 0 0 1 24 0" />
    <path className="accent-line" d="M120 158v.1" />
    <g className="moves-up-off-reader">
      <CitizenCard x={68} y={50} />
      <Arrow x={120} y={6} up />
    </g>
  </Drawing>
);

/** One card stays on the reader, the other one is taken away. */
export const OneCardOfTwo = () => (
  <Drawing name="one-of-two" box="14 2 212 174">
    <path className="tint" d="M48 98h144l24 62a8 8 0 0 1-8 11H32a8 8 0 0 1-8-11Z" />
    <path className="ink" d="M24 160a8 8 0 0 0 8 11h176a8 8 0 0 0 8-11" />
    <CitizenCard x={34} y={98} />
    <g className="moves-up-off-reader">
      <CitizenCard x={112} y={42} />
      <Arrow x={164} y={2} up />
    </g>
  </Drawing>
);

export const PaperAndPhone = () => (
  <Drawing name="paper-phone" box="24 14 196 156">
    <path className="paper" d="M32 22h70l22 22v114H32Z" />
    <path className="ink" d="M102 22v22h22" />
    <path className="faint" d="M46 50h34M46 64h50M46 142h46" />
    <Code x={50} y={80} scale={1.5} />
    <rect className="paper" x="142" y="34" width="70" height="128" rx="13" />
    <path className="ink" d="M168 45h18" />
    <rect className="tint-fill" x="150" y="56" width="54" height="84" rx="4" />
    <Code x={155} y={76} scale={1.45} />
    <path className="ink" d="M172 151h10" />
  </Drawing>
);

export const FaceInFrame = () => (
  <Drawing name="face" box="44 4 152 172">
    <circle className="tint-fill" cx="120" cy="90" r="66" />
    <path className="paper" d="M72 156c4-28 22-42 48-42s44 14 48 42Z" />
    <path className="paper" d="M92 66c0-22 12-34 28-34s28 12 28 34-12 42-28 42-28-20-28-42Z" />
    <path className="ink-fill" d="M92 66c-2-24 10-38 28-38s30 14 28 38c-6-8-8-14-10-20-10 8-30 10-38 8-3 4-5 8-8 12Z" />
    <path className="ink" d="M109 72v.1M131 72v.1M111 90c6 5 12 5 18 0" />
    <path
      className="accent-line"
      d="M62 34V22a10 10 0 0 1 10-10h14M178 34V22a10 10 0 0 0-10-10h-14M62 146v12a10 10 0 0 0 10 10h14M178 146v12a10 10 0 0 1-10 10h-14"
    />
  </Drawing>
);

export const PaperSlip = () => (
  <Drawing name="slip" box="40 4 160 164">
    <rect className="paper" x="48" y="10" width="144" height="34" rx="12" />
    <path className="ink" d="M66 30h108" />
    <g className="moves-down-onto-reader">
      <path className="paper" d="M76 30h88v128l-11-8-11 8-11-8-11 8-11-8-11 8-11-8-11 8Z" />
      <path className="accent-line" d="M98 62h44M98 84h44" />
      <path className="faint" d="M92 108h56M92 122h40" />
    </g>
  </Drawing>
);

export const StaffPerson = () => (
  <Drawing name="staff">
    <circle className="tint-fill" cx="120" cy="84" r="72" />
    <path className="paper" d="M64 150c2-34 22-50 56-50s54 16 56 50Z" />
    <path className="paper" d="M97 60c0-20 9-31 23-31s23 11 23 31-10 37-23 37-23-17-23-37Z" />
    <path className="ink-fill" d="M95 64c-5-28 7-44 25-44s30 16 25 44c-3-8-5-13-8-17-11 6-26 6-34 1-4 5-6 9-8 16Z" />
    <path className="ink" d="M111 65v.1M129 65v.1M112 80c5 4 11 4 16 0" />
    <path className="accent-fill" d="M104 100l16 22 16-22c10 1 17 3 22 6l-20 44h-36l-20-44c5-3 12-5 22-6Z" />
    <path className="paper" d="M106 99l14 20 14-20-4-7c-6 6-14 6-20 0Z" />
    <path className="on-accent" d="M134 134h12M140 128v12" />
    <path className="paper" d="M26 150h188v22H26Z" />
    <path className="faint" d="M44 161h60" />
  </Drawing>
);

export const HospitalAsked = () => (
  <Drawing name="hospital">
    <circle className="tint-fill" cx="120" cy="92" r="72" />
    <path className="paper" d="M40 70h46v96H40ZM154 70h46v96h-46Z" />
    <path className="paper" d="M80 34h80v132H80Z" />
    <path className="accent-fill" d="M113 48h14v13h13v14h-13v13h-14V75h-13V61h13Z" />
    <path
      className="ink"
      d="M106 166v-32h28v32M120 134v32M54 90h18M54 110h18M54 130h18M168 90h18M168 110h18M168 130h18M20 166h200"
    />
  </Drawing>
);

export const RestingKiosk = () => (
  <Drawing name="resting">
    <circle className="tint-fill" cx="120" cy="84" r="72" />
    <path className="paper" d="M106 124h28v36h-28Z" />
    <rect className="paper" x="76" y="18" width="88" height="110" rx="14" />
    <path className="ink" d="M82 162h76" />
    <path className="accent-line" d="M140 60a24 24 0 1 0 4 18M144 46v16h-16" />
  </Drawing>
);

/** In place of a portrait the browser cannot decode (JPEG 2000) or the code does not carry. */
export const Silhouette = () => (
  <svg className="drawing" viewBox="0 0 120 160" aria-hidden="true">
    <path className="accent-fill faded" d="M14 160c2-36 18-54 46-54s44 18 46 54Z" />
    <path className="accent-fill faded" d="M34 62c0-22 10-34 26-34s26 12 26 34-11 38-26 38-26-16-26-38Z" />
  </svg>
);
