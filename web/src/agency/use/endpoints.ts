// What the server offers, from its own description (/openapi.json): forms, dialogs and what a role
// may do are made from it, so that a new member of a form appears without a line here.
import { onMounted, shallowRef } from 'vue';
import { get } from '@/shared/api';
import { codeInWords, english } from '@/shared/language';
import { me } from './session';

export interface Member { name: string; kind: Kind; required: boolean; words: string }
export type Kind = 'text' | 'integer' | 'fen' | 'day' | 'month' | 'region' | 'id' | 'flag' | 'list' | 'object';
export interface Endpoint { name: string; method: string; path: string; summary: string; roles: string[]; members: Member[] }

interface Schema { type?: string; format?: string; pattern?: string; description?: string }
interface Operation {
  operationId: string; summary: string; 'x-roles'?: string[];
  requestBody?: { content: Record<string, { schema: { properties?: Record<string, Schema>; required?: string[] } }> };
}

function kindOf(name: string, schema: Schema): Kind {
  if (name.endsWith('_fen')) return 'fen';
  if (schema.format === 'date') return 'day';
  if (schema.format === 'uuid') return 'id';
  if (name === 'region' || schema.pattern?.includes('{6}')) return 'region';
  if (schema.pattern?.includes('{4}-')) return 'month';
  return ({ integer: 'integer', boolean: 'flag', array: 'list', object: 'object' } as const)[schema.type as 'array'] ?? 'text';
}

function membersOf(operation: Operation): Member[] {
  const schema = Object.values(operation.requestBody?.content ?? {})[0]?.schema;
  return Object.entries(schema?.properties ?? {}).map(([name, each]) => ({
    name, kind: kindOf(name, each), required: schema?.required?.includes(name) ?? false, words: english.value ? codeInWords(name.replace(/_(fen|on)$/, '')) : each.description ?? name }));
}

let asked: Promise<Map<string, Endpoint>> | undefined;

export function endpoints(): Promise<Map<string, Endpoint>> {
  asked ??= get<{ paths: Record<string, Record<string, Operation>> }>('/openapi.json').then((told) => {
    const all = new Map<string, Endpoint>();
    for (const [path, methods] of Object.entries(told.paths)) {
      for (const [method, operation] of Object.entries(methods)) {
        all.set(operation.operationId, { name: operation.operationId, method: method.toUpperCase(), path,
          summary: english.value ? codeInWords(operation.operationId.replace(/^[a-z_]+\./, '').replace(/-/g, '_')) : operation.summary, roles: operation['x-roles'] ?? [], members: membersOf(operation) });
      }
    }
    return all;
  }).catch((error) => { asked = undefined; throw error; });
  return asked;
}

export async function endpoint(name: string): Promise<Endpoint> {
  const found = (await endpoints()).get(name);
  if (!found) throw new Error(`no endpoint ${name}`);
  return found;
}

export const mayUse = (each: Endpoint | undefined) => !!each && each.roles.includes(me.value?.role ?? '');

// Whether the role in front may use an endpoint; nobody may while that is not known yet.
export function useMay(): (name: string) => boolean {
  const all = shallowRef<Map<string, Endpoint> | null>(null);
  onMounted(async () => { all.value = await endpoints(); });
  return (name) => mayUse(all.value?.get(name));
}

export function pathWith(path: string, values: Record<string, string>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
}

// Where a case of a service is answered: the transfers keep one door for all their kinds.
export function casePath(service: string, all: Map<string, Endpoint>): string {
  return all.get(`${service}.show`)?.path ?? '/v1/transfers/{case}';
}
