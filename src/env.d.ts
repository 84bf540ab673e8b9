/// <reference types="astro/client" />
import type { Backend } from './platform/backend/index.ts';
import type { Toast } from './platform/flash.ts';
import type { Lang } from './platform/i18n.ts';
import type { Person } from './platform/session.ts';

declare global {
  namespace App {
    /** What the middleware leaves for every page. */
    interface Locals {
      backend: Backend;
      person: Person | null;
      lang: Lang;
      toast: Toast | null;
    }
  }
}
