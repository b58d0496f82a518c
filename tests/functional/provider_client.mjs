// A till of a hospital or pharmacy, and a checker of its own for every answer that it gets: made from
// data/provider_interface.json field by field, apart from the one in the program.
import assert from 'node:assert/strict';
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import net from 'node:net';

export const tables = JSON.parse(readFileSync(new URL('../../data/provider_interface.json', import.meta.url), 'utf8'));
export const service = '/fsi/api/rsfComIfsService/callService';
const extra = tables.accept;

// ── what an answer must look like

function codesOf(dict) {
  const codes = tables.dictionaries[dict]?.values;
  return codes === undefined ? null : new Set([...Object.keys(codes), ...Object.keys(extra.codes[dict] ?? {})]);
}

const fen = (value) => Math.round(Number(value ?? 0) * 100);
const clock = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]) ([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/;
const date = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

function checkField(field, value, where, wrong) {
  if (value === undefined) return wrong(where, 'is missing');
  if (field.type === 'array') return checkRows(field.fields, value, where, wrong);
  if (field.type === 'number' || field.type === 'integer') {
    if (typeof value !== 'number') return wrong(where, `is no number: ${JSON.stringify(value)}`);
    if (field.len === null) return undefined;
    const scale = field.scale ?? 0;
    const rounded = Math.round(value * 10 ** scale) / 10 ** scale;
    if (rounded !== value) wrong(where, `has more than ${scale} decimals: ${value}`);
    if (Math.abs(value) >= 10 ** Math.max(1, (field.len ?? 16) - scale)) wrong(where, `is too large: ${value}`);
    return undefined;
  }
  if (typeof value !== 'string') return wrong(where, `is no text: ${JSON.stringify(value)}`);
  if (value === '') return field.required ? wrong(where, 'is empty') : undefined;
  const most = Math.max(field.len ?? 0, extra.lengths[field.name] ?? 0);
  if (most > 0 && [...value].length > most) wrong(where, `is longer than ${most}: ${value}`);
  if (field.type === 'date' || field.type === 'datetime') {
    const form = field.type === 'datetime' || /HH/.test(field.format ?? '') ? clock : date;
    if (!form.test(value)) wrong(where, `is no time: ${value}`);
  }
  const codes = codesOf(field.dict);
  if (field.dict === 'naty') {
    if (!/^\d\d$/.test(value)) wrong(where, `is no two digits: ${value}`);
  } else if (codes && !codes.has(value)) wrong(where, `is not in ${field.dict}: ${value}`);
  return undefined;
}

function checkObject(fields, value, where, wrong) {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return wrong(where, 'is no object');
  for (const field of fields) checkField(field, value[field.name], `${where}.${field.name}`, wrong);
  const known = new Set([...fields.map(({ name }) => name), ...Object.values(extra.also_told).flatMap((names) => Object.keys(names))]);
  for (const name of Object.keys(value)) if (!known.has(name)) wrong(where, `has ${name}, which no table has`);
  return undefined;
}

function checkRows(fields, value, where, wrong) {
  if (!Array.isArray(value)) return wrong(where, 'is no list');
  value.forEach((row, i) => checkObject(fields, row, `${where}[${i + 1}]`, wrong));
  return undefined;
}

function checkAmounts({ setlinfo: info, setldetail: funds = [] }, wrong) {
  if (info?.medfee_sumamt === undefined) return;
  const own = info.psn_part_amt ?? info.psn_pay;
  const cash = info.psn_cash_pay ?? info.cash_payamt;
  const equal = (rule, left, right) => { if (left !== right) wrong(rule, `${left} is not ${right}`); };
  equal('I1', fen(info.medfee_sumamt), fen(info.fund_pay_sumamt) + fen(own) + fen(info.hosp_part_amt));
  equal('I2', fen(own), fen(info.acct_pay) + fen(cash));
  equal('I3', fen(info.fund_pay_sumamt), ['hifp', 'cvlserv', 'hifes', 'hifmi', 'hifob', 'maf', 'hifdm', 'oth']
    .reduce((sum, name) => sum + fen(info[`${name}_pay`]), 0));
  if (Math.abs(fen(info.acct_mulaid_pay)) > Math.abs(fen(info.acct_pay))) wrong('I4', info.acct_mulaid_pay);
  equal('I5', funds.filter(({ fund_pay_type: kind }) => kind !== '310200' && kind !== '390500')
    .reduce((sum, row) => sum + fen(row.fund_payamt), 0), fen(info.fund_pay_sumamt));
  equal('I6', fen(info.medfee_sumamt), fen(info.fulamt_ownpay_amt) + fen(info.overlmt_selfpay) +
    fen(info.preselfpay_amt) + fen(info.inscp_scp_amt));
  if (info.pdn_cash_pay !== undefined) equal('R14', fen(info.pdn_cash_pay), fen(info.psn_cash_pay));
}

// Everything that is wrong with an answer, as texts.
export function faultsOf(infno, answer) {
  const faults = [];
  const wrong = (where, what) => { faults.push(`${infno} ${where} ${what}`); };
  if (answer.infcode !== 0 && answer.infcode !== -1) wrong('infcode', JSON.stringify(answer.infcode));
  if (!/^\d{30}$/.test(answer.inf_refmsgid)) wrong('inf_refmsgid', answer.inf_refmsgid);
  for (const name of ['refmsg_time', 'respond_time']) if (!/^\d{17}$/.test(answer[name])) wrong(name, answer[name]);
  if (answer.refmsg_time > answer.respond_time) wrong('refmsg_time', 'is later than respond_time');
  if (typeof answer.err_msg !== 'string' || [...answer.err_msg].length > 200) wrong('err_msg', answer.err_msg);
  if (answer.infcode !== 0) {
    if (answer.err_msg === '') wrong('err_msg', 'says nothing');
    if (JSON.stringify(answer.output) !== '{}') wrong('output', 'of a failure is not empty');
    return faults;
  }
  const nodes = Object.entries(tables.transactions[infno].output);
  const bare = nodes.find(([name]) => name === '');
  if (bare) {
    (bare[1].repeated ? checkRows : checkObject)(bare[1].fields, answer.output, 'output', wrong);
    return faults;
  }
  for (const [name, { repeated, fields }] of nodes) {
    if (answer.output[name] === undefined) wrong(name, 'is missing');
    else (repeated ? checkRows : checkObject)(fields, answer.output[name], name, wrong);
  }
  for (const name of Object.keys(answer.output)) if (!nodes.some(([node]) => node === name)) wrong(name, 'is in no table');
  checkAmounts(answer.output, wrong);
  return faults;
}

// ── the sender

// A unified social credit code with a right check character (GB 32100).
export function creditCode(serial) {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  const body = `9144190000000${String(serial).padStart(4, '0')}`;
  const sum = [...body].reduce((total, c, i) => total + alphabet.indexOf(c) * 3 ** i % 31, 0);
  return body + alphabet[(31 - sum % 31) % 31];
}

export function headersOf(profile, institution, infno, now) {
  if (profile === 'web') return {};
  if (profile === 'tif') {
    const time = String(Math.floor(now / 1000));
    const nonce = randomBytes(16).toString('hex');
    return { 'x-tif-paasid': institution.access_key, 'x-tif-timestamp': time, 'x-tif-nonce': nonce,
      'x-tif-signature': createHash('sha256').update(time + institution.secret + nonce + time).digest('hex') };
  }
  const headers = { _api_access_key: institution.access_key, _api_name: infno, _api_timestamp: String(now), _api_version: '1.0.0' };
  const text = Object.entries(headers).map(([name, value]) => `${name}=${value}`).join('&');
  return { ...headers, _api_signature: createHmac('sha1', institution.secret).update(text).digest('base64') };
}

export const pathOf = (profile, infno) => ({ csb: service, tif: `/ebus/gdyb_inf/poc/hsa/hgs/${infno}`,
  web: '/mbs-fsi/web/api/fsi/callService', number: `${service}/${infno}` })[profile];

let institutions = 0;
let messages = 0;

// An institution at 东莞 with its profile, registered at this server.
export class Till {
  static async register(server, { kind = 'pharmacy', profile = 'csb', level = 'primary', region = '441900' } = {}) {
    const serial = ++institutions;
    const code = `${kind === 'pharmacy' ? 'P' : 'H'}${region}${String(70_000 + serial)}`;
    const institution = await server.done('POST', '/v1/institutions', { code, name: '示例机构', profile,
      credit_code: creditCode(serial), ...(kind === 'hospital' ? { level } : {}) }, { as: `senior-${region}` });
    return new Till(server, institution);
  }

  constructor(server, institution) {
    this.server = server;
    this.institution = institution;
    this.code = institution.code;
    this.profile = institution.profile;
  }

  msgid() { return `${this.code}20250425${String(++messages).padStart(10, '0')}`; }

  envelope(infno, input, more = {}) {
    return { infno, msgid: this.msgid(), mdtrtarea_admvs: this.code.slice(1, 7), insuplc_admdvs: '441900', recer_sys_code: 'HIS',
      dev_no: '', dev_safe_info: '', cainfo: '', signtype: '', infver: 'V1.0', opter_type: '1', opter: '0007',
      opter_name: '李四', inf_time: '2025-04-25 09:00:00', fixmedins_code: this.code, fixmedins_name: '示例机构',
      sign_no: '', input, ...more };
  }

  // As a proxy in between would pass them on, where `from` is set.
  headers(infno) {
    const own = headersOf(this.profile, this.institution, infno, this.server.now());
    return this.from ? { ...own, 'X-Forwarded-For': this.from } : own;
  }

  // The text of a message as it is; every answer is held against the tables.
  async post(infno, text, headers = this.headers(infno)) {
    const answer = await fetch(this.server.providers + pathOf(this.profile, infno), { method: 'POST', headers, body: text });
    const told = await answer.text();
    const json = JSON.parse(told);
    const byGateway = json.code !== undefined;  // no message came of it
    if (answer.status === 200 && !byGateway) assert.deepEqual(faultsOf(infno, json), [], `${text}\n${told}`);
    return { status: answer.status, json, text: told };
  }

  send(body) { return this.post(body.infno, JSON.stringify(body)); }

  async ask(infno, input, more) {
    const { status, json } = await this.send(this.envelope(infno, input, more));
    assert.equal(status, 200, JSON.stringify(json));
    return json;
  }

  async done(infno, input, more) {
    const told = await this.ask(infno, input, more);
    assert.equal(told.infcode, 0, `${infno} ${told.err_msg}`);
    return told.output;
  }

  async refused(code, infno, input, more) {
    const told = await this.ask(infno, input, more);
    assert.equal(told.infcode, -1, JSON.stringify(told));
    assert.ok(told.err_msg.startsWith(`[${code}]`), told.err_msg);
    return told;
  }

  // The whole request, and the line goes dead: nobody is there to read the answer.
  async hangUp(body) {
    const text = JSON.stringify(body);
    const { hostname, port } = new URL(this.server.providers);
    const head = Object.entries({ Host: `${hostname}:${port}`, 'Content-Type': 'text/plain',
      'Content-Length': Buffer.byteLength(text), ...this.headers(body.infno) });
    const bytes = `POST ${pathOf(this.profile, body.infno)} HTTP/1.1\r\n${head.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${text}`;
    await new Promise((resolve) => {
      const socket = net.connect(Number(port), hostname, () => socket.end(bytes, () => { socket.destroy(); resolve(); }));
      socket.on('error', resolve);
    });
  }

  // Who stands there, as 1101 knows them.
  async read(number) {
    const { baseinfo, insuinfo } = await this.done('1101', { data: { mdtrt_cert_type: '02', mdtrt_cert_no: number,
      card_sn: '', begntime: '', psn_cert_type: '01', certno: number, psn_name: '' } });
    return { number, psn_no: baseinfo.psn_no, fen: fen(insuinfo[0]?.balc) };
  }
}

// ── messages

let serials = 0;

export function sale({ psn_no, number }, { amount = 50, own = 8, use = '1' } = {}) {
  const row = (item, fee) => ({ feedetl_sn: String(20250425 * 1e6 + ++serials), rxno: '', rx_circ_flag: '0',
    fee_ocur_time: '2025-04-25 08:59:40', med_list_codg: item, medins_list_codg: 'A001', det_item_fee_sumamt: fee,
    cnt: 1, pric: fee });
  return { druginfo: { psn_no, mdtrt_cert_type: '02', mdtrt_cert_no: number, card_sn: '', psn_cert_type: '01',
    certno: number, psn_type: '11', psn_name: '张三丰', begntime: '2025-04-25 08:59:40', medfee_sumamt: Math.round(100 * (amount + own)) / 100,
    invono: '', insutype: '310', dise_codg: '', dise_name: '', acct_used_flag: use, med_type: '41', exp_content: '' },
  drugdetail: [row('EXAMPLE-DRUG-0002', amount), ...(own > 0 ? [row('EXAMPLE-ITEM-0002', own)] : [])] };
}

// A value that the table of an input field allows.
export function sampleValue(field) {
  if (field.type === 'array') return [sampleObject(field.fields)];
  const codes = codesOf(field.dict);
  if (codes) return [...codes][0];
  return { number: 0, integer: 0, digits: '1', date: '2025-04-25', datetime: '2025-04-25 09:00:00' }[field.type] ?? '1';
}
export const sampleObject = (fields) => Object.fromEntries(fields.map((field) => [field.name, sampleValue(field)]));
export const sampleInput = (infno) => Object.fromEntries(Object.entries(tables.transactions[infno].input)
  .map(([name, { repeated, fields }]) => [name, repeated ? [sampleObject(fields)] : sampleObject(fields)]));
