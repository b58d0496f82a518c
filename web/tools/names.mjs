// The words for codes, taken from the server's own table (messages/names.zh-CN.toml), one module per
// section: `import states from 'virtual:names/state'`. A page and a sentence of the server can so
// never call the same thing by two names.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const table = fileURLToPath(new URL('../../messages/names.zh-CN.toml', import.meta.url));
const prefix = 'virtual:names/';

function sections() {
  const all = {};
  let current = {};
  for (const line of readFileSync(table, 'utf8').split('\n')) {
    const header = line.match(/^\[([a-z_]+)\]/);
    if (header) { current = all[header[1]] = {}; continue; }
    const entry = line.match(/^"?([A-Za-z0-9_.-]+)"?\s*=\s*"(.*)"\s*$/);
    if (entry) current[entry[1]] = JSON.parse(`"${entry[2]}"`);
  }
  return all;
}

export default function names() {
  return {
    name: 'yibao-names',
    resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${prefix}`)) return undefined;
      this.addWatchFile(table);
      const section = sections()[id.slice(prefix.length + 1)];
      if (section === undefined) throw new Error(`no section of names: ${id}`);
      return `import { named } from '@/shared/language';\nexport default named(${JSON.stringify(section)});`;
    },
  };
}
