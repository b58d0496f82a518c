// The words of pages that are written in Chinese in their source (tools/english.mjs puts every such
// text through here): as they stand, or, once a dictionary is spoken with, in English.
let dictionary: Record<string, string> | undefined;
export function speakWith(words: Record<string, string>): void { dictionary = words; }

export function say(text: string): string {
  if (!dictionary) return text;
  const [, before = '', words = '', after = ''] = text.match(/^(\s*)([\s\S]*?)(\s*)$/) ?? [];
  const found = dictionary[words.replace(/\s+/g, ' ')];
  return found === undefined ? text : before + found + after;
}

// A sentence with values in it, said whole: each language has them where it wants them.
export const sentence = (text: string, values: Record<string, string | number>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));

// A part of a sentence, with values on either side: English wants spaces where Chinese has none.
export function piece(text: string): string {
  const said = say(text);
  if (!dictionary || said === text) return said;
  return said.replace(/^(?=[\w(])/, ' ').replace(/(?<=[\w:,])$/, ' ');
}
