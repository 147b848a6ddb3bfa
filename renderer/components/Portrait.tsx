import { useEffect, useRef, useState } from 'react';
import { Silhouette } from './drawings.tsx';

interface Picture {
  mediaType: 'image/jpeg' | 'image/png';
  base64: string;
}

interface PortraitProps {
  portrait: Picture | null;
  label: string;
}

/**
 * The chip's portrait for its owner's eyes. Painted on a canvas: no data: or blob: address exists that a content
 * security policy would have to allow. A silhouette stands in for what is no picture.
 */
export function Portrait({ portrait, label }: PortraitProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [painted, setPainted] = useState<string | null>(null);
  const { mediaType = 'image/jpeg', base64 = null } = portrait ?? {};

  useEffect(() => {
    if (base64 === null) return;
    let current = true;
    void decode(base64, mediaType).then((picture) => {
      const target = canvas.current;
      if (picture && current && target) {
        target.width = picture.width;
        target.height = picture.height;
        target.getContext('2d')?.drawImage(picture, 0, 0);
        setPainted(base64);
      }
      picture?.close();
    });
    return () => {
      current = false;
    };
  }, [base64, mediaType]);

  const isPainted = base64 !== null && painted === base64;
  return (
    <div className="portrait">
      {!isPainted && <Silhouette />}
      {base64 !== null && <canvas ref={canvas} role="img" aria-label={label} hidden={!isPainted} />}
    </div>
  );
}

/** null when the bytes are no picture. */
async function decode(base64: string, type: Picture['mediaType']): Promise<ImageBitmap | null> {
  try {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    return await createImageBitmap(new Blob([bytes], { type }));
  } catch {
    return null;
  }
}
