// Calls of the API. What the server refuses comes back as a Problem, with its sentence, its reasons
// and the next steps: a page shows it, and never invents words of its own for it.

import { english } from './language';

// A parameter that a rule has read: its value of that region and day, and where it stands.
export interface Parameter {
  parameter: string;
  title: string;
  shown: string;
  region: string;
  region_name: string;
  from: string;
  source: string;
  source_title: string;
  verified: boolean;
}

export interface Reason {
  rule: string;
  title: string;
  detail: string;
  next_step: string;
  facts: Record<string, string>;
  parameters: Parameter[];
}

export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    title: string,
    readonly detail: string,
    readonly reasons: Reason[] = [],
    readonly nextSteps: string[] = [],
    readonly traceId = '',
  ) {
    super(title);
  }
}

// Which registered client these pages are: it decides the channel that a case was opened on.
let client = '';
export function setClient(id: string) { client = id; }

// The token of a terminal that many people use: in memory only, gone with the page.
let bearer = '';
export function setBearer(token: string) { bearer = token; }

// Called when the server no longer knows who is asking.
let signedOut: (why: Problem) => void = () => undefined;
export function onSignedOut(action: (why: Problem) => void) { signedOut = action; }

// Called for everything that was refused, before the page shows it.
let refused: (problem: Problem) => void = () => undefined;
export function onRefused(action: (problem: Problem) => void) { refused = action; }

export interface CallOptions {
  // The key under which a command is done once. The same key again is the same command again, so a
  // form keeps its key until its answer has come.
  key?: string;
  ifMatch?: string;
  dryRun?: boolean;
  signal?: AbortSignal;
}

export interface Told<T> { body: T; etag: string | null }

export function newKey(): string {
  // crypto.randomUUID needs a secure context; a counter in a town hall may be reached by http.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function headers(options: CallOptions, body: unknown, method: string): Headers {
  // Said always: a browser would name the languages of its owner, whatever these pages speak.
  const all = new Headers({ 'X-Yibao-Client': client, 'Accept-Language': english.value ? 'en' : 'zh-CN' });
  if (method !== 'GET') all.set('Idempotency-Key', options.key ?? newKey());
  if (body !== undefined) all.set('Content-Type', 'application/json');
  if (options.ifMatch) all.set('If-Match', options.ifMatch);
  const token = bearer || sessionStorage.getItem('yibao_token');
  if (token) all.set('Authorization', `Bearer ${token}`);
  return all;
}

async function problemOf(answer: Response): Promise<Problem> {
  const told = await answer.json().catch(() => ({})) as Record<string, unknown>;
  return new Problem(answer.status, String(told.code ?? `http_${answer.status}`),
    String(told.title ?? (english.value ? 'The service does not answer' : '服务暂时没有回应')),
    String(told.detail ?? (english.value ? 'Please try again later, or call 12393.' : '请稍后再试;仍不成功请拨打 12393。')),
    (told.reasons as Reason[]) ?? [], (told.next_steps as string[]) ?? [], String(told.trace_id ?? ''));
}

// A line that broke, before the answer or in the middle of it, is no fault of the page.
async function overTheLine<T>(work: Promise<T>, signal?: AbortSignal): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (signal?.aborted) throw error;
    throw english.value ? new Problem(0, 'no_connection', 'No connection to the server', 'Please check the network and try again; nothing is done twice.')
      : new Problem(0, 'no_connection', '连不上服务器', '请检查网络后再试;已提交的内容不会重复办理。');
  }
}

export async function request<T>(method: string, path: string, body?: unknown,
                                 options: CallOptions = {}): Promise<Told<T>> {
  const url = options.dryRun ? `${path}${path.includes('?') ? '&' : '?'}dry_run=true` : path;
  const answer = await overTheLine(fetch(url, { method, headers: headers(options, body, method), signal: options.signal,
    credentials: 'same-origin', body: body === undefined ? undefined : JSON.stringify(body) }), options.signal);
  if (!answer.ok) {
    const problem = await problemOf(answer);
    if (answer.status === 401) signedOut(problem);
    refused(problem);
    throw problem;
  }
  const text = await overTheLine(answer.text(), options.signal);
  return { body: (text ? JSON.parse(text) : null) as T, etag: answer.headers.get('ETag') };
}

export async function get<T>(path: string, parameters: Record<string, string | number | undefined> = {},
                             options: CallOptions = {}): Promise<T> {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== '');
  const question = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return (await request<T>('GET', question ? `${path}?${question}` : path, undefined, options)).body;
}

export async function post<T>(path: string, body: unknown = {}, options: CallOptions = {}): Promise<T> {
  return (await request<T>('POST', path, body, options)).body;
}

async function fetchFile(path: string): Promise<Response> {
  const answer = await overTheLine(fetch(path, { headers: headers({}, undefined, 'GET'), credentials: 'same-origin' }));
  if (!answer.ok) {
    const problem = await problemOf(answer);
    if (answer.status === 401) signedOut(problem);
    throw problem;
  }
  return answer;
}

// A file to be kept. It is fetched like everything else, so that no token stands in an address.
// Under the server's name, or, where the page knows one that says more, under that.
export async function download(path: string, name: string, isOurs = false): Promise<void> {
  const answer = await fetchFile(path);
  const named = answer.headers.get('Content-Disposition')?.match(/filename\*?="?(?:UTF-8'')?([^";]+)/);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await overTheLine(answer.blob()));
  link.download = named?.[1] && !isOurs ? decodeURIComponent(named[1]) : name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

// Bytes as they are: a picture to be shown from memory.
export async function fetchBytes(path: string): Promise<ArrayBuffer> {
  return overTheLine((await fetchFile(path)).arrayBuffer());
}
