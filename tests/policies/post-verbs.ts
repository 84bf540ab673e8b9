/** Saving posts as the composer does, and a look at what came of it. */
import { randomUUID } from 'node:crypto';
import type postgres from 'postgres';
import { call } from './function-cases.ts';
import type { People, Who } from './people.ts';

export interface SaveArgs extends Record<string, unknown> {
  post: string;
  expected_version: number;
  content: Record<string, unknown>;
}
export type Saved = { version: number; state: string } | { refused: string };

export function postVerbs(people: People) {
  /** A new photo post on both channels, to be scheduled. */
  const form = (content: Record<string, unknown> = {}, more: Record<string, unknown> = {}): SaveArgs => ({
    post: randomUUID(),
    business: people.a.business,
    expected_version: 0,
    content: {
      media_type: 'photo',
      placement: 'feed',
      message_type: 'promotional',
      goal: 'Tujuan contoh',
      goal_figure: 'comments',
      goal_value: 10,
      pillar: null,
      caption: 'Keterangan contoh',
      link: null,
      first_comment: null,
      ...content,
    },
    pictures: [{ media_id: people.a.media, alt_text: 'Gambar contoh' }],
    targets: [people.a.channel, people.a.assisted].map((channel_id) => ({ channel_id, caption: null })),
    facts: [],
    submit: true,
    valid_hours: 4,
    local_time: '2027-03-01T08:00:00',
    ...more,
  });
  return {
    form,
    /** The same post as it looks in a composer that saw this version. */
    edited: (
      made: SaveArgs,
      expected_version: number,
      content: Record<string, unknown> = {},
      more: Record<string, unknown> = {},
    ): SaveArgs => ({ ...made, expected_version, content: { ...made.content, ...content }, ...more }),
    save: (who: Who, args: SaveArgs) => call<Saved>(people, who, 'save_post', args),
    post: async (id: string) => (await people.sql`select * from posts where id = ${id}`)[0],
    /** Instagram first. */
    targets: async (id: string): Promise<postgres.Row[]> => [
      ...(await people.sql`select t.* from post_targets t join channels c on c.id = t.channel_id
        where t.post_id = ${id} order by c.kind desc`),
    ],
  };
}
