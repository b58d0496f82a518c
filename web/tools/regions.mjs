// The pooling regions of the country, from the server's own table (data/regions.csv):
// `import regions from 'virtual:regions'`, pairs of code and whole name, in order of codes. As in
// src/base/region_table.cc a municipality is one region, and counties under a heading stand alone.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const table = fileURLToPath(new URL('../../data/regions.csv', import.meta.url));
const municipalities = ['11', '12', '31', '50'];
const heading = /^(市辖区|县|省直辖县级行政区划|自治区直辖县级行政区划)$/;

function regions() {
  const names = new Map(readFileSync(table, 'utf8').trim().split('\n').slice(1).map((line) => line.split(',')));
  const isHeading = (code) => heading.test(names.get(code) ?? '');
  return [...names].filter(([code]) => {
    if (code === '100000' || !names.has(`${code.slice(0, 2)}0000`)) return false;
    if (municipalities.includes(code.slice(0, 2))) return code.endsWith('0000');
    if (code.endsWith('0000')) return false;
    return code.endsWith('00') ? !isHeading(code) : isHeading(`${code.slice(0, 4)}00`);
  }).map(([code, name]) => [code, code.endsWith('0000') ? name : names.get(`${code.slice(0, 2)}0000`) + name]);
}

export default function pooling_regions() {
  return {
    name: 'yibao-regions',
    resolveId: (id) => (id === 'virtual:regions' ? '\0virtual:regions' : undefined),
    load(id) {
      if (id !== '\0virtual:regions') return undefined;
      this.addWatchFile(table);
      return `export default ${JSON.stringify(regions().map((each) => each.join(' ')).join('\n'))}.split('\\n').map((each) => each.split(' '));`;
    },
  };
}
