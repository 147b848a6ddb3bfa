import { encode } from 'uqr';
import { useKioskTexts } from './kiosk-context.ts';

/** Modules of quiet ground around a code (ISO/IEC 18004, 6.3.8). */
const quietModules = 4;

/** The square code of a ticket, dark on white whatever the screen's colours. */
export function TicketCode({ code }: { code: string }) {
  const t = useKioskTexts();
  const { data, size } = encode(code, { ecc: 'M', border: 0 });
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1Z`] : [])));
  const side = size + 2 * quietModules;
  return (
    <svg
      className="ticket-code"
      data-ticket-code={code}
      viewBox={`${-quietModules} ${-quietModules} ${side} ${side}`}
      role="img"
      aria-label={t('ticket.code')}
    >
      <path d={dark.join('')} shapeRendering="crispEdges" />
    </svg>
  );
}
