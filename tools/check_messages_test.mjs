// Every code that the program can say has words, in both languages, and no words are left over
// without a code.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'node:test';
import { chinese_in } from './proper_names.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

function files(folder, pattern) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? files(path, pattern) : pattern.test(name) ? [path] : [];
  });
}

// The tables of a file, in the two forms of line that the messages have: [table] and key = "text" or 'text'.
function tablesOf(path) {
  const tables = new Map();
  let current;
  for (const [i, line] of readFileSync(path, 'utf8').split('\n').entries()) {
    if (/^\s*(#|$)/.test(line)) continue;
    const header = line.match(/^\[([a-z0-9_]+)\]\s*$/);
    if (header) {
      current = tables.get(header[1]) ?? {};
      tables.set(header[1], current);
      continue;
    }
    const entry = line.match(/^"?([A-Za-z0-9_.|-]+)"?\s*=\s*(?:("(?:[^"\\]|\\.)*")|'([^']*)')\s*(?:#.*)?$/);
    assert.ok(entry && current, `${path}:${i + 1}: ${line}`);
    current[entry[1]] = entry[2] === undefined ? entry[3] : JSON.parse(entry[2]);
  }
  return tables;
}

const folder = (language) => join(root, 'messages', language);
const messages = (language) => new Map(readdirSync(folder(language)).sort()
  .map((name) => [name, tablesOf(join(folder(language), name))]));
const chinese = messages('zh-CN');
const english = messages('en');
const words = new Set([...chinese.values()].flatMap((file) => [...file.keys()]));
const sources = files(join(root, 'src'), /\.(cc|h)$/).filter((path) => !/_test\.cc$/.test(path))
  .map((path) => ({ path, text: readFileSync(path, 'utf8') }));

const placeholders = (entry) => [...new Set(Object.values(entry).join(' ').match(/\{[^}]*\}/g))].sort();

test('every refusal has words', () => {
  const said = /(?:refuse|fail)\(\s*(?:yibao::)?(?:RefusalKind::[a-z_]+,\s*)?"([a-z0-9_]+)"/g;
  const wordless = sources.flatMap(({ path, text }) => [...text.matchAll(said)]
    .filter(([, code]) => !words.has(code)).map(([, code]) => `${code} in ${path}`));
  assert.deepEqual(wordless, []);
});

test('no words without a code', () => {
  const everything = sources.map(({ text }) => text).join('\n');
  const orphans = [...words].filter((code) => !everything.includes(`"${code}"`) &&
    !(code.startsWith('hold_') && everything.includes('"hold_"')));
  assert.deepEqual(orphans, []);
});

test('both languages have the same files and the same codes in them', () => {
  assert.deepEqual([...english.keys()], [...chinese.keys()]);
  for (const [name, file] of chinese) {
    assert.deepEqual([...english.get(name).keys()].sort(), [...file.keys()].sort(), name);
  }
});

test('a code speaks of the same facts in both languages, and has a next step in both or in none', () => {
  const differing = [...chinese].flatMap(([name, file]) => [...file].filter(([code, entry]) => {
    const other = english.get(name)?.get(code);
    return other && (String(placeholders(entry)) !== String(placeholders(other)) ||
      ['title', 'detail', 'next'].some((part) => !entry[part] !== !other[part]));
  }).map(([code]) => `${name}: ${code}`));
  assert.deepEqual(differing, []);
});

test('no Chinese in English', () => {
  const found = [...english].flatMap(([name, file]) => [...file].flatMap(([code, entry]) =>
    Object.values(entry).filter(chinese_in).map((text) => `${name}: ${code}: ${text}`)));
  assert.deepEqual(found, []);
});

test('the names of codes are the same lists of the same codes in both languages', () => {
  const first = tablesOf(join(root, 'messages/names.zh-CN.toml'));
  const second = tablesOf(join(root, 'messages/names.en.toml'));
  // How a fact is shown is one for all languages.
  assert.deepEqual([...second.keys()].sort(), [...first.keys()].filter((list) => list !== 'facts').sort());
  for (const [list, entries] of second) {
    assert.deepEqual(Object.keys(entries).sort(), Object.keys(first.get(list)).sort(), list);
    assert.deepEqual(Object.values(entries).filter(chinese_in), [], list);
  }
});

test('the help has its English, and nothing is left over', () => {
  const lines = readFileSync(join(root, 'messages/help.en.toml'), 'utf8').split('\n').filter((line) => line.startsWith('"'));
  const pairs = lines.map((line) => {
    const pair = line.match(/^("(?:[^"\\]|\\.)*") = ("(?:[^"\\]|\\.)*")$/);
    assert.ok(pair, line);
    return [JSON.parse(pair[1]), JSON.parse(pair[2])];
  });
  assert.deepEqual(pairs.filter(([, told]) => chinese_in(told)), []);
  // Literals that run over several lines are one text. A text may be a part of one, or be put together from one.
  const literals = new Set(sources.flatMap(({ text }) =>
    [...text.replace(/"\s*\n\s*"/g, '').matchAll(/"((?:[^"\\\n]|\\.)*)"/g)].map(([, literal]) => literal.replaceAll('\\"', '"'))));
  const spoken = [...literals].filter((literal) => /\p{Script=Han}/u.test(literal));
  const stands = (text) => literals.has(text) ||
    spoken.some((literal) => literal.includes(text) || text.endsWith(literal));
  assert.deepEqual(pairs.map(([chinese]) => chinese).filter((chinese) => !stands(chinese)), []);
});

// 应为: the codes that a member may have are words, and those of their own member.
test('whatever code a member may be has its word', () => {
  const lists = tablesOf(join(root, 'messages/names.zh-CN.toml'));
  const own = lists.get('known');
  const elsewhere = new Set([...lists].filter(([list]) => !['facts', 'known', 'member', 'parameter'].includes(list))
    .flatMap(([, entries]) => Object.keys(entries)));
  const asked = sources.flatMap(({ text }) => [...text.matchAll(/[.>]code(?:_or)?\(\s*"([a-z_]+)",\s*\{([^}]*)\}/g)]
    .flatMap(([, member, codes]) => [...codes.matchAll(/"([a-z0-9_]+)"/g)].map(([, code]) => `${member}.${code}`)));
  assert.ok(asked.length > 100, 'the calls are written in another way now');
  assert.deepEqual([...new Set(asked)].filter((each) => !own[each] && !elsewhere.has(each.split('.')[1])), []);
  assert.deepEqual(Object.keys(own).filter((each) => !asked.includes(each)), []);
});

test('every source of the policy has an English title', () => {
  const titled = [...readFileSync(join(root, 'messages/sources.en.toml'), 'utf8').matchAll(/^([a-z0-9_]+) = "([^"]+)"$/gm)];
  assert.deepEqual(titled.map(([, id]) => id).sort(), [...readFileSync(join(root, 'policy/sources.toml'), 'utf8').matchAll(/^\[([a-z0-9_]+)\]$/gm)].map(([, id]) => id).sort());
  assert.deepEqual(titled.filter(([, , title]) => chinese_in(title)), []);
});
