import type { Reason } from '@/shared/api';

export interface Card {
  card: string; region: string; region_name: string; bank: string; why: string; production: string; number?: string;
  medical_function: string; bank_function: string; activate_by?: string; taken_on?: string; dead_on?: string;
}
export interface Cards { production: string; cards: Card[]; current?: string; card?: string; holds?: Reason[]; e_certificate: string }
