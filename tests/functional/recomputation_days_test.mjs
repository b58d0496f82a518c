// Transfers between places of many kinds, filed around the holidays of three years: every deadline,
// with the clock stopped for completion over holidays or not, is the day that recomputation.mjs
// counts; the money goes to the last fen. Played as stories, for their clock is a simulated one.
//
// STORIES=20 SEED=7 make it longer.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Chance } from './chance.mjs';
import { binary } from './harness.mjs';
import { creditOf, dayOf, firstDay, isWorkingDay, monthOf, monthText, parameter, textOf,
  workingDaysLater } from './recomputation.mjs';

const stories = Number(process.env.STORIES ?? 2);
const seed = Number(process.env.SEED ?? 20_250_425);
const home = fileURLToPath(new URL('../..', import.meta.url));
const places = { 东莞: '441900', 汕头: '440500', 朔州: '140600', 杭州: '330100', 泉州: '350500',
  南京: '320100', 岳阳: '430600', 武汉: '420100', 青岛: '370200', 宁波: '330200', 成都: '510100',
  广州: '440100', 苏州: '320500', 厦门: '350200', 长沙: '430100', 大同: '140200', 温州: '330300' };
const yuan = (fen) => (fen / 100).toFixed(2);
const dayOfMonth = (day) => Number(textOf(day).slice(8));

// A day on which something about the next days is out of the ordinary.
const isNearHoliday = (day) => [0, 1, 2].some((more) =>
  isWorkingDay(day + more) === [0, 6].includes(new Date((day + more) * 86_400_000).getUTCDay()));

class Story {
  constructor(chance, title) {
    this.chance = chance;
    this.lines = [`场景: ${title}`];
    this.day = dayOf('2023-11-01') + chance.between(0, 20);
  }
  at(day) {
    assert.ok(day >= this.day);
    this.day = day;
    if (this.shown !== day) this.lines.push(textOf(day));
    this.shown = day;
  }
  later(days) { this.at(this.day + this.chance.between(0, days)); }
  say(...lines) { this.lines.push(...lines); }
  then(...lines) { this.lines.push(...lines.map((line) => `则 ${line}`)); }

  // Stopped at one place, enrolled at the other; on which day of a month or year it comes out.
  begin(person, from, to) {
    const { chance } = this;
    this.at(dayOfMonth(this.day) > 24 ? firstDay(monthOf(textOf(this.day)) + 1) : this.day);
    const base = chance.between(4_000, 20_000) * 100;
    const first = monthOf(textOf(this.day));
    const last = first + chance.between(0, 1);
    this.say(`${person}(女,19${chance.between(70, 99)}-0${chance.between(1, 9)}-1${chance.between(0, 9)}生)在 ${from} 登记`,
      `${person} 在 ${from} 以灵活就业身份参保,缴费基数 ${yuan(base)} 元`);
    this.at(firstDay(last) + chance.between(26, 27));
    this.say(`${from} 收到 ${person} ${monthText(first)} 至 ${monthText(last)} 的缴费`,
      `${person} 自行停保,自 ${textOf(firstDay(last + 1) - 1)} 起`);
    this.at(firstDay(last + 1) + chance.between(0, 3));
    this.say(`${person} 在 ${to} 以灵活就业身份参保,缴费基数 ${yuan(base)} 元`);
    let balance = 0;
    for (let month = first; month <= last; ++month) {
      balance += creditOf('flexible', base, places[from], month);
    }
    return balance;
  }

  file(person, from, to) {
    const near = Array.from({ length: 40 }, (_, i) => this.day + i).filter(isNearHoliday);
    this.at(near.length && this.chance.in(0.7) ? this.chance.of(near) : this.day + this.chance.between(0, 12));
    this.say(`${person} 在线申请从 ${from} 转移到 ${to}`);
    this.then('已办理', '办件状态为 origin_review');
    return this.day;
  }

