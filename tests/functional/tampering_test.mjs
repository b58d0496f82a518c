// Rows changed by hand, where no plant of a check has thought of it: any column of any table, rows
// deleted and doubled, one at a time, each of which `verify` must report. On PostgreSQL, whose client
// is at hand. MUTATIONS=2000 goes through every column, SEED=7 chooses other rows.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Chance } from './chance.mjs';
import { Place, Server, binary, engines } from './harness.mjs';

const home = fileURLToPath(new URL('../..', import.meta.url));
const mutations = Number(process.env.MUTATIONS ?? 16);
const seed = Number(process.env.SEED ?? 20_250_425);
const stories = ['01_dongguan_to_hangzhou', '05_retiree_settled_elsewhere', '11_returned_for_correction',
  '13_certificates', '24_target_on_paper', '51_seal_by_order_and_appeal', '53_card_lost_and_replaced',
  '54_e_certificate', '55_guardian_and_proxy', '71_inheritance_in_three_parts', '73_family_mutual_aid',
  '75_corrected_contributions', '77_whole_company', '90_documents_checked_by_their_code'];
// What no journal tells of: codes that live for minutes, blocks of ids, the program's own.
const untold = new Set(['id_block', 'outbox_cursor', 'schema_migration', 'sign_in_code']);

// The program's data with some of its stories.
function homeWithStories() {
  const folder = mkdtempSync(join(tmpdir(), 'yibao-tampering-'));
  for (const part of ['calendar', 'data', 'messages', 'policy', 'schema', 'web']) {
    symlinkSync(join(home, part), join(folder, part));
  }
  mkdirSync(join(folder, 'tests/scenarios'), { recursive: true });
  for (const story of stories) {
    symlinkSync(join(home, `tests/scenarios/${story}.txt`), join(folder, `tests/scenarios/${story}.txt`));
  }
  return folder;
}

describe('rows changed by hand', { skip: !engines.includes('postgres') }, () => {
  const today = '2026-06-01';
  let place;
  let folder;
  let columns;

  // Past the triggers, as somebody with the keys of the database would.
  const sql = (text) => execFileSync('psql', [process.env.YIBAO_TEST_POSTGRES, '-qAt', '-F', '\t',
    '-v', 'ON_ERROR_STOP=1', '-c', `SET session_replication_role = replica; SET search_path = ${place.schema}; ` +
    `SET client_min_messages = warning; ${text}`], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const verify = () => {
    const { stdout } = spawnSync(binary, ['verify', '--json', '--today', today, ...place.flags()],
      { encoding: 'utf8' });
    return JSON.parse(stdout);
  };

  before(async () => {
    folder = homeWithStories();
    place = new Place('postgres');
    const server = new Server(place, { today, demo: true });
    const flags = place.flags;
    place.flags = () => flags.call(place).map((word) => (word === home ? folder : word));
    await server.start();
    await server.stop();
    columns = sql('SELECT table_name, column_name, data_type FROM information_schema.columns ' +
      `WHERE table_schema = '${place.schema}' ORDER BY 1, ordinal_position`).trim().split('\n')
      .map((line) => line.split('\t')).filter(([table]) => !untold.has(table));
  });
  after(() => {
    place?.remove();
    if (folder) rmSync(folder, { recursive: true });
  });

  const changed = (column, type) => ({ bigint: `${column} + 1`, text: `${column} || '1'`,
    bytea: `set_byte(${column}, length(${column}) - 1, get_byte(${column}, length(${column}) - 1) # 1)` })[type];

  // One change of a row that has a value there; false where there is none, or none that the table takes.
  function change(table, column, type, chance) {
    const row = sql(`SELECT ctid FROM ${table} WHERE ${column} IS NOT NULL ORDER BY ctid ` +
      `OFFSET floor(${chance.next()} * (SELECT count(*) FROM ${table} WHERE ${column} IS NOT NULL)) LIMIT 1`).trim();
    if (row === '') return null;
    const at = `WHERE ctid = '${row}'`;
    const others = `(SELECT ${column} FROM ${table} WHERE ${column} <> (SELECT ${column} FROM ${table} ${at}) ORDER BY 1 LIMIT 1)`;
    const ways = [`UPDATE ${table} SET ${column} = ${changed(column, type)} ${at}`,
      `UPDATE ${table} SET ${column} = ${others} ${at}`, `DELETE FROM ${table} ${at}`];
    if (chance.in(0.2)) ways.reverse();
    for (const way of ways) {
      try {
        sql(way);
        return way;
      } catch { /* a constraint of the table: the next way */ }
    }
    return null;
  }

  it('are found, whatever it was', () => {
    assert.ok(verify().ok);
    const chance = new Chance(seed);
    const chosen = mutations >= columns.length ? columns
      : Array.from({ length: mutations }, () => chance.of(columns));
    let changes = 0;
    for (const [table, column, type] of chosen) {
      sql(`DROP TABLE IF EXISTS kept_rows; CREATE TABLE kept_rows AS SELECT * FROM ${table}`);
      const way = change(table, column, type, chance);
      if (way) {
        changes += 1;
        const told = verify();
        assert.ok(!told.ok, `not found: ${way}`);
      }
      sql(`DELETE FROM ${table}; INSERT INTO ${table} SELECT * FROM kept_rows; DROP TABLE kept_rows`);
    }
    assert.ok(changes > chosen.length / 3, `${changes} changes`);
    assert.ok(verify().ok);
  });
});
