// The words for codes, taken from the server's own tables (messages/names.*.toml). The Chinese ones are a
// module per section: `import states from 'virtual:names/state'`. A page and a sentence of the server can
// so never call the same thing by two names. The English ones are one module, for who reads English.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const tableIn = (language) => fileURLToPath(new URL(`../../messages/names.${language}.toml`, import.meta.url));
const prefix = 'virtual:names/';
const inEnglish = 'virtual:names.en';

function sections(table) {
  const all = {};
  let current = {};
  for (const line of readFileSync(table, 'utf8').split('\n')) {
    const header = line.match(/^\[([a-z_]+)\]/);
    if (header) { current = all[header[1]] = {}; continue; }
    const entry = line.match(/^"?([A-Za-z0-9_.|-]+)"?\s*=\s*"(.*)"\s*$/);
    if (entry) current[entry[1]] = JSON.parse(`"${entry[2]}"`);
  }
  return all;
}

export default function names() {
  return {
    name: 'yibao-names',
    resolveId: (id) => (id.startsWith(prefix) || id === inEnglish ? `\0${id}` : undefined),
    load(id) {
      const language = id === `\0${inEnglish}` ? 'en' : 'zh-CN';
      if (language !== 'en' && !id.startsWith(`\0${prefix}`)) return undefined;
      const table = tableIn(language);
      this.addWatchFile(table);
      const all = sections(table);
      if (language === 'en') return `export default ${JSON.stringify(all)};`;
      const list = id.slice(prefix.length + 1);
      if (all[list] === undefined) throw new Error(`no section of names: ${id}`);
      return `import { named } from '@/shared/language';\nexport default named(${JSON.stringify(list)}, ${JSON.stringify(all[list])});`;
    },
  };
}
