import type { APIRoute } from 'astro';
import { enter } from '#businesses/index.ts';
import { qrPath } from '#catalogue/page/index.ts';

/** The QR code of the hosted form, to print. */
export const GET: APIRoute = async (context) => {
  const member = await enter(context);
  if (member instanceof Response) return member;
  const { backend, business } = member;
  const { path, size } = qrPath(`${backend.env.PUBLIC_URL}/f/${business.slug}`);
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges">` +
    `<rect width="${size}" height="${size}" fill="#fff"/><path d="${path}" fill="#000"/></svg>`;
  return new Response(svg, {
    headers: {
      'Content-Type': 'image/svg+xml',
      'Content-Disposition': `attachment; filename="${business.slug}-formulir.svg"`,
    },
  });
};
