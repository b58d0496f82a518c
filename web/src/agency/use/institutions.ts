// Designated institutions of a place, as the server lists them.
import { get } from '@/shared/api';

export interface Institution { code: string; name: string; kind: 'hospital' | 'pharmacy'; level: string; profile: string; access_key: string; state: 'active' | 'suspended'; why: string }
export interface Keyed { code: string; access_key: string; secret: string }

export const institutionsOf = async (region: string, signal?: AbortSignal): Promise<Institution[]> =>
  (region ? (await get<{ institutions: Institution[] }>(`/v1/regions/${region}/institutions`, {}, { signal })).institutions : []);
export const kindWords: Record<string, string> = { hospital: '医疗机构', pharmacy: '零售药店' };
export const levelWords: Record<string, string> = { none: '—', primary: '一级', secondary: '二级', tertiary: '三级' };
export const standingWords: Record<string, string> = { active: '正常', suspended: '已暂停' };
export const keyRows = (key: Keyed): (readonly [string, string])[] => [['机构编码', key.code], ['接口账号', key.access_key], ['接口密钥', key.secret]];
