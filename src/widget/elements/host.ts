import type { Greeting } from '../schema.ts';

/** What the panel knows of the element that carries it. */
export interface Host {
  element: HTMLElement;
  root: ShadowRoot;
  button: HTMLButtonElement;
  hub: string;
  key: string;
  lang: 'id' | 'en';
  greeting: Greeting | null;
  /** Shows what became of something on the button; '' is nothing. */
  tell(state: string): void;
}
