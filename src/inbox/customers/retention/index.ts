/** How long a business keeps what customers said. */
export { countExpired, findRetention, retention, retentionMonths, saveRetention } from './months.ts';
