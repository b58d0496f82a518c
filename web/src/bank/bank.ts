// A card as the bank on its face sees it: its two functions, what may be activated here, what stands in the way.
import type { Told } from '@/front/told';

export interface Way { open: boolean; reasons: Told[] }
export interface BankCard {
  person: string;
  card: string;
  name: string;
  identity_number: string;
  region_name: string;
  bank: string;
  production: string;
  medical_function: 'active' | 'inactive';
  medical_since?: string;
  bank_function: 'active' | 'inactive';
  bank_since?: string;
  activate_by?: string;
  dead_on?: string;
  has_phone: boolean;
  bank_activation: Way;
  medical_at_outlet: Way;
  medical_on_line: Way;
  holds: { cause: string; released_here: boolean; reasons: Told[] }[];
}
