/** A drawn face as a JPEG in base64, so that no real portrait is needed. */
export function drawPortrait(): string {
  const canvas = document.createElement('canvas');
  canvas.width = 240;
  canvas.height = 320;
  const pen = canvas.getContext('2d');
  if (!pen) return '';
  pen.fillStyle = '#c9d8e4';
  pen.fillRect(0, 0, 240, 320);
  const ellipse = (colour: string, x: number, y: number, radiusX: number, radiusY: number) => {
    pen.fillStyle = colour;
    pen.beginPath();
    pen.ellipse(x, y, radiusX, radiusY, 0, 0, 2 * Math.PI);
    pen.fill();
  };
  ellipse('#3b4a63', 120, 330, 105, 95);
  ellipse('#241d1a', 120, 125, 78, 92);
  ellipse('#e2b994', 120, 140, 60, 76);
  ellipse('#241d1a', 97, 135, 6, 5);
  ellipse('#241d1a', 143, 135, 6, 5);
  return canvas.toDataURL('image/jpeg').split(',')[1] ?? '';
}
