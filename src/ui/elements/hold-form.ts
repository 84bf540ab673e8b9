/** Keeps a form from being sent while files are being made ready, then sends it as it was meant to be sent. */
export function holdForm(inside: Element, until: Promise<unknown>): void {
  const form = inside.closest('form');
  if (!form) return;
  let meant: { submitter: HTMLElement | null } | null = null;
  const hold = (event: SubmitEvent) => {
    event.preventDefault();
    meant = { submitter: event.submitter };
  };
  form.addEventListener('submit', hold);
  void until.finally(() => {
    form.removeEventListener('submit', hold);
    if (meant) form.requestSubmit(meant.submitter);
  });
}

/** Says something where a screen reader hears it. */
export function say(inside: HTMLElement, text: string): void {
  const line = inside.querySelector('[role=status]');
  if (line) line.textContent = text;
}

/** Puts files into a file field, as if a person had chosen them. */
export function choose(input: HTMLInputElement, files: File[]): void {
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  input.files = transfer.files;
}
