/** Posts that come again by themselves. */
export { findSeries, listOccurrences } from './detail.ts';
export { emptySeries, type SeriesForm, seriesFormOf, submitSeries } from './form.ts';
export { listSeries, moveSeries } from './plans.ts';
export { rhythm, seriesWords } from './words.ts';
