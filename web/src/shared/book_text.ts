// The text of a file of settlements, whatever an office program wrote it in: UTF-8, GB18030, or the UTF-16 of
// "Unicode 文本". What it says is the server's to read.
export async function bookText(file: File): Promise<string> {
  const bytes = await file.arrayBuffer();
  const [first, second] = new Uint8Array(bytes.slice(0, 2));
  if (first === 0xFF && second === 0xFE) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xFE && second === 0xFF) return new TextDecoder('utf-16be').decode(bytes);
  try { return new TextDecoder('utf-8', { fatal: true }).decode(bytes); } catch { return new TextDecoder('gb18030').decode(bytes); }
}

export interface BadRow { line: number; title?: string; detail?: string }
