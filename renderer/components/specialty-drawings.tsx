import type { ReactNode } from 'react';
import { Drawing } from './drawings.tsx';

/** Pictures of specialties, for who does not read their names. */

const pictures: ReadonlyMap<string, ReactNode> = new Map<string, ReactNode>([
  [
    'general',
    <>
      <path className="ink" d="M26 12v22a20 20 0 0 0 40 0V12M20 12h12M60 12h12M46 54v12a14 14 0 0 0 28 0v-6" />
      <circle className="accent-fill" cx="74" cy="54" r="9" />
    </>,
  ],
  [
    'surgery',
    <>
      <path className="paper" d="m14 74 32-32 9 9-32 32a6.4 6.4 0 0 1-9-9Z" />
      <path className="accent-fill" d="M49 39C58 24 70 15 84 10c-1 17-10 32-26 38Z" />
      <path className="ink" d="M54 76h30M61 70v12M69 70v12M77 70v12" />
    </>,
  ],
  [
    'paediatrics',
    <>
      <circle className="paper" cx="24" cy="28" r="12" />
      <circle className="paper" cx="72" cy="28" r="12" />
      <circle className="paper" cx="48" cy="52" r="33" />
      <path className="ink" d="M36 46v.1M60 46v.1M40 68c5 5 11 5 16 0" />
      <ellipse className="accent-fill" cx="48" cy="57" rx="7" ry="5" />
    </>,
  ],
  [
    'eyes',
    <>
      <path className="paper" d="M6 50c16-28 68-28 84 0-16 28-68 28-84 0Z" />
      <circle className="accent-fill" cx="48" cy="50" r="16" />
      <circle className="paper-dot" cx="53" cy="44" r="4.500" />
      <path className="ink" d="M24 22l-4-7M48 16V8M72 22l4-7" />
    </>,
  ],
  [
    'ent',
    <>
      <path
        className="paper"
        d="M30 54C20 44 20 10 50 9c27 0 34 27 19 43-9 10-8 14-11 24-4 13-22 13-24-1-1-9 1-15-4-21Z"
      />
      <path className="accent-line" d="M38 40c-1-18 26-19 25 0 0 11-13 9-13 22 0 5-4 6-6 4" />
    </>,
  ],
  [
    'skin',
    <>
      <path className="faint" d="M8 84c20-10 34 4 50-2" />
      <circle className="paper" cx="42" cy="40" r="29" />
      <path className="ink-wide" d="m64 62 20 20" />
      <circle className="accent-fill" cx="33" cy="34" r="5" />
      <circle className="accent-fill" cx="51" cy="31" r="4" />
      <circle className="accent-fill" cx="45" cy="50" r="6" />
    </>,
  ],
  [
    'obstetrics',
    <>
      <circle className="paper" cx="42" cy="16" r="10" />
      <path className="paper" d="M38 32c-8 6-8 16-6 26v30h22V76c20-2 22-28 2-34-4-2-6-8-10-10Z" />
      <circle className="accent-fill" cx="53" cy="59" r="8" />
    </>,
  ],
  [
    'cardiology',
    <>
      <path className="paper" d="M48 84C4 54 8 18 30 15c11-1 16 7 18 14 2-7 7-15 18-14 22 3 26 39-18 69Z" />
      <path className="accent-line" d="M8 50h22l7-13 9 26 8-18 4 5h30" />
    </>,
  ],
  [
    'dental',
    <>
      <path
        className="paper"
        d="M29 12c8-2 13 4 19 4s11-6 19-4c17 4 15 26 9 38-4 10-4 34-13 35-8 0-7-23-15-23s-7 23-15 23C24 84 24 60 20 50 14 38 12 16 29 12Z"
      />
      <path className="accent-line" d="M27 34c-1-6 2-9 6-10" />
    </>,
  ],
  [
    'orthopaedics',
    <g transform="rotate(-45 48 48)">
      <path className="paper" d="M26 40h44a10 10 0 1 1 14 8 10 10 0 1 1-14 8H26a10 10 0 1 1-14-8 10 10 0 1 1 14-8Z" />
      <path className="accent-line" d="M38 48h20" />
    </g>,
  ],
  [
    'neurology',
    <>
      <path className="paper" d="M30 88V70C10 58 10 30 26 17c16-13 46-8 52 16l1 14 8 13h-8v9c0 6-5 7-15 6v13Z" />
      <path
        className="accent-line"
        d="M36 50c-8-5-6-17 3-18 2-9 15-10 18-3 9-2 14 7 9 13 4 8-4 14-11 11-4 6-12 5-14 0-3 1-4-1-5-3Z"
      />
    </>,
  ],
  [
    'digestive',
    <>
      <path className="paper" d="M40 8v18c0 12-20 14-22 34-2 18 10 28 26 28 26 0 40-22 36-48-3-18-24-20-26-6V8" />
      <path className="accent-line" d="M30 66c12 8 26 2 38-14" />
    </>,
  ],
]);

/** Codes are each hospital's own; these are names that hospitals here give them as well. */
const otherCodes: ReadonlyMap<string, string> = new Map([
  ['noi', 'general'],
  ['ngoai', 'surgery'],
  ['nhi', 'paediatrics'],
  ['mat', 'eyes'],
  ['tai-mui-hong', 'ent'],
  ['da-lieu', 'skin'],
  ['san', 'obstetrics'],
  ['san-phu-khoa', 'obstetrics'],
  ['tim-mach', 'cardiology'],
  ['rang-ham-mat', 'dental'],
  ['co-xuong-khop', 'orthopaedics'],
  ['than-kinh', 'neurology'],
  ['tieu-hoa', 'digestive'],
]);

const clinic = (
  <>
    <path className="paper" d="M16 24h64v62H16Z" />
    <path className="ink" d="M8 86h80M39 86V62h18v24" />
    <path className="accent-fill" d="M43 30h10v8h8v9h-8v8H43v-8h-8v-9h8Z" />
  </>
);

/** The picture of a specialty; null or a code that nobody drew: a clinic. */
export function SpecialtyPicture({ code }: { code: string | null }) {
  return (
    <Drawing name="specialty" box="0 0 96 96">
      {pictures.get(otherCodes.get(code ?? '') ?? code ?? '') ?? clinic}
    </Drawing>
  );
}

/** A doctor of one's choice. */
export const DoctorPicture = () => (
  <Drawing name="specialty" box="0 0 96 96">
    <path className="paper" d="M10 88c2-24 16-34 38-34s36 10 38 34Z" />
    <path className="paper" d="M30 32c0-15 7-23 18-23s18 8 18 23-8 25-18 25-18-10-18-25Z" />
    <path className="accent-line" d="M36 58v10a12 12 0 0 0 24 0V58M48 80v4" />
  </Drawing>
);

/** Whichever room is free first. */
export const AnyRoomPicture = () => (
  <Drawing name="specialty" box="0 0 96 96">
    <path className="paper" d="M8 16h34v70H8ZM54 16h34v70H54Z" />
    <path className="accent-line" d="m62 52 7 7 13-15" />
    <path className="ink" d="M2 86h92M34 52v.1" />
  </Drawing>
);

/** Another session than the present one. */
export const LaterPicture = () => (
  <Drawing name="specialty" box="0 0 96 96">
    <rect className="paper" x="10" y="16" width="76" height="70" rx="9" />
    <path className="ink" d="M10 36h76M30 8v16M66 8v16" />
    <path className="accent-line" d="M48 46v16l11 8" />
  </Drawing>
);
