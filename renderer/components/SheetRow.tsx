import type { ReactNode } from 'react';

/** One fact of a sheet; the main one has no label to be seen. */
export function SheetRow({
  label,
  isMain = false,
  children,
}: {
  label: string;
  isMain?: boolean;
  children: ReactNode;
}) {
  return (
    <div className={isMain ? 'sheet-row sheet-main' : 'sheet-row'}>
      <dt className={isMain ? 'spoken' : undefined}>{label}</dt>
      <dd data-private="">{children}</dd>
    </div>
  );
}
