/** How a customer can be reached: one field, as people write it. */
import { z } from 'zod';

export interface Reachable {
  email: string | null;
  /** Digits with the country code, as WhatsApp links take them. */
  whatsapp: string | null;
}

/** Reads an e-mail address or a WhatsApp number; null when it is neither. Nothing typed is nothing. */
export function readContact(typed: string): Reachable | null {
  const text = typed.trim();
  if (text === '') return { email: null, whatsapp: null };
  if (text.includes('@')) {
    const email = z.email().max(254).safeParse(text);
    return email.success ? { email: email.data, whatsapp: null } : null;
  }
  if (!/^[+\d][\d\s().-]*$/.test(text)) return null;
  const digits = text.replaceAll(/\D/g, '');
  // A number without country code is Indonesian: 0812... or 812...
  const whatsapp = text.startsWith('+') ? digits : digits.replace(/^(?:0|62)?(?=8)/, '62');
  return /^[1-9]\d{7,14}$/.test(whatsapp) ? { email: null, whatsapp } : null;
}
