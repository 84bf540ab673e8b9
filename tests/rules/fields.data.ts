/** English words in names of fields that no table, column or argument has. */
export const furtherWords = [
  ...[
    'accounts',
    'app',
    'back',
    'file',
    'form',
    'lang',
    'new',
    'order',
    'password',
    'persona',
    'proof',
    'remove',
  ],
  ...['ticket', 'title', 'use', 'waba', 'when'],
];
