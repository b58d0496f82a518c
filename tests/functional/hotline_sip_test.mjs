// A live telephone line (R-050): sipp calls 12393, keys its way to the balance and hangs up. Needs
// espeak-ng, baresip and sipp.
import assert from 'node:assert/strict';
import { execFile, spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { Server, binary, identityNumber } from './harness.mjs';

const there = ['espeak-ng --version', 'baresip -h', 'sipp -v']
  .every((words) => !spawnSync(words.split(' ')[0], [words.split(' ')[1]]).error);

const request = (method, number, body) => `<![CDATA[
${method} sip:12393@[remote_ip]:[remote_port] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: <sip:076988881111@[local_ip]:[local_port]>;tag=[pid]SIPpTag[call_number]
To: <sip:12393@[remote_ip]:[remote_port]>${method === 'INVITE' ? '' : '[peer_tag_param]'}
Call-ID: [call_id]
CSeq: ${number} ${method}
Contact: <sip:076988881111@[local_ip]:[local_port]>
Max-Forwards: 70
${body ? 'Content-Type: application/sdp\n' : ''}Content-Length: [len]

${body}]]>`;

const sdp = `v=0
o=caller 1 1 IN IP[local_ip_type] [local_ip]
s=-
c=IN IP[media_ip_type] [media_ip]
t=0 0
m=audio [auto_media_port] RTP/AVP 8 96
a=rtpmap:8 PCMA/8000
a=rtpmap:96 telephone-event/8000
a=fmtp:96 0-15
`;

// Keys with the time to listen before each; sipp takes 0.4 s for one, and goes on meanwhile.
const scenario = (keys) => `<?xml version="1.0" encoding="UTF-8" ?>
<scenario name="hotline">
<send retrans="500">${request('INVITE', 1, sdp)}</send>
<recv response="100" optional="true"/><recv response="180" optional="true"/><recv response="200"/>
<send>${request('ACK', 1, '')}</send>
${keys.map((each, i) => `<pause milliseconds="${6000 + 450 * (keys[i - 1]?.length ?? 0)}"/><nop><action><exec play_dtmf="${each}"/></action></nop>`).join('\n')}
<pause milliseconds="14000"/>
<send retrans="500">${request('BYE', 2, '')}</send><recv response="200"/>
</scenario>
`;

describe('a SIP line', { skip: !there && 'espeak-ng, baresip and sipp are not all installed' }, () => {
  let server;
  let driver;
  const number = identityNumber();
  before(async () => {
    server = await Server.fresh('sqlite');
    const person = await server.person({ fen: 123_456, identity_number: number });
    await server.issueTokens({ participant: ['--role', 'participant', '--person', person, '--channel', 'app'] });
    await server.done('POST', `/v1/people/${person}/enquiry-password`, { password: '246801' }, { as: 'participant' });
    driver = spawn(binary, ['hotline', '--sip-line', '--sip', '127.0.0.1:15160', ...server.place.flags()],
      { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((resolve) => { driver.stdout.on('data', resolve); });
  });
  after(async () => {
    const gone = driver && new Promise((resolve) => { driver.once('exit', resolve); });
    driver?.kill('SIGTERM');
    await gone;
    await server?.remove();
  });

  it('reaches the balance by key presses', async () => {
    const file = join(server.place.state, 'call.xml');
    writeFileSync(file, scenario(['1', number.replace('X', '*'), '246801']));
    await promisify(execFile)('sipp', ['127.0.0.1:15160', '-sf', file, '-i', '127.0.0.1', '-p', '15170',
      '-m', '1', '-nostdin', '-timeout', '120s'], { cwd: server.place.state });
    const { calls } = await server.done('GET', '/v1/hotline-calls?region=441900');
    assert.equal(calls.length, 1, JSON.stringify(calls));
    const [call] = calls;
    assert.deepEqual([call.topic, call.verified, call.failures], ['balance', true, 0]);
    assert.deepEqual(call.path.slice(0, 4), ['place', 'ask_who', 'ask_password', 'answer']);
  });
});
