/** Of the panel; its colours come from the button's sheet. */
import { css } from 'lit';

export const panelStyles = css`
  * {
    box-sizing: border-box;
  }
  dialog {
    inline-size: min(28em, 100%);
    max-inline-size: 100%;
    max-block-size: 100dvh;
    margin: auto;
    padding: 16px;
    overflow: auto;
    overscroll-behavior: contain;
    border: 1px solid var(--t-line);
    border-radius: 12px;
    background: var(--t-bg);
    color: var(--t-ink);
    font: inherit;
    overflow-wrap: anywhere;
  }
  dialog::backdrop {
    background: #0008;
  }
  header,
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: start;
    justify-content: space-between;
  }
  .row {
    justify-content: start;
    margin-block-start: 12px;
  }
  h2 {
    flex: 1;
    margin: 8px 0;
    font-size: 1.2em;
    line-height: 1.3;
  }
  h2:focus {
    outline: none;
  }
  small,
  span {
    font-weight: 400;
  }
  label,
  legend {
    display: block;
    padding: 0;
    font-weight: 600;
  }
  label > span,
  .hint,
  small {
    color: var(--t-soft);
  }
  p {
    margin: 4px 0 8px;
  }
  .hint,
  .wrong {
    font-size: 0.875em;
  }
  /* What it says is seen elsewhere. */
  [role='status'] {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: 0;
    overflow: hidden;
    clip-path: inset(50%);
  }
  p:empty:not([role]) {
    display: none;
  }
  .wrong {
    color: var(--t-bad);
    font-weight: 600;
  }
  .good {
    color: var(--t-good);
    font-weight: 600;
  }
  .number {
    font-size: 1.2em;
    font-weight: 600;
  }
  [part='field'] {
    margin: 0 0 12px;
    padding: 0;
    border: 0;
  }
  input:not([type='radio'], [type='checkbox']),
  textarea,
  select {
    inline-size: 100%;
    min-block-size: 44px;
    padding: 8px 12px;
    border: 1px solid var(--t-line);
    border-radius: 8px;
    background: var(--t-bg);
    color: inherit;
    font: inherit;
  }
  [aria-invalid='true'] {
    border-color: var(--t-bad);
  }
  .kinds {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(8.5em, 1fr));
    gap: 8px;
  }
  .kinds label,
  .consent {
    display: flex;
    gap: 8px;
    align-items: center;
    min-block-size: 44px;
    padding: 8px 12px;
    border: 1px solid var(--t-line);
    border-radius: 8px;
    font-weight: 400;
  }
  .kinds span,
  .consent span {
    color: inherit;
  }
  [type='radio'],
  [type='checkbox'] {
    flex: none;
    inline-size: 20px;
    block-size: 20px;
    margin: 0;
    accent-color: var(--t-accent);
  }
  button,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    min-block-size: 44px;
    padding: 8px 16px;
    border: 1px solid var(--t-line);
    border-radius: 8px;
    background: var(--t-bg);
    color: inherit;
    font: inherit;
    font-weight: 600;
    text-decoration: none;
    cursor: pointer;
  }
  .plain {
    border-color: transparent;
  }
  .send {
    inline-size: 100%;
    border-color: var(--t-accent);
    background: var(--t-accent);
    color: var(--t-on);
  }
  a:not(.button) {
    display: inline-block;
    padding-block: 10px;
    color: var(--t-accent);
  }
  :focus-visible {
    outline: 3px solid var(--t-accent);
    outline-offset: 2px;
  }
  canvas {
    display: block;
    max-inline-size: 100%;
    max-block-size: 160px;
    margin-block: 8px;
    border-radius: 8px;
  }
  [hidden] {
    display: none;
  }
  .unseen {
    position: absolute;
    inset-inline-start: -9999px;
  }
`;
