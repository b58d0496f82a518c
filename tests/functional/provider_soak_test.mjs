// Many tills for a while, with reversals, lines that break and messages sent twice: afterwards every
// institution's books agree with 3201, every balance is what the tills say, and `verify` finds nothing.
// Short by default; YIBAO_SOAK=30 is half an hour.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { Server, identityNumber, onEachEngine } from './harness.mjs';
import { Till, sale } from './provider_client.mjs';

const seconds = process.env.YIBAO_SOAK ? 60 * Number(process.env.YIBAO_SOAK) : 3;
const fen = (value) => Math.round(Number(value) * 100);
const pick = (list) => list[Math.floor(Math.random() * list.length)];

onEachEngine('provider soak', (engine) => {
  let server;
  let tills;
  let people;

  before(async () => {
    server = await Server.fresh(engine);
    tills = await Promise.all(['csb', 'tif', 'web', 'number', 'csb', 'csb'].map((profile) => Till.register(server, { profile })));
    for (const till of tills) till.books = { total: 0, fund: 0, account: 0, count: 0 };
    people = await Promise.all(Array.from({ length: 24 }, async () => {
      const number = identityNumber();
      const person = await server.person({ identity_number: number, fen: 500_000 });
      await server.done('POST', `/v1/people/${person}/enrolments`, { region: '441900', kind: 'flexible', base_fen: 600_000 });
      return { person, ...await tills[0].read(number), balance: 500_000 };
    }));
  });
  after(() => server?.remove());

  // Into the till's books; reversals come with amounts below zero.
  const book = (till, who, info) => {
    till.books.total += fen(info.medfee_sumamt);
    till.books.fund += fen(info.fund_pay_sumamt);
    till.books.account += fen(info.acct_pay);
    till.books.count += 1;
    who.balance -= fen(info.acct_pay);
  };

  it('goes on for a while', async () => {
    const until = Date.now() + 1000 * seconds;
    const counts = {};
    const step = async (till) => {
      const who = pick(people);
      const amount = 1 + Math.floor(Math.random() * 5_000) / 100;
      const body = till.envelope('2102', sale(who, { amount: Math.round(amount * 100) / 100, own: pick([0, 0, 3.5]), use: pick(['1', '1', '1', '0']) }));
      const what = pick(['plain', 'plain', 'twice', 'cut', 'cut and resent', 'back', 'preview']);
      counts[what] = (counts[what] ?? 0) + 1;
      if (what === 'preview') {
        await till.done('2101', body.input);
        return;
      }
      if (what.startsWith('cut')) await till.hangUp(body);
      if (what === 'cut') {
        // The till gives the message up: it asks for the reversal until it knows how that went.
        const told = await till.ask('2601', { data: { psn_no: who.psn_no, omsgid: body.msgid, oinfno: '2102' } });
        const { json } = await till.send(body);  // done before, or never
        if (told.infcode === 0) {
          assert.equal(json.infcode, 0, json.err_msg);
          const { acct_pay: account, medfee_sumamt: total, fund_pay_sumamt: fund } = json.output.setlinfo;
          book(till, who, json.output.setlinfo);
          book(till, who, { medfee_sumamt: -total, fund_pay_sumamt: -fund, acct_pay: -account });
        } else {
          assert.match(told.err_msg, /^\[nothing_to_reverse\]/);
          assert.match(json.err_msg, /^\[message_voided\]/);
        }
        return;
      }
      const sent = what === 'twice' ? await Promise.all([till.send(body), till.send(body)]) : [await till.send(body)];
      const [{ json }, again] = sent;
      assert.equal(json.infcode, 0, json.err_msg);
      if (again) assert.deepEqual(again.json.output, json.output);
      book(till, who, json.output.setlinfo);
      if (what !== 'back') return;
      const { setl_id, mdtrt_id } = json.output.setlinfo;
      const { setlinfo: back } = await till.done('2103', { data: { setl_id, mdtrt_id, psn_no: who.psn_no } });
      book(till, who, back);
    };
    await Promise.all(tills.flatMap((till) => [1, 2, 3].map(async () => {
      while (Date.now() < until) await step(till);
    })));
    for (const what of ['plain', 'twice', 'cut', 'back']) assert.ok(counts[what] > 0, JSON.stringify(counts));
  });

  it('agrees with the books of every till (3201), and one fen away does not', async () => {
    for (const till of tills) {
      const { total, fund, account, count } = till.books;
      const input = { insutype: '310', clr_type: '41', setl_optins: '441900', stmt_begndate: '2025-04-25',
        stmt_enddate: '2025-04-26', medfee_sumamt: total / 100, fund_pay_sumamt: fund / 100, acct_pay: account / 100,
        fixmedins_setl_cnt: count, refd_setl_flag: '', fixmedins_refd_setl_flag: '0' };
      const { stmtinfo } = await till.done('3201', { data: input });
      assert.equal(stmtinfo.stmt_rslt, '0', `${stmtinfo.stmt_rslt_dscr} ${JSON.stringify(till.books)}`);
      const other = await till.done('3201', { data: { ...input, acct_pay: (account + 1) / 100 } });
      assert.equal(other.stmtinfo.stmt_rslt, '1');
    }
  });

  it('has every balance as the tills have it', async () => {
    for (const { person, balance } of people) assert.equal(await server.balance(person), balance);
  });

  it('verifies', async () => {
    await server.stop();
    server.run('verify');
    await server.start();
  });
});
