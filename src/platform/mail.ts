import { createTransport } from 'nodemailer';
import { log } from './log.ts';

export interface Letter {
  to: string;
  subject: string;
  text: string;
  /** The same id on a letter that may have been sent already: mail programs show it once. */
  id?: string;
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
    async send({ to, subject, text, id }) {
      const messageId = id && `<${id}@${options.from.match(/@([\w.-]+)/)?.[1] ?? 'localhost'}>`;
      await transport.sendMail({ from: options.from, to, subject, text, ...(messageId && { messageId }) });
      log('info', 'mail.sent', { subject });
    },
  };
}

async function printLetter({ to, subject, text }: Letter): Promise<void> {
  process.stdout.write(
    `\n--- mail (SMTP_URL is not set, so it is only shown here)\nTo: ${to}\nSubject: ${subject}\n\n${text}\n---\n\n`,
  );
}
