// The dependency rules of ARCHITECTURE.md, proved over the #include lines.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'node:test';

const source = fileURLToPath(new URL('../src', import.meta.url));
const rings = ['base', 'calendar', 'policy', 'storage', 'business', 'service', 'adapters', 'main'];
// Features of the business ring, in the order in which they may use each other.
const features = ['agency', 'client', 'run', 'person', 'employer_message', 'late_record', 'provider', 'casework', 'document', 'application', 'staff', 'complaint',
  'hold', 'death', 'enrolment', 'card', 'account', 'payout', 'contribution', 'entitlement', 'care', 'seal', 'transfer', 'place_change',
  'cash_out', 'inheritance', 'aid', 'refund', 'person_merge', 'settlement', 'reconciliation', 'visit', 'clearing', 'sign_in', 'notice', 'enquiry', 'guide', 'hotline'];
// Pure files: rules as functions of values. No database, no library, no clock.
const pure = /\/(types|machine|rules|ledger_rules)\.(h|cc)$/;
const standardOnly = ['base', 'calendar', 'policy'];

function files(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? files(path) : /\.(h|cc)$/.test(name) ? [path] : [];
  });
}

// What every file includes before anything else: the standard library, for the compiler's sake.
const precompiled = ['standard.cc', 'standard.h'];
const all = files(source).filter((path) => !precompiled.includes(relative(source, path))).map((path) => ({
  path: relative(source, path),
  includes: [...readFileSync(path, 'utf8').matchAll(/^#include ([<"])([^>"]+)[>"]/gm)]
    .map(([, kind, name]) => ({ ours: kind === '"', name })),
  text: readFileSync(path, 'utf8'),
}));
const tests = all.filter(({ path }) => path.endsWith('_test.cc') || /\/test_[a-z_]+\.h$/.test(path));
const code = all.filter((file) => !tests.includes(file));
const ringOf = (path) => rings.indexOf(path.split('/')[0]);

test('every file belongs to a ring', () => {
  // standard.h is the precompiled header: the standard library, of no ring.
  assert.deepEqual(all.filter(({ path }) => ringOf(path) < 0 && !path.startsWith('standard.')).map(({ path }) => path), []);
});

test('dependencies point down only', () => {
  const wrong = code.flatMap(({ path, includes }) => includes
    .filter(({ ours, name }) => ours && ringOf(name) > ringOf(path))
    .map(({ name }) => `${path} includes ${name}`));
  assert.deepEqual(wrong, []);
});

test('features use only those before them', () => {
  const wrong = code.filter(({ path }) => path.startsWith('business/') && path.split('/').length > 2)
    .flatMap(({ path, includes }) => {
      const feature = features.indexOf(path.split('/')[1]);
      assert.ok(feature >= 0, `${path} is of no known feature`);
      return includes
        .filter(({ ours, name }) => ours && name.startsWith('business/') && name.split('/').length > 2)
        .filter(({ name }) => features.indexOf(name.split('/')[1]) > feature)
        .map(({ name }) => `${path} includes ${name}`);
    });
  assert.deepEqual(wrong, []);
});

test('base, calendar, policy and pure files use the standard library only', () => {
  const thirdParty = ({ ours, name }) => !ours && (name.includes('/') || name.endsWith('.h')) &&
    !name.startsWith('sys/');
  const wrong = code
    .filter(({ path }) => standardOnly.includes(path.split('/')[0]) ||
      (path.startsWith('business/') && pure.test(path)))
    .flatMap(({ path, includes }) => includes
      .filter((include) => thirdParty(include) ||
        (pure.test(path) && include.ours && /^(storage|service|adapters)\//.test(include.name)))
      .map(({ name }) => `${path} includes ${name}`));
  assert.deepEqual(wrong, []);
});

test('threads live in adapters and main only', () => {
  const wrong = code.filter(({ path, includes }) => ringOf(path) < rings.indexOf('adapters') &&
    includes.some(({ name }) => name === 'thread'));
  assert.deepEqual(wrong.map(({ path }) => path), []);
});

test('Beast is included by adapters/http only, CLI11 by the command line only, toml++ by one file', () => {
  const including = (pattern) => code.filter(({ includes }) =>
    includes.some(({ ours, name }) => !ours && pattern.test(name))).map(({ path }) => path);
  assert.deepEqual(including(/^boost\/(beast|asio)/).filter((p) => !p.startsWith('adapters/http/')), []);
  assert.deepEqual(including(/^CLI\//).sort(), ['main/command_line.h', 'main/wrong_usage.h']);
  assert.ok(including(/^toml\+\+/).length <= 1);
});

// A range-for keeps the answer alive that it goes through, not the list that the answer stands in.
test('no loop goes through a part of a temporary', () => {
  const wrong = all.filter(({ text }) =>
    /for \([^;()]* : [\w.:>-]*select_keyed\([^;]*\)\.front\(\)\) \{/.test(text));
  assert.deepEqual(wrong.map(({ path }) => path), []);
});
