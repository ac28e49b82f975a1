import QRCode from 'qrcode';

/** A QR code as one path of unit squares, so that it is drawn sharp at any size; `size` counts squares, the quiet zone excluded. */
export function qrPath(text: string): { path: string; size: number } {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const { size } = modules;
  const squares: string[] = [];
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) if (modules.get(row, column)) squares.push(`M${column} ${row}h1v1h-1z`);
  return { path: squares.join(''), size };
}

/** The same as a picture of its own, with the quiet zone of four squares that readers need (ISO/IEC 18004). */
export function qrPicture(text: string, title: string): string {
  const { path, size } = qrPath(text);
  const edge = size + 8;
  const escaped = title.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 ${edge} ${edge}" shape-rendering="crispEdges" role="img"><title>${escaped}</title><path fill="#fff" d="M-4-4h${edge}v${edge}h-${edge}z"/><path fill="#000" d="${path}"/></svg>`;
}
