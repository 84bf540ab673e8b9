/// <reference types="astro/client" />

declare namespace App {
  interface Locals {
    backend: import('./platform/backend/index.ts').Backend;
    person: import('./platform/session.ts').Person | null;
    lang: import('./platform/i18n.ts').Lang;
    toast: import('./platform/flash.ts').Toast | null;
  }
}
