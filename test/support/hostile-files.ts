import { deflateSync, inflateSync } from 'node:zlib';
import { PDFDocument, PDFName, PDFString } from 'pdf-lib';
import sharp from 'sharp';
import { zipSync, strToU8 } from 'fflate';
import type { ChosenFile } from './app.js';

/** Files as people send them, and as nobody should. */

const file = (name: string, bytes: Uint8Array | string): ChosenFile => ({
  name,
  bytes: typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes,
});

/** Words that must not be found in anything that is given out. */
export const SECRET = 'zarzamora-clandestina';

/** A photograph as a phone takes it: lying on its side, with the place where it was taken. */
export async function photo(name = 'IMG_0001.jpg'): Promise<ChosenFile> {
  const bytes = await sharp({ create: { width: 800, height: 600, channels: 3, background: '#7a9' } })
    .jpeg()
    .withExif({
      IFD0: { Artist: SECRET, Orientation: '6' },
      IFD3: { GPSLatitudeRef: 'S', GPSLatitude: '34/1 36/1 0/1', GPSLongitudeRef: 'W', GPSLongitude: '58/1 22/1 0/1' },
    })
    .withMetadata({ orientation: 6 })
    .toBuffer();
  return file(name, Buffer.concat([bytes, Buffer.from(`<script>/*${SECRET}*/alert(1)</script>`)]));
}

export const animation = async (): Promise<ChosenFile> =>
  file(
    'baile.gif',
    await sharp({ create: { width: 40, height: 30, channels: 3, background: '#a11' } })
      .gif()
      .toBuffer(),
  );

/** Few bytes that say they are a picture of 60,000 by 60,000 points. */
export async function hugePicture(): Promise<ChosenFile> {
  const bytes = await sharp({ create: { width: 10, height: 10, channels: 3, background: '#fff' } })
    .png()
    .toBuffer();
  bytes.writeUInt32BE(60_000, 16);
  bytes.writeUInt32BE(60_000, 20);
  // The check sum of the header, so that nothing but its size is wrong.
  bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29);
  return file('mapa.png', bytes);
}

export async function pdf(name = 'plano.pdf'): Promise<ChosenFile> {
  const document = await PDFDocument.create();
  document.addPage([200, 200]).drawText('Plano de la plaza');
  document.setAuthor(SECRET);
  document.setProducer(SECRET);
  document.catalog.set(
    PDFName.of('OpenAction'),
    document.context.obj({ S: 'JavaScript', JS: PDFString.of(`app.alert("${SECRET}")`) }),
  );
  await document.attach(Buffer.from(SECRET), `${SECRET}.exe`);
  return file(
    name,
    Buffer.concat([await document.save({ useObjectStreams: false }), Buffer.from(`\n<script>${SECRET}</script>`)]),
  );
}

/** A stream that unpacks to a gigabyte where a reader looks for the list of objects. */
export function pdfBomb(): ChosenFile {
  const packed = deflateSync(Buffer.alloc(512 * 1024 * 1024));
  const head = Buffer.from(
    `%PDF-1.7\n1 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`,
  );
  return file('bomba.pdf', Buffer.concat([head, packed, Buffer.from('\nendstream\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n')]));
}

const part = (text: string): Uint8Array => strToU8(text);
export const docx = (): ChosenFile =>
  file('nota.docx', zipSync({ '[Content_Types].xml': part('<Types/>'), 'word/document.xml': part('<w:document/>') }));
export const docxWithMacros = (): ChosenFile =>
  file(
    'nota.docx',
    zipSync({
      ...{ '[Content_Types].xml': part('<Types/>'), 'word/document.xml': part('<w:document/>') },
      'word/vbaProject.bin': part('x'),
    }),
  );
export const odt = (): ChosenFile =>
  file(
    'nota.odt',
    zipSync({ mimetype: [part('application/vnd.oasis.opendocument.text'), { level: 0 }], 'content.xml': part('<office/>') }),
  );
export const zip = (): ChosenFile => file('fotos.docx', zipSync({ 'a.exe': part('MZ') }));
export const zipBomb = (): ChosenFile => {
  const bytes = Buffer.from(
    zipSync({ '[Content_Types].xml': part('<Types/>'), 'word/document.xml': new Uint8Array(210 * 1024 * 1024) }),
  );
  return file('nota.docx', bytes);
};

export const csv = (): ChosenFile => file('datos.csv', 'barrio;esperan\nBoedo;12\nFlores;30\n');
export const text = (name = 'notas.txt', words = 'Así está la plaza.\nFaltan bancos.\n'): ChosenFile =>
  file(name, Buffer.from(words));
export const latin = (): ChosenFile => file('notas.txt', 'Faltan \xe1rboles');

export const hostile = {
  empty: file('vacio.jpg', ''),
  svg: file('dibujo.svg', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
  svgAsPicture: file('foto.png', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
  html: file('pagina.txt', '\n <!doctype html><script>alert(1)</script>'),
  program: file('foto.jpg', 'MZ\x90\x00\x03\x00\x00\x00'),
  halfJpeg: file('foto.jpg', '\xff\xd8\xff\xe0\x00\x10JFIF\x00 and then nothing'),
  gifAndScript: file('foto.gif', 'GIF89a=1;alert(1)//\x00'),
  brokenPdf: file('plano.pdf', '%PDF-1.7\nnothing of it'),
  pdfLater: file('plano.pdf', 'x\n%PDF-1.7\n\x01'),
} satisfies Record<string, ChosenFile>;

function crc32(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}

/** All that a PDF holds, its packed streams unpacked. */
export function unpacked(bytes: Buffer): string {
  const text = bytes.toString('latin1');
  const streams = [...text.matchAll(/stream\r?\n([\s\S]*?)endstream/g)].map(([, packed = '']) => {
    try {
      return inflateSync(Buffer.from(packed, 'latin1'), { finishFlush: 2 }).toString('latin1');
    } catch {
      return packed;
    }
  });
  return [text, ...streams].join('\n');
}
