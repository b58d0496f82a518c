// English beside the Chinese that the sources of the console and of the four desks are written in: every
// text with Chinese characters there, in a template or in a script, is put through src/shared/say.ts,
// which looks it up in a dictionary. So a page is written once, and what it says is its own key; a build
// names the texts that nobody has put into English; they stay in Chinese. What files say (…_columns.ts)
// is no text of a page.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const dictionaries = { agency: ['agency'], front: ['front', 'provider', 'employer', 'bank', 'kiosk'] };
const han = /[\u3400-\u9fff]/;
const path = (name) => `src/${name}/words/en.ts`;
const source = /\/src\/(\w+)\/(?!words\/en\.ts)[^?]+\.(ts|vue)(\?|$)/;

// The dictionary that a module speaks by; none: its texts are not put into English here.
function dictionaryOf(id) {
  const [, folder] = id.match(source) ?? [];
  if (!folder || /_columns\.ts$/.test(id)) return undefined;
  return Object.keys(dictionaries).find((name) => dictionaries[name].includes(folder));
}

function* nodes(node, parent) {
  if (!node || typeof node.type !== 'string') return;
  yield [node, parent];
  for (const [name, value] of Object.entries(node)) {
    if (name === 'type' || name === 'start' || name === 'end') continue;
    for (const child of Array.isArray(value) ? value : [value]) {
      if (child && typeof child === 'object') yield* nodes(child, node);
    }
  }
}

// What stands where as a text, and what takes its place.
export function edits(code, tree) {
  const found = [];
  for (const [node, parent] of nodes(tree)) {
    if (node.type === 'Literal' && typeof node.value === 'string' && han.test(node.value)) {
      const isKey = parent?.type === 'Property' && parent.key === node && !parent.computed;
      if (isKey || parent?.type === 'ImportDeclaration') continue;
      const word = parent?.type === 'BinaryExpression' && parent.operator === '+' ? '__piece' : '__say';
      found.push({ start: node.start, end: node.end, text: node.value, word });
    }
    if (node.type === 'TemplateElement' && han.test(node.value.cooked ?? '')) {
      found.push({ start: node.start, end: node.end, text: node.value.cooked, word: '__piece', within: true });
    }
  }
  return found.sort((one, other) => other.start - one.start);
}

function known(name) {
  return new Set([...readFileSync(fileURLToPath(new URL(`../${path(name)}`, import.meta.url)), 'utf8').matchAll(/^ {2}'((?:[^'\\]|\\.)*)':/gm)].map(([, key]) => key.replace(/\\(.)/g, '$1')));
}

export default function english() {
  const wanted = Object.fromEntries(Object.keys(dictionaries).map((name) => [name, new Set()]));
  return {
    name: 'yibao-english',
    enforce: 'post',
    transform(code, id) {
      const dictionary = dictionaryOf(id);
      if (!dictionary || !han.test(code)) return undefined;
      let said = code;
      for (const { start, end, text, word, within } of edits(code, this.parse(code))) {
        wanted[dictionary].add(text.trim().replace(/\s+/g, ' '));
        const call = `${word}(${JSON.stringify(text)})`;
        said = said.slice(0, start) + (within ? `\${${call}}` : call) + said.slice(end);
      }
      return { code: `import { say as __say, piece as __piece } from '@/shared/say';\n${said}`, map: null };
    },
    buildEnd(error) {
      for (const [name, texts] of Object.entries(wanted)) {
        const has = known(name);
        const missing = [...texts].filter((text) => !has.has(text));
        if (!error && missing.length) this.warn(`without English in ${path(name)}: ${missing.map((text) => JSON.stringify(text)).join(', ')}`);
      }
    },
  };
}
