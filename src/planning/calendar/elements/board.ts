export interface Words {
  move: string;
  picked: string;
  at: string;
  dropped: string;
  saving: string;
  failed: string;
}

/** What a post that is picked up, by whatever hand, may ask of the board around it. */
export interface Board extends HTMLElement {
  readonly words: Words;
  /** Says what happens, in the live region. */
  say(text: string): void;
  /** Whether a day can take posts. */
  owns(day: string): boolean;
  /** Shows the day that a post would fall on; `null` is none. */
  mark(day: string | null): void;
  /** Nothing is picked up any more. */
  free(): void;
  /** Asks the server to move a post to a day. */
  put(post: HTMLElement, day: string): Promise<void>;
}
