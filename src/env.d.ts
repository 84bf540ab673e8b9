/// <reference types="astro/client" />
import type { Backend } from './platform/backend/index.ts';
import type { Toast } from './platform/http/flash.ts';
import type { Lang } from './platform/text/i18n.ts';
import type { Person } from './platform/http/session.ts';

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
