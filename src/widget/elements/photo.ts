/** A photo made smaller before it is sent: on a canvas, which a strict page allows, and where its position is lost. */
const mostSide = 1600;
const mostBytes = 700_000;

/** Draws it small into `preview`; null when this browser cannot read it. */
export async function shrink(file: Blob, preview: HTMLCanvasElement): Promise<Blob | null> {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const longest = Math.max(picture.width, picture.height);
    draw(picture, preview, Math.min(1, 320 / longest));
    let made: Blob | null = null;
    for (
      let side = Math.min(mostSide, longest);
      side >= 400 && !(made && made.size <= mostBytes);
      side *= 0.75
    ) {
      const canvas = document.createElement('canvas');
      draw(picture, canvas, side / longest);
      made = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.8));
    }
    // A picture smaller than that is sent as it is drawn.
    if (!made) made = await new Promise<Blob | null>((done) => preview.toBlob(done, 'image/jpeg', 0.8));
    picture.close();
    return made;
  } catch {
    return null;
  }
}

function draw(picture: ImageBitmap, canvas: HTMLCanvasElement, scale: number): void {
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext('2d')!;
  // What is see-through would turn black.
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
}
