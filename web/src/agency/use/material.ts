// A material of a case. The server hands out bytes to be kept, of no type: what it is shows in its
// first bytes. A picture is shown from memory; anything else is saved.
import { download, fetchBytes } from '@/shared/api';

const pictures: [string, number[]][] = [['image/png', [0x89, 0x50, 0x4e, 0x47]], ['image/jpeg', [0xff, 0xd8, 0xff]]];

// The address of a picture, to be revoked by who shows it; nothing where it was saved instead.
export async function fetchMaterial(caseId: string, slot: string, name: string): Promise<string | null> {
  const path = `/v1/cases/${caseId}/materials/${slot}`;
  const bytes = await fetchBytes(path);
  const first = new Uint8Array(bytes.slice(0, 4));
  const found = pictures.find(([, head]) => head.every((byte, at) => first[at] === byte));
  if (found) return URL.createObjectURL(new Blob([bytes], { type: found[0] }));
  await download(path, `${name}.pdf`);
  return null;
}