  transfer(person, from, to) {
    const { chance } = this;
    const balance = this.begin(person, from, to);
    const filed = this.file(person, from, to);
    const within = places[from].slice(0, 2) === places[to].slice(0, 2);
    const of = (name, place) => parameter(`transfer.${name}`, places[place], filed).value;
    const origin = of(within ? 'within_province_origin_working_days' : 'origin_working_days', from);
    const target = of(within ? 'within_province_target_working_days' : 'target_working_days', to);
    const total = within ? origin + target : of('total_working_days', from);
    const stays = within && of('account_within_province', from) === 'stay_usable';
    const clears = of('clear_on', from);
    const due = (paused) => this.then(
      `转出期限为 ${textOf(workingDaysLater(filed, origin, paused))}`,
      `全程期限为 ${textOf(workingDaysLater(filed, total, paused))}`);
    due();
    this.then(`资金方式为 ${stays ? 'stay_usable' : 'move'}`);
    if (chance.in(0.6)) {
      this.later(6);
      const returned = this.day;
      this.say(`${from} 退回补正 identity_card_back`);
      this.then('已办理', '办件状态为 returned');
      this.later(16);
      const completed = this.day;
      this.say(`${person} 上传 identity_card_back`, `${person} 补正完成`);
      this.then('已办理', '办件状态为 origin_review');
      due((day) => returned < day && day <= completed);
    }
    this.later(8);
    this.say(`${from} 转出审核通过`);
    if (!stays) this.then(`${person} 在 ${from} 的余额为 ${clears === 'approve' ? '0.00' : yuan(balance)} 元`);
    this.later(4);
    this.say(`${from} 上传信息表`);
    this.then('已办理', `转入期限为 ${textOf(workingDaysLater(this.day, target))}`);
    if (!stays) this.then(`${person} 在 ${from} 的余额为 ${clears === 'target_confirm' ? yuan(balance) : '0.00'} 元`);
    this.later(5);
    this.say(`${to} 转入审核通过`);
    if (!stays) {
      this.then('办件状态为 awaiting_money');
      this.later(3);
      const short = chance.in(0.4) ? chance.between(1, 3) : 0;
      this.say(`${to} 收到 ${from} 汇来的 ${yuan(balance - short)} 元`);
      if (short > 0) {
        this.then('办件状态为 awaiting_money');
        this.say(`${to} 收到 ${from} 汇来的 ${yuan(short)} 元`, `${to} 将未匹配的汇款都匹配到办件`);
      }
    }
    this.then('办件状态为 completed', `${person} 在 ${from} 的余额为 ${stays ? yuan(balance) : '0.00'} 元`);
    if (!stays) this.then(`${person} 在 ${to} 的余额为 ${yuan(balance)} 元`);
  }
}

const surnames = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许'];

describe('recomputed days of transfers', () => {
  for (let i = 0; i < stories; ++i) {
    it(`are those of story ${seed + i}`, () => {
      const chance = new Chance(seed + i);
      const story = new Story(chance, `转移的期限 ${seed + i}`);
      for (let n = 0; n < 10; ++n) {
        // Qingdao pays the balance out; Nanjing asks for the current month: stories of their own.
        const from = chance.of(Object.keys(places).filter((each) => each !== '青岛'));
        const to = chance.of(Object.keys(places).filter((each) => each !== from && each !== '南京'));
        story.transfer(`${surnames[n]}日${n % 2 ? '升' : '新'}`, from, to);
      }
      const folder = mkdtempSync(join(tmpdir(), 'yibao-days-'));
      const file = join(folder, 'story.txt');
      writeFileSync(file, `${story.lines.join('\n')}\n`);
      const { status, stdout, stderr } = spawnSync(binary,
        ['demo', file, '--home', home, '--state', join(folder, 'state')], { encoding: 'utf8' });
      rmSync(folder, { recursive: true });
      assert.equal(status, 0, stdout.split('\n').slice(-60).join('\n') + stderr);
      assert.match(stdout, /verify: OK/);
    });
  }
});
