import { useEffect, useLayoutEffect, useState } from 'react';
import type { Display, Panel } from '../electron/bridge/display-snapshot.ts';
import { layoutOf, propertiesOf } from './panel-layout.ts';

/** Tells the stylesheets how large a millimetre is here and how the patient wants the screen drawn. */
export function useGlass(
  { pixelPitchMm, viewingDistanceMm, lowerEdgeMm }: Panel,
  { contrast, text, reach }: Display,
): void {
  const { widthPx, heightPx } = useWindowSize();
  useLayoutEffect(() => {
    const { dataset, style } = document.documentElement;
    dataset['contrast'] = contrast;
    dataset['text'] = text;
    dataset['reach'] = reach;
    const layout = layoutOf({ pixelPitchMm, viewingDistanceMm, lowerEdgeMm }, { widthPx, heightPx }, reach);
    dataset['tools'] = layout.touchHeightMm < layout.heightMm ? 'below' : 'above';
    // The content security policy refuses style attributes; properties set by script are none.
    for (const [name, value] of Object.entries(propertiesOf(layout))) style.setProperty(name, value);
  }, [pixelPitchMm, viewingDistanceMm, lowerEdgeMm, contrast, text, reach, widthPx, heightPx]);
}

const windowSize = () => ({ widthPx: window.innerWidth, heightPx: window.innerHeight });

function useWindowSize() {
  const [size, setSize] = useState(windowSize);
  useEffect(() => {
    const follow = () => setSize(windowSize());
    window.addEventListener('resize', follow);
    return () => window.removeEventListener('resize', follow);
  }, []);
  return size;
}
