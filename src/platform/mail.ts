import { createTransport } from 'nodemailer';
import { log } from './log.ts';

export interface Letter {
  to: string;
  subject: string;
  text: string;
  /** The same id on a letter that may have been sent already: mail programs show it once. */
  id?: string;
  /** Address of a page that ends letters of this kind; mail programs offer it, and post to it by themselves. */
  stop?: string;
}

export interface Mail {
  /** @throws when the mail server does not take it */
  send(letter: Letter): Promise<void>;
}

/** SMTP where it is configured, else the console: there the operator passes the link on by hand. */
export function openMail(options: { smtpUrl: string | undefined; from: string }): Mail {
  if (!options.smtpUrl) return { send: printLetter };
  const transport = createTransport({
    url: options.smtpUrl,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
  });
  return {
    async send({ to, subject, text, id, stop }) {
      const messageId = id && `<${id}@${options.from.match(/@([\w.-]+)/)?.[1] ?? 'localhost'}>`;
      const headers = stop && {
        'List-Unsubscribe': `<${stop}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      };
      const sent = transport.sendMail({
        from: options.from,
        to,
        subject,
        text,
        ...(messageId && { messageId }),
        // Whoever is away must not answer a machine.
        headers: { 'Auto-Submitted': 'auto-generated', ...headers },
      });
      await sent.catch((error: unknown) => {
        log('error', 'mail.failed', { subject, ...causeOf(error) });
        throw error;
      });
      log('info', 'mail.sent', { subject });
    },
  };
}

/** What the server said may quote the letter and its reader; its numbers and the connection's trouble do not. */
function causeOf(thrown: unknown): Record<string, unknown> {
  const { code, command, responseCode, syscall, port } = thrown as Record<string, unknown>;
  return { code, command, answer: responseCode, syscall, port };
}

/** Whether the mail server takes us, without a letter. @throws what it says */
export async function tryMail(smtpUrl: string): Promise<void> {
  const transport = createTransport({ url: smtpUrl, connectionTimeout: 5_000, greetingTimeout: 5_000 });
  try {
    await transport.verify();
  } finally {
    transport.close();
  }
}

async function printLetter({ to, subject, text }: Letter): Promise<void> {
  process.stdout.write(
    `\n--- mail (SMTP_URL is not set, so it is only shown here)\nTo: ${to}\nSubject: ${subject}\n\n${text}\n---\n\n`,
  );
}
