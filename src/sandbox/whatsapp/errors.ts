import { GraphError } from '../graph/errors.ts';

const refusal = (code: number, title: string, details: string, status = 400): GraphError =>
  new GraphError(code, `(#${code}) ${title}`, { status, details });

/** What WhatsApp refuses, with its codes as published. */
export const waRefusals = {
  windowClosed: () =>
    refusal(
      131047,
      'Re-engagement message',
      'Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
    ),
  undeliverable: () => refusal(131026, 'Message Undeliverable.', 'Message Undeliverable.'),
  unsupported: () => refusal(131051, 'Unsupported message type', 'Message type is not currently supported.'),
  invalid: (details: string) => refusal(131009, 'Parameter value is not valid', details),
  required: (name: string) => refusal(131008, 'Required parameter is missing', `${name} is required.`),
  media: () => refusal(131053, 'Media upload error', 'The file could not be fetched.'),
  templateMissing: (name: string, language: string) =>
    refusal(
      132001,
      'Template name does not exist in the translation',
      `template name (${name}) does not exist in ${language}`,
      404,
    ),
  templateValues: (given: number, expected: number) =>
    refusal(
      132000,
      'Number of parameters does not match the expected number of params',
      `body: number of localizable_params (${given}) does not match the expected number of params (${expected})`,
    ),
  templatePaused: () => refusal(132015, 'Template is Paused', 'Template is paused due to low quality.'),
} as const;

/** What a status of a failed message says. */
export const failures: Record<number, string> = {
  131000: 'Something went wrong',
  131026: 'Message undeliverable',
  131042: 'Business eligibility payment issue',
  131047: 'Re-engagement message',
  131049: 'Message not delivered to maintain healthy ecosystem engagement',
  131051: 'Unsupported message type',
  131053: 'Media upload error',
};
