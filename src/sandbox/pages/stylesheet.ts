/** A round face for accounts that have no picture. */
export const avatar = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><circle cx="20" cy="20" r="20" fill="#34447a"/><circle cx="20" cy="16" r="7" fill="#fff"/><path d="M6 36c3-10 25-10 28 0" fill="#fff"/></svg>`;

/** The look of the sandbox's own pages. */
export const stylesheet = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#faf8f3, #16181f);
  --card: light-dark(#ffffff, #1f222b);
  --ink: light-dark(#1d2130, #eceaf0);
  --quiet: light-dark(#5c5f6e, #a9abb8);
  --line: light-dark(#dedbd2, #383c48);
  --nila: light-dark(#34447a, #aebcf5);
  --on-nila: light-dark(#ffffff, #141a33);
  --tint: light-dark(#eef0f8, #272c40);
  --kunyit: light-dark(#fbe8b0, #4d3d0c);
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
.banner { margin: 0; padding: .5rem 1rem; background: var(--kunyit); text-align: center; font-size: .875rem; }
main { max-width: 30rem; margin: 0 auto; padding: 1rem .75rem 3rem; }
h1 { font-size: 1.25rem; line-height: 1.3; margin: .5rem 0 1rem; }
h2 { font-size: 1.05rem; margin: 1.5rem 0 .5rem; }
a { color: var(--nila); }
:focus-visible { outline: 3px solid var(--nila); outline-offset: 2px; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; overflow: hidden; margin-bottom: 1rem; }
.card > *, .pad { padding-inline: .75rem; }
.account { display: flex; align-items: center; gap: .75rem; padding: .75rem; }
.account p, .account a { margin: 0; }
.account a { color: inherit; font-weight: 600; text-decoration: none; overflow-wrap: anywhere; display: inline-block; min-height: 24px; }
.face { flex: none; width: 40px; height: 40px; border-radius: 50%; background: var(--nila); color: var(--on-nila);
  display: grid; place-items: center; font-weight: 700; }
.face.small { width: 30px; height: 30px; font-size: .8rem; background: var(--tint); color: var(--nila); }
.quiet { color: var(--quiet); font-size: .875rem; }
.picture { display: block; width: 100%; height: auto; padding: 0; background: var(--tint); max-height: 40rem; object-fit: contain; }
.strip { display: flex; overflow-x: auto; padding: 0; scroll-snap-type: x mandatory; }
.strip .picture { flex: none; width: 100%; scroll-snap-align: start; }
.place { margin: -.25rem 0 .75rem; }
.film { width: 100%; margin: 0; padding: 4rem .75rem; text-align: center; background: var(--tint); }
.caption { white-space: pre-line; overflow-wrap: anywhere; margin: .75rem 0; }
.thread, .list { list-style: none; margin: 0; padding: 0; }
.thread .thread { margin-left: 1.25rem; padding-left: .5rem; border-left: 2px solid var(--line); }
.said { display: flex; gap: .5rem; padding: .6rem 0; }
.said .body { flex: 1; min-width: 0; }
.said p { margin: 0; overflow-wrap: anywhere; }
.said .text { white-space: pre-line; }
.business > .said .body > p:first-child strong { color: var(--nila); }
.tag { border: 1px solid var(--line); border-radius: 6px; padding: 0 .35rem; font-size: .75rem; color: var(--quiet); }
.acts { display: flex; flex-wrap: wrap; align-items: start; gap: .25rem .75rem; }
.acts form { margin: 0; }
button, .acts summary { min-height: 44px; font: inherit; cursor: pointer; }
button { border: 1px solid var(--line); border-radius: 10px; background: var(--card); color: var(--nila); padding: .5rem 1rem; }
button.main { background: var(--nila); border-color: var(--nila); color: var(--on-nila); }
button.plain, .acts summary { border: 0; background: none; padding: .5rem .25rem; color: var(--nila); font-size: .875rem; }
.acts details[open] { flex-basis: 100%; }
.write { display: grid; gap: .5rem; padding-block: .75rem; }
label { display: block; font-size: .875rem; }
input:not([type=checkbox]), select, textarea { display: block; width: 100%; min-height: 44px; margin-top: .25rem; padding: .5rem .6rem;
  font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--quiet); border-radius: 10px; }
textarea { resize: vertical; }
fieldset { border: 1px solid var(--line); border-radius: 10px; margin: 0 0 1rem; padding: .5rem .75rem; }
.choice { display: flex; align-items: center; gap: .6rem; min-height: 44px; font-size: 1rem; }
.choice input { width: 22px; height: 22px; flex: none; accent-color: var(--nila); }
summary { min-height: 44px; display: flex; align-items: center; color: var(--nila); cursor: pointer; }
.buttons { display: grid; gap: .5rem; }
.row { display: flex; gap: .75rem; padding: .75rem; border-top: 1px solid var(--line); color: inherit; text-decoration: none; min-height: 44px; }
.row:first-child { border-top: 0; }
.row img, .row .none { width: 64px; height: 64px; object-fit: cover; border-radius: 8px; background: var(--tint); flex: none; }
.row span { min-width: 0; overflow-wrap: anywhere; }
.bubbles { list-style: none; margin: 0 0 1rem; padding: 0; display: grid; gap: .5rem; }
.bubbles li { max-width: 85%; padding: .5rem .75rem; border-radius: 12px; background: var(--card); border: 1px solid var(--line); overflow-wrap: anywhere; }
.bubbles .text { white-space: pre-line; }
.bubbles li.own { justify-self: end; background: var(--tint); }
.crumbs { margin: 0 0 .5rem; }
.crumbs a { display: inline-flex; align-items: center; min-height: 44px; }
.value { overflow-wrap: anywhere; user-select: all; }
.hidden-note { opacity: .6; }
`;
