// A clearing statement is due so many working days after it was drawn. Over a year whose notice is not
// yet published the day is provisional; with the notice, `calendar recompute` moves it, once (N-15).
import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { Server, copyOfHome, onEachEngine } from './harness.mjs';

const notice = `year = 2027
version = 1
source = "测试用的放假通知"
number = "测试〔2026〕1号"
checked_on = 2026-12-15

days_off = [
  { name = "元旦", from = 2027-01-01, to = 2027-01-03 },
]
make_up_days = []
`;

onEachEngine('the due day of a clearing statement', (engine) => {
  let server;
  let copy;
  const code = 'P44190000021';
  before(async () => {
    server = await Server.fresh(engine, { today: '2026-11-25' });
    copy = server.place.home = copyOfHome('calendar');
    rmSync(join(copy, 'calendar/2027.toml'), { force: true });
  });
  after(async () => {
    await server?.remove();
    if (copy) rmSync(copy, { recursive: true });
  });

  it('is provisional without the notice of its year, and moves when that is published', async () => {
    await server.done('POST', '/v1/institutions',
      { code, name: '示例药店', credit_code: '91441900000000020U', profile: 'csb' }, { as: 'senior-441900' });
    const person = await server.person({ fen: 10_000 });
    const paid = await server.pay(person, 2_500, { provider: code, as: server.cashier(code) });
    assert.equal(paid.status, 200, paid.text);
    await server.stop();
    await server.start('2026-12-14');
    const officer = { as: 'officer-441900' };
    const drawn = await server.done('POST', `/v1/institutions/${code}/clearing-statements`, { month: '2026-11' }, officer);
    assert.deepEqual([drawn.amount_fen, drawn.due_on, drawn.due_provisional], [2_500, '2027-01-25', true]);
    await server.stop();

    const recompute = () => server.run('calendar', 'recompute', '--today', '2026-12-15');
    assert.match(recompute(), /^重新计算了 0 个办件的期限。\n$/);  // nothing new is known
    writeFileSync(join(copy, 'calendar/2027.toml'), notice);
    assert.match(recompute(), /^重新计算了 1 个办件的期限。\n$/);
    assert.match(recompute(), /^重新计算了 0 个办件的期限。\n$/);
    await server.start('2026-12-15');
    const now = await server.done('GET', `/v1/clearing-statements/${drawn.statement}`, undefined, officer);
    assert.deepEqual([now.due_on, now.due_provisional], ['2027-01-26', false]);
    await server.stop();
    assert.match(server.run('verify', '--today', '2026-12-15'), /verify: OK/);
  });
});
