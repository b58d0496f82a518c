// Rows of CSV as office programs write them.

// RFC 4180: quotes around what contains commas, quotes and line ends.
export function records(text: string): string[][] {
  const all: string[][] = [];
  let record: string[] = [];
  let value = '';
  let quoted = false;
  for (let i = 0; i < text.length; ++i) {
    const c = text[i];
    if (quoted) {
      if (c !== '"') value += c;
      else if (text[i + 1] === '"') { value += '"'; ++i; } else quoted = false;
    } else if (c === '"' && value === '') quoted = true;
    else if (c === ',') { record.push(value); value = ''; } else if (c === '\n' || c === '\r') {
      if (c === '\r' && text[i + 1] === '\n') ++i;
      record.push(value);
      all.push(record);
      record = [];
      value = '';
    } else value += c;
  }
  if (value !== '' || record.length) all.push([...record, value]);
  return all;
}
