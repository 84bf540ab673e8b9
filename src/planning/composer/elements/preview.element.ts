/**
 * <tanggap-post-preview>: how a post will roughly look on each channel. Set `previews`; it has no attributes, events or
 * slots.
 */
import { LitElement, css, html, nothing } from 'lit';

export interface Preview {
  channel: string;
  /** The channel's kind in words. */
  place: string;
  name: string;
  caption: string;
  pictures: string[];
  link: string;
  story: boolean;
  firstComment: string;
}

/** Instagram shows about this much of a caption before "more". */
const instagramFold = 125;

export class PostPreviewElement extends LitElement {
  static override properties = { previews: { attribute: false } };

  static override styles = css`
    article {
      margin-block-end: 1rem;
      padding: 0.75rem;
      border: 1px solid var(--line);
      border-radius: var(--radius);
      background: var(--surface);
      font-size: var(--small);
      overflow-wrap: anywhere;
    }
    h3 {
      margin: 0 0 0.5rem;
      font-size: inherit;
    }
    h3 small {
      color: var(--ink-soft);
      font-weight: 400;
    }
    p {
      margin: 0.5rem 0 0;
      white-space: pre-line;
    }
    img,
    .none {
      display: block;
      inline-size: 100%;
      max-block-size: 20rem;
      border-radius: 6px;
      object-fit: cover;
    }
    .none {
      min-block-size: 8rem;
      background: var(--sunken);
    }
    .soft {
      color: var(--ink-soft);
    }
    .strip {
      display: flex;
      gap: 0.25rem;
      overflow-x: auto;
    }
    .strip img {
      flex: none;
      inline-size: 85%;
      aspect-ratio: 1;
    }
    .story img {
      aspect-ratio: 9 / 16;
      max-block-size: 22rem;
    }
    .link {
      padding: 0.75rem;
      border-radius: 6px;
      background: var(--sunken);
    }
  `;

  declare previews: Preview[];

  constructor() {
    super();
    this.previews = [];
  }

  override render() {
    return this.previews.map(
      (preview) => html`
        <article class=${preview.story ? 'story' : ''} aria-label=${preview.name}>
          <h3>${preview.name} <small>${preview.place}</small></h3>
          ${preview.channel === 'facebook' ? [this.#words(preview), this.#media(preview)] : nothing}
          ${preview.channel === 'facebook' ? nothing : [this.#media(preview), this.#words(preview)]}
          ${
            preview.firstComment && !preview.story
              ? html`<p class="soft"><b>${preview.name}</b> ${preview.firstComment}</p>`
              : nothing
          }
        </article>
      `,
    );
  }

  #words({ caption, story, channel, name }: Preview) {
    if (story || !caption) return nothing;
    const folded = channel === 'instagram' && caption.length > instagramFold;
    const shown = folded ? `${caption.slice(0, instagramFold).trimEnd()}... ` : caption;
    const more = folded ? html`<span class="soft">(+${caption.length - instagramFold})</span>` : nothing;
    return html`<p>${channel === 'instagram' ? html`<b>${name}</b> ` : nothing}${shown}${more}</p>`;
  }

  #media({ pictures, link, channel }: Preview) {
    if (link) return html`<p class="link">${link.replace(/^https?:\/\//, '')}</p>`;
    if (pictures.length === 0) return channel === 'instagram' ? html`<div class="none"></div>` : nothing;
    const images = pictures.map((src) => html`<img src=${src} alt="" />`);
    return pictures.length > 1 ? html`<div class="strip">${images}</div>` : images;
  }
}

customElements.define('tanggap-post-preview', PostPreviewElement);

declare global {
  interface HTMLElementTagNameMap {
    'tanggap-post-preview': PostPreviewElement;
  }
}
