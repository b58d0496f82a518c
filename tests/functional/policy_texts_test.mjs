// A case keeps the text of the policy under which it was accepted (N-14). Where the files say something
// else now, `verify` says how many cases were accepted under which text, `doctor` that open ones go on under
// other values; where the plan of the money comes out differently, that is a finding.
import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { Server, copyOfHome, identityNumber, onEachEngine } from './harness.mjs';

onEachEngine('the text of the policy', (engine) => {
  let server;
  let copy;
  before(async () => {
    server = await Server.fresh(engine);
    copy = server.place.home = copyOfHome('policy');
    await server.stop();
    await server.start();  // from the copy
  });
  after(async () => {
    await server?.remove();
    if (copy) rmSync(copy, { recursive: true });
  });

  it('is the one of the day of acceptance, and verify tells where another one is loaded now', async () => {
    const identity_number = identityNumber();
    const person = await server.person({ fen: 1_000, identity_number });
    await server.history(person, { region: '441900', kind: 'flexible', base_fen: 500_000,
      started_on: '2025-01-01', suspended_on: '2025-04-01' });
    await server.done('POST', `/v1/people/${person}/enrolments`,
      { region: '330100', kind: 'flexible', base_fen: 500_000 }, { as: 'officer-330100' });
    const draft = await server.done('POST', `/v1/people/${person}/transfers`, { name: '张三丰', identity_number,
      origin: '441900', target: '330100', certificate_number: await server.certificate(person, '441900'),
        sighted: ['identity_document', 'social_security_card'] });
    await server.done('POST', `/v1/transfers/${draft.case}/confirmation`, { form_digest: draft.form_digest });
    const { policy_hash: accepted_under } = (await server.get('/version', { as: null })).json;
    await server.stop();
    // Also where it ends with 1, as it does when something is found.
    const said = (...words) => {
      try {
        return server.run(...words);
      } catch (error) {
        return error.stdout;
      }
    };
    const verified = () => JSON.parse(said('verify', '--json'));
    const before_it = verified();
    assert.deepEqual([before_it.ok, before_it.other_policy], [true, []]);
    assert.match(server.run('verify'), /^verify: OK \(\d+ checks, \d+ rows\)\n$/);

    const file = join(copy, 'policy/100000/settlement.toml');
    const text = readFileSync(file, 'utf8');
    assert.match(text, /\[\[clearing_working_days\]\]\nvalue = 30/);
    writeFileSync(file, text.replace('[[clearing_working_days]]\nvalue = 30', '[[clearing_working_days]]\nvalue = 29'));
    const now = verified();
    assert.equal(now.ok, true, JSON.stringify(now));
    assert.deepEqual(now.other_policy, [{ policy_hash: accepted_under, cases: 1, open: 1 }]);
    assert.match(server.run('verify'),
      /^说明: 1 个办件\(在办 1 个\)按另一版政策文本\([0-9a-f]{12}\)受理,已施行的参数此后被改动:.*\nverify: OK/);
    assert.match(said('doctor'), /✗ 办件的政策: 有 1 个在办的办件按另一版政策文本受理/);

    // What begins later is no other text of the day of acceptance.
    const until_then = text.replace('[[clearing_working_days]]\nvalue = 30\nfrom = 1998-01-01',
      '$&\nuntil = 2099-01-01');
    writeFileSync(file, `${until_then}
[[clearing_working_days]]
value = 20
from = 2099-01-01
source = "project_default"
checked_on = 2026-11-22
status = "default"
`);
    assert.deepEqual(verified().other_policy, []);
    assert.match(said('doctor'), /✓ 办件的政策/);

    // Where the plan of the money would be another one now, that is a finding.
    const money = join(copy, 'policy/440000/transfer.toml');
    const moving = readFileSync(money, 'utf8');
    assert.match(moving, /value = "move_else_payout"/);
    writeFileSync(money, moving.replace('value = "move_else_payout"', 'value = "payout"'));
    const changed = verified();
    assert.equal(changed.ok, false);
    assert.deepEqual(changed.findings.map((each) => [each.check, each.what]),
      [['money_plans', 'route is move, not payout']]);
    writeFileSync(money, moving);
    writeFileSync(file, text);
    await server.start();
  });
});
