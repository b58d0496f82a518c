// A picture made ready for a slow line: no larger than a reader needs, and without what a camera
// writes beside it (where it was taken). The server decodes and encodes it again all the same.
const longest = 2000;
const bytesMax = 4 * 1024 * 1024;

export class Unfit extends Error {}

async function smaller(file: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return new Promise((resolve, reject) => canvas.toBlob(
    (blob) => (blob ? resolve(blob) : reject(new Unfit('wrong_kind'))), 'image/jpeg', 0.85));
}

export async function prepared(file: File): Promise<Blob> {
  if (file.type === 'application/pdf') {
    if (file.size > bytesMax) throw new Unfit('too_large');
    return file;
  }
  if (!['image/png', 'image/jpeg'].includes(file.type)) throw new Unfit('wrong_kind');
  const ready = await smaller(file).catch(() => { throw new Unfit('wrong_kind'); });
  if (ready.size > bytesMax) throw new Unfit('too_large');
  return ready;
}

export async function base64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(text);
}
