/** What is asked in the panel. */
import { html, nothing, type TemplateResult } from 'lit';
import {
  feedbackKinds,
  feedbackWishes,
  mostName,
  mostOrdered,
  mostWords,
  type FeedbackKind,
} from '#widget/schema.ts';
import type { Host } from '../host.ts';
import type { PanelWords } from '../panel-words.ts';
import type { Sending, Wrong } from './sending.ts';

/** What stands in the form beside what the browser keeps of it. */
export interface Filled {
  /** Of the business, as the form says it. */
  name: string;
  kind: FeedbackKind | null;
  photo: Blob | null;
}

type Handlers = Record<'submit' | 'changed' | 'choosePhoto' | 'dropPhoto', (event: never) => void>;

/** The form, as far as it is filled in. */
export function formOf(
  { view, said, wrong }: Sending,
  t: PanelWords,
  host: Host,
  { name, kind, photo }: Filled,
  on: Handlers,
): TemplateResult {
  const form = host.greeting?.form;
  const busy = view === 'sending';
  return html`<form novalidate @submit=${on.submit} @change=${on.changed}>
    <fieldset class="kinds" part="field">
      <legend>${t.kind} <span>(${t.optional})</span></legend>
      ${feedbackKinds.map(
        (each) =>
          html`<label><input type="radio" name="kind" value=${each} /><span>${t.kinds[each]}</span></label>`,
      )}
    </fieldset>
    ${field(
      wrong,
      'words',
      t.words,
      t.wordsHint,
      html`<textarea
        id="words"
        name="words"
        rows="4"
        maxlength=${mostWords}
        required
        aria-describedby="words-hint words-wrong"
        aria-invalid=${wrong.words ? 'true' : 'false'}
      ></textarea>`,
    )}
    ${
      kind === 'complaint'
        ? html`${field(
            wrong,
            'ordered',
            t.ordered,
            t.orderedHint,
            html`<input
              id="ordered"
              name="ordered"
              maxlength=${mostOrdered}
              aria-describedby="ordered-hint"
            />`,
            t.optional,
          )}
          ${field(
            wrong,
            'wants',
            t.wants,
            '',
            html`<select id="wants" name="wants">
              ${feedbackWishes
                .toReversed()
                .map((wish) => html`<option value=${wish}>${t.wishes[wish]}</option>`)}
            </select>`,
          )}`
        : nothing
    }
    ${field(
      wrong,
      'photo',
      t.photo,
      t.photoHint,
      html`<input
          id="photo"
          type="file"
          accept="image/*"
          aria-describedby="photo-hint photo-wrong"
          @change=${on.choosePhoto}
        />
        <div class="photo" ?hidden=${!photo}>
          <canvas role="img" aria-label=${t.photoAlt}></canvas>
          <button type="button" @click=${on.dropPhoto}>${t.photoRemove}</button>
        </div>`,
      t.optional,
    )}
    ${field(
      wrong,
      'name',
      t.name,
      '',
      html`<input
        id="name"
        name="name"
        autocomplete="name"
        maxlength=${mostName}
        .defaultValue=${host.element.getAttribute('prefill-name') ?? ''}
      />`,
      t.optional,
    )}
    ${field(
      wrong,
      'contact',
      t.contact,
      t.contactHint,
      html`<input
        id="contact"
        name="contact"
        autocomplete="email"
        maxlength="254"
        aria-describedby="contact-hint contact-wrong"
        aria-invalid=${wrong.contact ? 'true' : 'false'}
      />`,
      t.optional,
    )}
    <div class="unseen" aria-hidden="true"><input name="url" tabindex="-1" autocomplete="off" /></div>
    <div part="field">
      <label class="consent"
        ><input
          type="checkbox"
          name="consent"
          id="consent"
          required
          aria-describedby="consent-wrong"
          aria-invalid=${wrong.consent ? 'true' : 'false'}
        /><span>${t.consent(name)}</span></label
      >
      <p class="wrong" id="consent-wrong">${wrong.consent ?? ''}</p>
      ${form ? html`<a href="${form}/privasi" target="_blank" rel="noopener">${t.notice}</a>` : nothing}
    </div>
    <p class="wrong" role="alert">${wrong.all ?? ''}</p>
    <button class="send" part="send" ?disabled=${busy}>${busy ? said || t.sending : t.send}</button>
  </form>`;
}

function field(
  wrong: Wrong,
  id: 'words' | 'ordered' | 'wants' | 'photo' | 'name' | 'contact',
  label: string,
  hint: string,
  control: TemplateResult,
  optional = '',
): TemplateResult {
  return html`<div part="field">
    <label for=${id}>${label} ${optional ? html`<span>(${optional})</span>` : nothing}</label>
    ${hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : nothing}${control}
    <p class="wrong" id="${id}-wrong">${(wrong as Record<string, string>)[id] ?? ''}</p>
  </div>`;
}
